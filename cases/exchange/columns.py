"""The columns of a kind's table: what an import reads and what an export for the import writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from cases.account_field import AccountField
from cases.fields import AmountField, InstantField
from cases.forms import ActionForm
from cases.imports import ImportSpec
from cases.kinds import Kind

# Columns that an export adds so that people find their way. An import knows them and takes nothing from
# them but whether a case is closed.
INFORMATION: Final = (
    "reference", "kind", "state", "team", "owner", "due_at", "waiting_for", "detail", "flags", "outcome",
    "opened_at", "updated_at", "closed_at",
)  # fmt: skip
NOT_A_COLUMN: Final = frozenset({"at"})  # of the step, no fact of the case


class NoImport(LookupError):
    """The kind has no import."""


@dataclass(frozen=True)
class Column:
    """One column: its name in the first row of a file, and what its cells hold.

    `holds` is one of text, instant, amount, number, yes or no, choice, account; `choices` the codes of a
    choice, `longest` the most characters of a text.
    """

    name: str
    label: str
    help: str
    holds: str
    required: bool
    choices: tuple[str, ...] = ()
    longest: int | None = None
    example: str = ""


def spec_of(kind: Kind) -> ImportSpec:
    """How the kind is imported; raises NoImport for one that is not."""
    if kind.imports is None:
        raise NoImport(f"{kind.label_plural} have no import.")
    return kind.imports


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind in their order; raises NoImport."""
    spec = spec_of(kind)
    return tuple(
        _column(name, field, spec) for name, field in fields_of(spec.form).items() if name not in NOT_A_COLUMN
    )


def fields_of(form: type[ActionForm]) -> Mapping[str, forms.Field]:
    """The fields that every form of the class has."""
    found: Mapping[str, forms.Field] = form.base_fields
    return found


def values_of(kind: Kind, case: Any) -> dict[str, Any]:
    """The value of each column for a case, typed: instants in UTC, amounts as Decimal, unknown as None.

    `case` is of its own kind's model. The account is answered by its name.
    """
    spec = spec_of(kind)
    own = spec.facts(case) if spec.facts else {}
    names = (name for name in fields_of(spec.form) if name not in NOT_A_COLUMN)
    return {name: _value(case, name, own) for name in names}


def _value(case: Any, name: str, own: Mapping[str, Any]) -> Any:
    value = own[name] if name in own else getattr(case, name)
    if name == "account":
        value = case.account.name
    return None if value == "" else value


def _column(name: str, field: forms.Field, spec: ImportSpec) -> Column:
    return Column(
        name,
        str(field.label or name),
        str(field.help_text),
        _holds(field),
        field.required,
        tuple(str(code) for code, _ in getattr(field, "choices", ()) if code),
        getattr(field, "max_length", None),
        spec.sample.get(name, ""),
    )


def _holds(field: forms.Field) -> str:
    for kind, word in (
        (InstantField, "instant"),
        (AmountField, "amount"),
        (AccountField, "account"),
        (forms.BooleanField, "yes or no"),
        (forms.IntegerField, "number"),
        (forms.ChoiceField, "choice"),
    ):
        if isinstance(field, kind):
            return word
    return "text"
