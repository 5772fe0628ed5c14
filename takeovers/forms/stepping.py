"""Doing a step, leaving one out, opening one again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.fields import check_text
from cases.rows_field import RowsField, RowsWidget
from takeovers.forms.asking import asked
from takeovers.forms.companies import CompanyForm, NumberField
from takeovers.forms.parts import billing_field, number_field, plan_field
from takeovers.forms.report import ReportField, count_from, room_for
from takeovers.rules import labels, steps
from takeovers.rules.facts import Company
from takeovers.rules.members import NUMBERS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STEP = _("Step {number}")
BEHALF = (
    ("", _("Nobody else")),
    ("current_partner", _("The current partner")),
    ("new_partner", _("The new partner")),
    ("ec_admin", _("The customer's administrator")),
)
NEEDED = {1: "custom", 2: "still_on_old", 4: "ordered", 5: "still_on_custom", 7: "new_end_date"}


class EndDateField(forms.Field):
    """One date for all prepaid lines, or rows of plan and date."""

    widget: forms.Widget = forms.DateInput(attrs={"type": "date"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.day = forms.DateField(required=False)
        self.rows = RowsField({"plan": plan_field(), "end_date": forms.DateField(label=_("End date"))})
        self.json_schema = {"anyOf": [{"type": "string", "format": "date"}, self.rows.json_schema]}

    def clean(self, value: Any) -> date | list[dict[str, Any]] | None:
        """A date or rows; raises ValidationError for anything else."""
        if isinstance(value, list):
            return self.rows.clean(value)
        if isinstance(value, str):
            check_text(value)
        day: date | None = self.day.clean(value if isinstance(value, date) else str(value or ""))
        return day


class StepForm(CompanyForm):
    """A step with the evidence that it asks for: counts, an order, an end date."""

    guarded = tuple(NEEDED.values())

    number = NumberField()
    custom = RowsField(
        {"plan": plan_field(), "quantity": number_field(_("Quantity"))}, label=_("Custom licences added"),
        required=False, help_text=_("Step 1: as many as users hold, per plan."),
    )  # fmt: skip
    still_on_old = number_field(
        _("Users still on old licences"),
        required=False,
        help_text=_("Above 0 the step stays open. Empty with a report, which says it."),
    )
    ordered = RowsField(
        {"plan": plan_field(), "billing": billing_field(), "quantity": number_field(_("Quantity"))},
        label=_("Licences ordered"), required=False, help_text=_("Step 4: as before, per plan and billing."),
    )  # fmt: skip
    still_on_custom = number_field(
        _("Users still on custom licences"),
        required=False,
        help_text=_("Above 0 the step stays open. Empty with a report, which says it."),
    )
    new_end_date = EndDateField(
        label=_("New end date"), required=False, help_text=_("Step 7: the old one, for what is prepaid.")
    )
    report = ReportField()
    on_behalf_of = forms.ChoiceField(
        label=_("Recorded for"), required=False, choices=BEHALF,
        help_text=_("Where customer care records a partner's step."),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        max_length=500,
        help_text=_("What proves it: a mail, a ticket, a report."),
    )

    def begin_with(self, values: Mapping[str, str]) -> None:
        """A link to one step asks for that step's proof only, and for whom only where somebody can be."""
        super().begin_with(values)
        number, company = known_step(self, values)
        if not number or company is None:
            return
        for name in (*NEEDED.values(), "report"):
            if name != NEEDED.get(number) and not (name == "report" and number in NUMBERS):
                self.fields.pop(name, None)
        if number not in steps.ON_BEHALF or "customer_care" not in getattr(self.actor, "roles", ()):
            self.fields.pop("on_behalf_of", None)
        about_step(self, number, company)
        self.button = _("Record this step")
        self.wide = number in {1, 4}
        self._fill_in(number, company)

    def _fill_in(self, number: int, company: Company) -> None:
        """The plans of the company, so that only the counts are left to write; they are the proof."""
        if number == 1:
            self.initial["custom"] = [{"plan": plan} for plan in steps.allocated_by_plan(company)]
        if number == 4:
            had = steps.subscribed_by_plan(company)
            self.initial["ordered"] = [{"plan": plan, "billing": billing} for plan, billing in had]
        if number == 7 and len({line.end_date for line in company.prepaid_lines}) > 1:
            field = self.fields["new_end_date"]
            assert isinstance(field, EndDateField), "declared above"
            field.widget = RowsWidget(field.rows.columns)
            self.initial["new_end_date"] = [{"plan": line.plan} for line in company.prepaid_lines]

    def layout(self) -> Layout:
        """Which step, its proof, and for whom."""
        order = (
            "company", "number", "custom", "still_on_old", "ordered", "still_on_custom", "report",
            "new_end_date", "on_behalf_of", "evidence",
        )  # fmt: skip
        return Layout(*(name for name in order if name in self.fields), self.earlier())

    def clean(self) -> dict[str, Any]:
        """Each step asks for its own proof."""
        data = super().clean() or {}
        needed = NEEDED.get(data.get("number") or 0)
        if data.get("report") is not None:
            self._count_from_report(data)
        if needed and data.get(needed) in (None, "", []) and not {needed, "report"} & set(self.errors):
            said = _("Step %(number)s needs this.") % {"number": data["number"]}
            self.add_error(needed, forms.ValidationError(said, code="required"))
        return data

    def _count_from_report(self, data: dict[str, Any]) -> None:
        """The report of an import says how many users are left; a count beside it must agree."""
        number, company = data.get("number") or 0, self.case.facts().company(data.get("company") or "")
        if number not in NUMBERS or company is None:
            self.add_error("report", forms.ValidationError(_("Steps 2 and 5 take a report."), code="step"))
            return
        room_for(self, "report", data["report"], self.case, self.actor)
        try:
            left = count_from(data["report"], company, number)
        except forms.ValidationError as error:
            self.add_error("report", error)
            return
        given = data.get(NEEDED[number])
        if given is not None and given != left:
            told = _("By the report it is %(left)s. Leave it empty, or correct it.")
            said = told % {"left": f"{left:,}"}
            self.add_error(NEEDED[number], forms.ValidationError(said, code="report"))
        data[NEEDED[number]] = left
        data["evidence"] = data.get("evidence") or str(data["report"])


