"""Agreements of the parties."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import clock
from cases.fields import InstantField
from cases.forms import ActionForm
from cases.saying import one_of
from cases.wording import capital, told
from cases.words import same_name
from takeovers.forms.ticking import TickForm
from takeovers.rules import labels, parties
from takeovers.rules.policy import policy_of


def party_field() -> forms.ChoiceField:
    """In which capacity somebody agrees."""
    choices = [(code, label[0].upper() + label[1:]) for code, label in labels.PARTIES.items()]
    return forms.ChoiceField(label=_("Party"), choices=choices)


class RecordAgreementForm(TickForm):
    """Who agreed, for which party, how and when; by a letter, or by a file that came by mail."""

    party = party_field()
    name = forms.CharField(label=_("Name of the party"), max_length=200)
    written = forms.BooleanField(
        label=_("In writing"), required=False, help_text=_("By e-mail, letter or link; nothing oral.")
    )
    received_at = InstantField(
        label=_("Arrived"), required=False, help_text=_("When it came in, whoever read it when. Empty: now.")
    )
    evidence = forms.CharField(
        label=_("Where it is"), required=False, max_length=500, help_text=_("The mail, the letter, the file.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """It begins with the first party of which nothing is known yet."""
        super().__init__(*args, **options)
        if self.case is not None and not self.is_bound:
            facts = self.case.facts()
            needed = parties.required(facts, policy_of())
            first = next((one for one in needed if parties.agreement_of(facts, one) is None), None)
            if first is not None:
                self.initial = {"party": first.party, "name": first.name, **self.initial}

    def layout(self) -> Layout:
        """Who, then how."""
        if self.file is not None:
            return self.of_file(self.file)
        return Layout(Row("party", "name"), "written", "received_at", "evidence", self.earlier())

    def clean_received_at(self) -> Any:
        """Refuses an arrival in the future."""
        received = self.cleaned_data.get("received_at")
        if received is not None and received > clock.now():
            raise forms.ValidationError(_("This is in the future."), code="future")
        return received

    def clean(self) -> dict[str, Any]:
        """The name must be the party's own."""
        data = super().clean()
        if data.get("party") and data.get("name"):
            theirs = _names(self.case, data["party"])
            found = next((name for name in theirs if same_name(name, data["name"])), None)
            if found is None:
                self.add_error("name", _not_theirs(data["party"], theirs))
            else:
                data["name"] = found
        return data


def _names(case: Any, party: str) -> list[str]:
    """The names that may agree for a party."""
    facts = case.facts()
    if party == "subject":
        own = [one.name for one in parties.subjects(facts)]
        return list(dict.fromkeys(own))
    vad = facts.current_vad if party == "current" else facts.new_vad
    partner = facts.current_partner if party == "current" else facts.new_partner
    return [partner, *([vad] if vad else [])]


def _not_theirs(party: str, theirs: list[str]) -> forms.ValidationError:
    """The name is not one of the party's."""
    names = {"party": capital(told(labels.PARTIES[party])), "names": one_of(theirs)}
    return forms.ValidationError(_("%(party)s is %(names)s.") % names, code="name")


class WithdrawForm(ActionForm):
    """Which party takes its agreement back; programs may name a customer as `company`."""

    party = party_field()
    name = forms.CharField(
        label=_("Name of the party"), required=False, max_length=200,
        help_text=_("Needed where several customers agree, each for itself."),
    )  # fmt: skip
    company = forms.CharField(label=_("Customer"), required=False, max_length=200)
    reason = forms.CharField(label=_("What they said"), required=False, max_length=500)

    def layout(self) -> Layout:
        """Who, then why."""
        return Layout(Row("party", "name"), "reason", self.earlier())

    def clean(self) -> dict[str, Any]:
        """The name is one of theirs; where each customer agrees for itself it has to be said (TO-A15)."""
        data = super().clean() or {}
        if not data.get("party"):
            return data
        theirs = _names(self.case, data["party"])
        company = data.pop("company", "")
        said = data.get("name") or company
        found = next((one for one in theirs if same_name(one, said)), None)
        if found is not None:
            data["name"] = found
        elif said:
            self.add_error("company" if said == company else "name", _not_theirs(data["party"], theirs))
        elif data["party"] == "subject" and len(theirs) > 1:
            whose = _("Say whose agreement it is: %(names)s.") % {"names": one_of(theirs)}
            self.add_error("name", forms.ValidationError(whose, code="name"))
        return data
