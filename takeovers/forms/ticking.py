"""Whose agreement a file is that came by mail: a person says so, after looking at it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from crispy_forms.layout import HTML, Layout, Row
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cases import clock
from cases.day_field import DayField
from cases.files.mailed import Mailed, mailed
from cases.forms import ActionForm
from takeovers.rules import consents, parties
from takeovers.rules.policy import policy_of

NEEDED = {
    "of": _("Choose whose agreement it is."),
    "signed_by": _("Say who signed it."),
    "capacity": _("Say what they are there."),
    "looked": _("Look at the file first, then tick this."),
}


class TickForm(ActionForm):
    """The part of recording an agreement that is about a file of a mail; nothing of it counts without one."""

    guarded = tuple(NEEDED)

    document = forms.UUIDField(
        label=_("File that came by mail"), required=False, widget=forms.HiddenInput,
        help_text=_("The number of a file of this case."),
    )  # fmt: skip
    of = forms.CharField(label=_("Agreement of"), required=False, max_length=240, widget=forms.Select)
    signed_by = forms.CharField(label=_("Signed by"), required=False, max_length=200)
    capacity = forms.CharField(
        label=_("Their role there"),
        required=False,
        max_length=200,
        help_text=_("For example: managing director"),
    )
    signed_on = DayField(label=_("Date on it"), required=False)
    several = forms.BooleanField(
        label=_("It carries several signatures"), required=False,
        help_text=_("Then it is ticked once for each party; each tick is one agreement."),
    )  # fmt: skip
    looked = forms.BooleanField(label=_("I have looked at this file"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        if self.case is not None:
            self.fields["of"].widget.choices = [("", "Choose"), *self.missing()]
        if data and data.get("document") and data.get("of"):
            for name in ("party", "name"):
                self.fields[name].required = False

    def missing(self) -> list[tuple[str, str]]:
        """Key and words of each party that has not agreed."""
        lacking = parties.missing(self.case.facts(), policy_of(), clock.now())
        return [(consents.key_of(one), f"{one.name}, {consents.role_of(one).lower()}") for one in lacking]

    @cached_property
    def file(self) -> Mailed | None:
        """The file that is meant, with its mail."""
        number = str(self["document"].value() or "")
        if not number or self.case is None:
            return None
        return next((one for one in mailed(self.case) if str(one.document.number) == number), None)

    def begin_with(self, values: Mapping[str, str]) -> None:
        """A link to a file begins with the instant at which it came in, and with no party."""
        super().begin_with(values)
        if self.file is not None:
            self.heading = _("Whose agreement is this?")
            self.about = _(
                "Look at the file, then say for which party it speaks. A mail alone counts for nobody."
            )
            self.button = _("It is their agreement")
            self.initial["received_at"] = self.file.received_at
            self.fields["received_at"].help_text = _("When it came in, whoever read it when: with the mail.")

    def of_file(self, file: Mailed) -> Layout:
        """The file beside the questions about it."""
        number = file.document.number
        shown = format_html(
            '<p class="form-text"><a class="file" href="{}" download>{}</a>, from {}</p>',
            reverse("document", args=[self.case.reference, number]),
            file.document.name,
            file.sender,
        )
        return Layout(
            HTML(escaped(shown)), "document", "of", Row("signed_by", "capacity"),
            Row("signed_on", "received_at"), "several", "looked", self.earlier(),
        )  # fmt: skip

    def clean_document(self) -> Any:
        """Only a file of this case's mails that has been checked."""
        number = self.cleaned_data.get("document")
        if number is None:
            return None
        if self.file is None:
            raise forms.ValidationError(_("No mail of this case brought such a file."), code="unknown")
        if not self.file.document.may_be_read:
            raise forms.ValidationError(
                _("This file is not checked yet: nobody can look at it."), code="waits"
            )
        return number

    def clean_signed_on(self) -> Any:
        """Refuses a day that is still ahead everywhere."""
        day = self.cleaned_data.get("signed_on")
        if day is not None and day > clock.now().date():
            raise forms.ValidationError(_("This is in the future."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        """With a file: who signed, in which capacity, and that a person has looked at it."""
        data = super().clean() or {}
        if self.errors.get("document") or not data.get("document"):
            return data
        for name, said in NEEDED.items():
            if not data.get(name) and not (name == "of" and data.get("party")):
                self.add_error(name, forms.ValidationError(said, code="required"))
        self._take_party(data)
        data["written"] = True
        if not data.get("received_at") and self.file is not None:
            data["received_at"] = min(self.file.received_at, clock.now())
        return data

    def _take_party(self, data: dict[str, Any]) -> None:
        """Party and name of the choice."""
        needed = consents.needed(self.case.facts(), policy_of())
        key = data.pop("of", "")
        if key and key in needed:
            data["party"], data["name"] = needed[key].party, needed[key].name
        elif key:
            self.add_error("of", forms.ValidationError(_("Choose one of the parties."), code="unknown"))


def escaped(html: str) -> str:
    """HTML that is put into a template as it stands: a name may hold what templates would act on."""
    return html.replace("{", "&#123;").replace("}", "&#125;")
