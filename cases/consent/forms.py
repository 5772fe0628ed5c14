"""Inputs: asking, ending a link, and what a party sends through its link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import registry, standing
from cases.consent.book import Book
from cases.fields import MailField
from cases.files import quota
from cases.files.faults import FileFault
from cases.files.field import DocumentField
from cases.forms import ActionForm, ReasonForm

EVERYBODY: Final = "all"
MOST_DAYS: Final = 90
AGREE, REFUSE = "agree", "refuse"
MISSING: Final = {
    "name": _("Say who you are."),
    "capacity": _("Say what you are there."),
    "may_speak": _("Only somebody who may speak for the party can answer."),
    "answer": _("Choose: agree or refuse."),
}


def book_of(case: Any) -> Book:
    """The consents of a case whose kind asks for them."""
    found, spec = standing.of(case), registry.kind_of(case).consent
    assert spec is not None, "only such a kind has these actions"
    return Book(spec, case, found.book.in_force(found.now), found.now)


class PartyForm(ActionForm):
    """A form that names a party of the case."""

    party = forms.CharField(label=_("Party"), max_length=240, widget=forms.Select)
    nobody = _("There is no such party, or it has nothing to answer.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.book = book_of(self.case) if self.case is not None else None
        self.chosen = self.choices()
        self.fields["party"].widget.choices = self.chosen

    def choices(self) -> list[tuple[str, str]]:
        """Key and words of each party that can be named."""
        parties = self.book.parties if self.book else ()
        return [(party.key, f"{party.name}, {party.role[0].lower()}{party.role[1:]}") for party in parties]

    def clean_party(self) -> str:
        """Only a party that is among the choices."""
        key: str = self.cleaned_data["party"]
        if self.book is not None and key not in dict(self.chosen):
            raise forms.ValidationError(self.nobody, code="party")
        return key


class AskForm(PartyForm):
    """Whom to ask, where, and how long the link counts."""

    address = MailField(
        label=_("Mail address"),
        required=False,
        max_length=200,
        help_text=_("Where the link goes. Empty: where this party was asked before, or the address on file."),
    )
    days = forms.IntegerField(
        label=_("Days to answer"),
        required=False,
        initial=14,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Afterwards the link no longer works, and you can ask again."),
    )
    about = _("Sends a link by which the party reads the terms and agrees or refuses. No account is needed.")
    button = _("Send the link")

    def layout(self) -> Layout:
        """Whom, where, how long; a link is sent now and never earlier."""
        return Layout("party", Row("address", "days"))

    def begin_with(self, values: Mapping[str, str]) -> None:
        """Fills in the address of the party that a link names."""
        super().begin_with(values)
        party = self.book.party(values.get("party", "")) if self.book else None
        if party is not None and self.book is not None and not self.initial.get("address"):
            self.initial["address"] = self.book.address_of(party)

    def choices(self) -> list[tuple[str, str]]:
        """The parties, and all that are missing at once where there are several."""
        found = super().choices()
        if self.book is not None and len(self.reachable()) > 1:
            found.append((EVERYBODY, "Everybody who has not agreed and whose address is known"))
        return found

    def reachable(self) -> list[str]:
        """The keys of the parties that have not agreed and whose address is known."""
        if self.book is None:
            return []
        parties = self.book.parties
        return [one.key for one in parties if not one.given_at and self.book.address_of(one)]

    def clean(self) -> dict[str, Any]:
        """A party without any address cannot be written to; one address is nobody's for all."""
        data = super().clean() or {}
        key, address = data.get("party"), data.get("address")
        party = self.book.party(key) if self.book and key else None
        if key == EVERYBODY and address:
            self.add_error("address", _("Everybody has an address of their own: leave this empty."))
        if party is not None and self.book is not None and not (address or self.book.address_of(party)):
            self.add_error(
                "address", _("Give the mail address of %(party)s: none is on file.") % {"party": party.name}
            )
        return data


class EndForm(PartyForm, ReasonForm):
    """Whose link is ended, and why."""

    field_order = ("party", "reason", "at")
    nobody = _("This party has no link that could be answered.")
    button = _("End the link")

    def choices(self) -> list[tuple[str, str]]:
        """The parties with a link that nobody has answered."""
        waiting = {row.party for row in self.book.rows if row.is_waiting} if self.book else set()
        return [choice for choice in super().choices() if choice[0] in waiting]

    def clean_party(self) -> str:
        """Any party: whether it has a link is the guard's question."""
        key: str = self.cleaned_data["party"]
        return key


class SeenForm(ActionForm):
    """Which request a person has looked at."""

    keyed = frozenset({"request", "terms"})

    request = forms.UUIDField(label=_("Request"))


class SpeakingForm(SeenForm):
    """Who speaks for a party."""

    name = forms.CharField(label=_("Your full name"), max_length=200)
    capacity = forms.CharField(
        label=_("Your role there"), max_length=200, help_text=_("For example: managing director")
    )
    may_speak = forms.BooleanField(label=_("I may speak for this party"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["capacity"].widget.attrs["autocomplete"] = "organization-title"
        for name in MISSING.keys() & self.fields.keys():
            self.fields[name].error_messages["required"] = MISSING[name]


class WithdrawForm(SpeakingForm):
    """Why a party takes back what it agreed to."""

    reason = forms.CharField(
        label=_("Why you take it back"), max_length=700, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(SpeakingForm):
    """What a party answers. `terms` is the hash of the terms that stood on its page."""

    terms = forms.CharField(label=_("Terms"), max_length=64, min_length=64)
    answer = forms.ChoiceField(label=_("Answer"), choices=[(AGREE, _("Agree")), (REFUSE, _("Refuse"))])
    evidence = forms.CharField(
        label=_("Where the written agreement is"),
        required=False,
        max_length=300,
        help_text=_("If there is one: number and date of the letter or contract."),
    )
    file = DocumentField(label=_("The written agreement as a file"), required=False)
    reason = forms.CharField(
        label=_("Why you do not agree"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ("request", "terms", "answer")

    def clean(self) -> dict[str, Any]:
        """A refusal says why; a file needs room in the case."""
        data = super().clean() or {}
        if data.get("answer") == REFUSE and not data.get("reason"):
            self.add_error("reason", _("Say why you do not agree."))
        file = data.get("file")
        if file is not None and self.case is not None:
            try:
                quota.check(self.case, None, file.size)
            except FileFault:
                self.add_error("file", _("No more files can be kept here. Say below where the agreement is."))
        return data
