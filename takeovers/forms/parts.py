"""Fields that several forms share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.fields import LineField, check_text, spoken
from cases.rows_field import Row, RowsField, inner_errors, row_error, table
from cases.rows_kept import Line, Unread, number_of
from cases.text import tidy
from cases.words import plain_name
from takeovers.rules import labels

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 1_000_000
MOST_COMPANIES = 500
MOST_LINES = 5000
WHOLE = ("plan", "billing", "subscribed", "allocated", "end_date")
FILLED = ("plan", "subscribed", "allocated", "end_date")  # what makes a row a licence line
MONTH = re.compile(r"\A2[01][0-9]{2}-(0[1-9]|1[0-2])\Z")


def name_field(
    label: StrOrPromise, *, required: bool = True, help_text: StrOrPromise = ""
) -> forms.CharField:
    """The name of a party."""
    return forms.CharField(label=label, required=required, max_length=200, help_text=help_text)


def number_field(
    label: StrOrPromise, *, required: bool = True, help_text: StrOrPromise = ""
) -> forms.IntegerField:
    """A count of licences or users."""
    return forms.IntegerField(
        label=label, required=required, min_value=0, max_value=MOST, help_text=help_text
    )


def plan_field() -> forms.CharField:
    """The name of a plan."""
    return forms.CharField(label=_("Plan"), max_length=120)


def billing_field() -> forms.ChoiceField:
    """Monthly, or paid ahead."""
    return forms.ChoiceField(label=_("Billing"), choices=spoken(labels.BILLINGS))


def line_columns() -> dict[str, forms.Field]:
    """The columns of a licence line."""
    return {
        "plan": plan_field(),
        "billing": billing_field(),
        "subscribed": number_field(_("Subscribed")),
        "allocated": number_field(_("In use")),
        "end_date": forms.DateField(
            label=_("End date"),
            required=False,
            input_formats=["%Y-%m-%d"],  # 03/04/2027 is another day on the other side of an ocean
            widget=forms.DateInput(attrs={"type": "date"}),
        ),
    }


def check_line(line: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What does not fit together in a licence line: the column to mend, and what is wrong as a sentence."""
    found = []
    subscribed, allocated = line.get("subscribed"), line.get("allocated")
    if subscribed is not None and allocated is not None and allocated > subscribed:
        said = gettext("%(used)s in use of %(subscribed)s subscribed: no more can be in use.") % {
            "used": f"{allocated:,}",
            "subscribed": f"{subscribed:,}",
        }
        found.append(("allocated", said))
    prepaid = str(line.get("billing") or "").startswith("prepaid")
    if prepaid and "end_date" in line and not line["end_date"]:
        found.append(("end_date", gettext("A prepaid line needs its end date.")))
    if line.get("billing") == "monthly" and line.get("end_date"):
        found.append(("end_date", gettext("A monthly line has no end date.")))
    return found


ADVICE = {
    "allocated": _("Correct one of the two counts."),
    "end_date": _("Correct the date or the billing."),
}


class LinesField(RowsField):
    """The licence lines of one company."""

    def __init__(self, **options: Any) -> None:
        super().__init__(line_columns(), **options)

    def clean_row(self, number: int, row: Mapping[str, Any], errors: list[forms.ValidationError]) -> Row:
        """A line; what does not fit together in it counts as an error of the row."""
        line = super().clean_row(number, row, errors)
        for column, said in check_line(line):
            told = f"{said} {ADVICE[column]}" if isinstance(number, Line) else said
            errors.append(row_error(number, told, column, whole=True))
        return line


