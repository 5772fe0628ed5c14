"""Trying a decision about a take-over: the request, who agreed, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.fields import InstantField, spoken
from cases.forms import Fold
from cases.rows_field import RowsField
from takeovers.forms.opening import OpenForm
from takeovers.forms.parts import MonthField, name_field
from takeovers.rules import labels

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# As the states of a case; the words of each are with its state.
STATES = {
    "draft": _("Draft"),
    "awaiting_agreements": _("Awaiting agreements"),
    "ready": _("Ready"),
    "in_progress": _("In progress"),
    "reversing": _("Going back"),
    "completed": _("Completed"),
    "cancelled": _("Cancelled"),
}
ENDS = frozenset({"completed", "cancelled"})
OF_A_CASE = ("draft", "acknowledge")  # what is only tried is nobody's draft, and nobody is written to
MOST_AGREEMENTS = 100
MOST_STEPS = 700


class StepField(forms.TypedChoiceField):
    """The number of a step; a program sends it as a number."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "integer", "enum": list(labels.STEPS)}


def _numbered() -> list[tuple[str, StrOrPromise]]:
    return spoken({str(number): label for number, label in labels.STEPS.items()})


def agreements_field() -> RowsField:
    """Who agreed, and since when."""
    columns = {
        "party": forms.ChoiceField(label=_("Party"), choices=spoken(labels.PARTIES)),
        "name": name_field(_("Name")),
        "received_at": InstantField(label=_("Agreed")),
        "withdrawn_at": InstantField(label=_("Withdrawn"), required=False),
    }
    return RowsField(columns, required=False, most=MOST_AGREEMENTS, label=_("Agreements"))


def steps_field() -> RowsField:
    """How far the steps of each company are; those that are not named are open."""
    columns = {
        "company": name_field(_("Company")),
        "number": StepField(label=_("Step"), choices=_numbered(), coerce=int),
        "status": forms.ChoiceField(label=_("Is"), choices=spoken(labels.STATUSES)),
    }
    return RowsField(
        columns, required=False, unique=("company", "number"), most=MOST_STEPS, label=_("Steps"),
        help_text=_("Once it is in progress. A step that is not named is open."),
    )  # fmt: skip


class TryForm(OpenForm):
    """The same facts and what came after, to see the answer without opening anything."""

    has_drafts = False

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("As it opens")), *STATES.items()]
    )
    target_month = MonthField(
        label=_("Month to finish in"), required=False, help_text=_("Set when all have agreed.")
    )
    agreements = agreements_field()
    steps = steps_field()

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name in OF_A_CASE:
            del self.fields[name]

    def layout(self) -> Layout:
        """Who, then what, then what came after."""
        return Layout(
            Fieldset(_("Move"), "move_type", "subject", Row("current_partner", "new_partner"),
                     Row("current_vad", "new_vad")),
            Fieldset(_("Companies and licences"), "companies", self.sources(), "requested_finish"),
            Fieldset(_("How far it is"), Row("state", "target_month"), "agreements", "steps"),
            Fold(_("Account, time zone, earlier…"), "account", "time_zone", "at"),
        )  # fmt: skip