class SkipForm(CompanyForm):
    """Which step is left out, and why."""

    number = NumberField()
    verb = _("Leave out step {number}")
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def begin_with(self, values: Mapping[str, str]) -> None:
        """A link to one step asks for the reason only."""
        super().begin_with(values)
        number, company = known_step(self, values)
        if number and company is not None:
            about_step(self, number, company, self.verb)
            self.about = _("%(company)s. What stands is kept on record.") % {"company": company.name}

    def layout(self) -> Layout:
        """Company, step, reason."""
        return Layout("company", "number", "reason", self.earlier())


class UndoForm(SkipForm):
    """Which of the first two steps is opened again, and why."""

    number = NumberField((1, 2))
    verb = _("Open step {number} again")


def known_step(form: CompanyForm, values: Mapping[str, str]) -> tuple[int, Company | None]:
    """The step and the company that a link names; 0 and None for what the case has not."""
    text = values.get("number") or ""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) == 1 else 0
    company = form.case.facts().company(values.get("company") or "") if form.case is not None else None
    return (number if number in labels.STEPS else 0), company


def about_step(form: CompanyForm, number: int, company: Company, verb: StrOrPromise = STEP) -> None:
    """The page is about one step: its head says so, and nothing is asked that the link says already."""
    form.heading = f"{verb.format(number=number)}: {labels.STEPS[number].lower()}"
    form.about = f"{company.name}. {asked(company, number)}"
    for name in ("company", "number"):
        form.fields[name].widget = forms.HiddenInput()