class CompaniesField(RowsField):
    """Companies with their lines: nested from a program, a row for each line from a page.

    Answers `[{"name": …, "lines": […]}]`. A page's row that names only the company has no licences.
    """

    def __init__(self, **options: Any) -> None:
        columns = {"company": name_field(_("Company")), **line_columns()}
        super().__init__(columns, most=MOST_LINES, **options)
        self.lines = LinesField(required=False, label=_("Lines"))
        self.name = name_field(_("Company"))

    @property
    def json_schema(self) -> dict[str, Any]:
        """The nested shape."""
        row = {
            "type": "object",
            "properties": {"name": {"type": "string"}, "lines": self.lines.json_schema},
            "required": ["name"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": row}

    def clean(self, value: Any) -> list[Row]:
        """The companies, each name once; raises ValidationError naming company and line."""
        rows = table(value)
        if len(rows) > self.most:
            raise forms.ValidationError(_("At most %(most)s rows.") % {"most": f"{self.most:,}"}, code="rows")
        errors: list[forms.ValidationError] = []
        if any("company" in row for row in rows):
            companies = self._gathered(rows, errors)
            errors.sort(key=_place)
        else:
            companies = [self._company(number, row, errors) for number, row in enumerate(rows, 1)]
            errors += _twice(company["name"] for company in companies)
        if self.required and not companies:
            raise forms.ValidationError(_("Name at least one company."), code="required")
        if len(companies) > MOST_COMPANIES:
            raise forms.ValidationError(
                _("At most %(most)d companies.") % {"most": MOST_COMPANIES}, code="companies"
            )
        self.judge(errors)
        return companies

    def _gathered(self, rows: Iterable[Mapping[str, Any]], errors: list[forms.ValidationError]) -> list[Row]:
        """Rows of a page by company, in the order in which they first came; no name means the one above."""
        found: dict[str, Row] = {}
        seen: dict[tuple[Any, ...], int] = {}
        last = ""
        for position, row in enumerate(rows, 1):
            number = number_of(row, position)
            last = self._name(number, tidy(str(row.get("company") or "")) or last, errors)
            company = found.setdefault(plain_name(last), {"name": last, "lines": []})
            if any(_is_filled(row.get(column)) for column in FILLED):
                line = self.lines.clean_row(number, row, errors)
                company["lines"].append(line)
                errors += _again(seen, number, last, line)
        return list(found.values())

    def prepare_value(self, value: Any) -> Any:
        """A row for each line, for the page; a company without lines has one with its name."""
        if not isinstance(value, list) or any(not isinstance(one, Mapping) for one in value):
            return value
        rows: list[Row] = []
        for one in value:
            if "name" not in one:
                rows.append(dict(one))
                continue
            lines = one.get("lines") or [{}]
            rows += [{"company": one["name"], **line} for line in lines]
        return rows

    def _name(self, number: int, name: str, errors: list[forms.ValidationError]) -> str:
        try:
            check_text(name)
            return str(self.name.clean(name))
        except forms.ValidationError as error:
            errors += [
                row_error(number, _("company: %(said)s") % {"said": said}, "company")
                for said in error.messages
            ]
            return name

    def _company(self, number: int, row: Mapping[str, Any], errors: list[forms.ValidationError]) -> Row:
        name, within = tidy(str(row.get("name") or "")), "name"
        try:
            name = self.name.clean(name)
            check_text(name)
            within = "lines"
            return {"name": name, "lines": self.lines.clean(row.get("lines") or [])}
        except forms.ValidationError as error:
            named = gettext("%(company)s: %(said)s") if name else gettext("A company: %(said)s")
            told = named % {"company": name.replace("%", "%%"), "said": "%(said)s"}
            errors += inner_errors(number, within, told, error)
            return {"name": name, "lines": []}


def _is_filled(cell: Any) -> bool:
    return isinstance(cell, Unread) or bool(str(cell if cell is not None else "").strip())


def _again(
    seen: dict[tuple[Any, ...], int], number: int, company: str, line: Mapping[str, Any]
) -> list[forms.ValidationError]:
    """A line that another one of the same company says already."""
    if len(line) < len(WHOLE):
        return []  # what is wrong with it is told already
    key = (plain_name(company), plain_name(line["plan"]), line["billing"], line["end_date"])
    first = seen.setdefault(key, number)
    if first == number:
        return []
    said = (
        _(
            "This repeats line %(first)s: the same company, plan, billing and end date. "
            "Take one out, or add up the counts."
        )
        if isinstance(number, Line)
        else _(
            "This repeats row %(first)s: the same company, plan, billing and end date. "
            "Take one out, or add up the counts."
        )
    )
    return [row_error(number, said % {"first": first}, "plan", whole=True)]


def _place(error: forms.ValidationError) -> tuple[int, str]:
    return (error.params or {}).get("row", 0), ""


def _twice(names: Iterable[str]) -> list[forms.ValidationError]:
    seen: set[str] = set()
    told = []
    for name in names:
        if name and plain_name(name) in seen:
            told.append(forms.ValidationError(_("%(name)s is named twice.") % {"name": name}, code="twice"))
        seen.add(plain_name(name))
    return told


class MonthField(LineField):
    """A month, `YYYY-MM`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=7, widget=forms.TextInput(attrs={"type": "month"}), **options)
        self.validators.append(RegexValidator(MONTH, _("Give a month such as 2026-03."), code="month"))
