"""Asking for a take-over, and renewing a company's counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.account_field import AccountField
from cases.fields import MailField, spoken
from cases.forms import Fold
from cases.models.account import validate_zone
from cases.saying import some_of
from takeovers.actions.completing import UNNAMED
from takeovers.forms.companies import CompanyForm
from takeovers.forms.from_file import FromFileForm
from takeovers.forms.parts import CompaniesField, LinesField, MonthField, name_field
from takeovers.rules import labels
from takeovers.rules.gaps import NEEDED

MAILS = (
    '<p class="form-text">Each party is told what is asked of it and when. Without an address, the message '
    "goes to customer care, who passes it on.</p>"
)


class OpenForm(FromFileForm):
    """Who moves from whom to whom, and with which licences. A draft may leave any of it open."""

    wide = True
    tables = ("companies",)
    has_drafts = True

    move_type = forms.ChoiceField(label=_("Kind of move"), choices=spoken(labels.MOVE_TYPES))
    subject = name_field(
        _("Who moves"), help_text=_("The customer, or the reseller that moves with all of them.")
    )
    current_partner = name_field(
        _("Current partner"), help_text=_("For a reseller: its present distributor.")
    )
    new_partner = name_field(_("New partner"), help_text=_("For a reseller: its new distributor."))
    current_vad = name_field(
        _("Current distributor"), required=False, help_text=_("Behind an indirect reseller.")
    )
    new_vad = name_field(_("New distributor"), required=False, help_text=_("Behind an indirect reseller."))
    companies = CompaniesField(
        label=_("Licences of each company that moves"),
        help_text=_(
            "A row for each plan and billing; an empty company is the one above. A company without "
            "licences has a row with its name only. Monthly licences have no end date."
        ),
    )
    requested_finish = MonthField(
        label=_("Wished month"),
        required=False,
        help_text=_("Only where it should be a later one than possible."),
    )
    subject_email = MailField(label=_("Mail of who moves"), required=False)
    current_email = MailField(label=_("Mail of the current partner"), required=False)
    new_email = MailField(label=_("Mail of the new partner"), required=False)
    asked_by_email = MailField(
        label=_("Mail of who asked"), required=False, help_text=_("Where a request by mail came from.")
    )
    acknowledge = forms.BooleanField(
        label=_("Write to who asked"), required=False,
        help_text=_("For a draft: says that it came in, and what is still to be said."),
    )  # fmt: skip
    account = AccountField(
        label=_("Account"), required=False, help_text=_("Left empty, the one of who moves.")
    )
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=64, validators=[validate_zone],
        help_text=_("Decides what mid-month is. Left empty, Europe/Paris."),
    )  # fmt: skip
    draft = forms.BooleanField(
        label=_("Keep as a draft"), required=False, help_text=_("Nobody is written to until it is submitted.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        box = self.fields["draft"].widget
        if self.is_bound and self.has_drafts and box.value_from_datadict(self.data, {}, "draft"):
            for name in NEEDED:
                self.fields[name].required = False

    def layout(self) -> Layout:
        """Who, then what, then whom to write to."""
        return Layout(
            Fieldset(_("Move"), "move_type", "subject", Row("current_partner", "new_partner"),
                     Row("current_vad", "new_vad")),
            Fieldset(_("Companies and licences"), "companies", self.sources(), "requested_finish"),
            Fieldset(_("Whom we write to"), HTML(MAILS),
                     Row("subject_email", "current_email", "new_email")),
            "draft",
            Fold(_("It came by mail…"), "asked_by_email", "acknowledge"),
            Fold(_("Account, time zone, earlier…"), "account", "time_zone", "at"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The account is that of who moves, unless another is named."""
        data = super().clean() or {}
        if not data.get("account") and (data.get("subject") or data.get("draft")):
            data["account"] = AccountField().clean({"name": data.get("subject") or UNNAMED})
        return data


class RefreshForm(FromFileForm, CompanyForm):
    """A company's licences as they are now; from a file those of several companies at once."""

    tables = ("companies", "lines")
    guarded = ("lines",)

    lines = LinesField(
        label=_("Licences now"), required=False,
        help_text=_("Replaces what is on file; the old counts stay on record."),
    )  # fmt: skip
    companies = CompaniesField(
        label=_("Licences of several companies"), required=False,
        help_text=_("Replaces what is on file for these companies; the others stay as they are."),
    )  # fmt: skip

    wide = True

    def begin_with(self, values: Mapping[str, str]) -> None:
        """A link to one company begins with the licences on file."""
        super().begin_with(values)
        company = self.case.facts().company(values.get("company") or "")
        if company is not None and not self.several:
            self.heading = _("Renew the counts of %(company)s") % {"company": company.name}
            self.fields["company"].widget = forms.HiddenInput()
            self.initial["lines"] = [asdict(line) for line in company.lines]

    @property
    def several(self) -> bool:
        """Whether companies are named row by row."""
        return bool(self.fields["companies"].widget.value_from_datadict(self.data, {}, "companies"))

    def layout(self) -> Layout:
        """Company and lines, or the companies that came from a file."""
        own = ("companies",) if self.several else ("company", "lines")
        return Layout(*own, self.sources(), self.earlier())

    def clean_company(self) -> str:
        """The company of the lines; none where companies are named row by row."""
        return "" if self.several else super().clean_company()

    def clean_companies(self) -> list[dict[str, Any]]:
        """Companies of this take-over only, by the names on file."""
        given: list[dict[str, Any]] = self.cleaned_data["companies"]
        facts = self.case.facts()
        unknown = [one["name"] for one in given if facts.company(one["name"]) is None]
        if unknown:
            said = _("Not in this take-over: %(companies)s. Take these rows out.") % {
                "companies": some_of(unknown, 5)
            }
            raise forms.ValidationError(said, code="unknown")
        return [one | {"name": facts.company(one["name"]).name} for one in given]

    def clean(self) -> dict[str, Any]:
        """Lines of one company, or companies with theirs."""
        data = super().clean() or {}
        told = {"lines", *self.tables} & set(self.errors) or self.unread[1]
        if not told and not data.get("companies") and not data.get("lines"):
            self.add_error("lines", forms.ValidationError(_("Give the licences."), code="required"))
        return data
