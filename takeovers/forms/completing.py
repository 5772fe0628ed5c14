"""What a draft leaves open, said afterwards: by a person on its page, or by a reply."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.fields import MailField, spoken
from cases.saying import all_of
from takeovers.forms.from_file import FromFileForm
from takeovers.forms.parts import CompaniesField, MonthField, name_field
from takeovers.models import busy_companies
from takeovers.rules import labels
from takeovers.rules.gaps import NEEDED

MOVES = [("", _("Not said yet")), *spoken(labels.MOVE_TYPES)]
SHOWN = (
    "move_type", "subject", "current_partner", "new_partner", "current_vad", "new_vad", "requested_finish",
    "subject_email", "current_email", "new_email", "asked_by_email",
)  # fmt: skip


class SupplyForm(FromFileForm):
    """The facts of a request, any of them."""

    tables = ("companies",)

    move_type = forms.ChoiceField(label=_("Kind of move"), required=False, choices=MOVES)
    subject = name_field(_("Who moves"), required=False)
    current_partner = name_field(_("Current partner"), required=False)
    new_partner = name_field(_("New partner"), required=False)
    current_vad = name_field(_("Current distributor"), required=False)
    new_vad = name_field(_("New distributor"), required=False)
    companies = CompaniesField(
        label=_("Licences of each company that moves"), required=False,
        help_text=_("A row for each plan and billing; an empty company is the one above."),
    )  # fmt: skip
    requested_finish = MonthField(label=_("Wished month"), required=False)
    subject_email = MailField(label=_("Mail of who moves"), required=False)
    current_email = MailField(label=_("Mail of the current partner"), required=False)
    new_email = MailField(label=_("Mail of the new partner"), required=False)
    asked_by_email = MailField(label=_("Mail of who asked"), required=False)

    def layout(self) -> Layout:
        """Who, then what, then whom to write to."""
        return Layout(
            Fieldset(_("Move"), "move_type", "subject", Row("current_partner", "new_partner"),
                     Row("current_vad", "new_vad")),
            Fieldset(_("Companies and licences"), *self.companies_shown(), "requested_finish"),
            Fieldset(_("Whom we write to"), Row("subject_email", "current_email", "new_email"),
                     "asked_by_email"),
            self.earlier(),
        )  # fmt: skip

    def companies_shown(self) -> tuple[Any, ...]:
        """The table, where it is needed."""
        return ("companies", self.sources())


class CompleteForm(SupplyForm):
    """A draft as it stands, to be completed; licences on file are renewed from their own table."""

    wide = True
    guarded = tuple(NEEDED)
    about = _("Nobody is written to by this. What is left empty stays as it is.")
    button = _("Keep it")
    shown_if: ClassVar = {"companies": lambda case: not case.parts.rows}

    def __init__(self, *args: Any, **options: Any) -> None:
        """It begins with what the draft says."""
        super().__init__(*args, **options)
        if self.case is not None and not self.is_bound:
            now = {name: getattr(self.case, name) for name in SHOWN}
            self.initial = {**{name: value for name, value in now.items() if value}, **self.initial}

    def companies_shown(self) -> tuple[Any, ...]:
        """Only while the draft has none."""
        return super().companies_shown() if "companies" in self.fields else ()

    def clean_companies(self) -> list[dict[str, Any]]:
        """New companies only, and none that another take-over moves."""
        given: list[dict[str, Any]] = self.cleaned_data["companies"]
        facts = self.case.facts()
        known = [one["name"] for one in given if facts.company(one["name"]) is not None]
        if known:
            said = _("On file already: %(companies)s. Renew their counts instead.") % {
                "companies": all_of(known[:5])
            }
            raise forms.ValidationError(said, code="known")
        busy = busy_companies((one["name"] for one in given), but=self.case.pk)
        if busy:
            told = " ".join(
                _("%(company)s is already in take-over %(case)s.") % {"company": name, "case": case}
                for name, case in busy.items()
            )
            raise forms.ValidationError(told, code="busy")
        return given
