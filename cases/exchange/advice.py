"""What is wrong with a row, and what to do about it: form errors and refusals as faults of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.translation import gettext_noop as _

from cases.exchange.columns import Column
from cases.exchange.report import Fault
from cases.marks import Filled
from cases.routing import Refusal
from cases.teams import ROLES, role_label
from cases.text import NOTHING, shown
from cases.words import listed

MOST_CHOICES: Final = 12
OTHERWISE: Final = _("Correct the cell.")
ADVICE: Final[Mapping[str, str]] = {
    "required": _("Fill the cell, or give a default in the mapping file."),
    "invalid": _("Correct the cell."),
    "invalid_choice": _("Use one of the codes of this column, or map the value in the mapping file."),
    "max_length": _("Shorten the text."),
    "hidden": _("Remove the character; it often comes along when text is copied from a web page."),
    "zone": _("Use an IANA name such as Europe/Oslo, or map the value in the mapping file."),
    "currency": _("Use an ISO 4217 code such as USD, or map the value in the mapping file."),
    "amount": _("Write digits and one decimal point; the currency has a column of its own."),
    "decimals": _("Correct the amount or its currency."),
    "future": _("Correct the date; look at the zone as well."),
    "too_early": _("Correct one of the two dates; look at the zones as well."),
    "offset": _("Write the time with its offset from UTC, or name a zone in the mapping file."),
}


def faults_of_form(
    form: Form, columns: Mapping[str, Column], names: Mapping[str, str], inputs: Mapping[str, str]
) -> list[Fault]:
    """A fault for each error. `inputs` names the column of each input that is not called like its column."""
    return [
        _fault(error, inputs.get(field, field), columns, names)
        for field, errors in form.errors.as_data().items()
        for error in errors
    ]


def _fault(
    error: ValidationError, name: str, columns: Mapping[str, Column], names: Mapping[str, str]
) -> Fault:
    code, message = error.code or "value", _message(error)
    advice = ADVICE.get(code, OTHERWISE)
    if code == "required":
        label = {"label": columns[name].label} if name in columns else {}
        message = Filled(_("%(label)s is missing."), label) if label else message
    elif code == "invalid_choice" and name in columns:
        value = {"value": shown(str((error.params or {}).get("value", "")))}
        message = Filled(_("“%(value)s” is none of the codes."), value)
        codes = ", ".join(columns[name].choices[:MOST_CHOICES])
        advice = Filled(
            _("Use one of %(codes)s; other words can be mapped in the mapping file."), {"codes": codes}
        )
    return Fault(code, message, advice, names.get(name, name if name in columns else ""))


def _message(error: ValidationError) -> str:
    """The sentence, with its places apart where it has them; one that counts has its form chosen already."""
    said = " ".join(error.messages)
    places = {name: str(value) for name, value in (error.params or {}).items()}
    filled = Filled(str(error.message), places) if places else NOTHING
    return filled if filled == said else said


def faults_of_refusals(refusals: Sequence[Refusal]) -> list[Fault]:
    """A fault for each condition that is not met."""
    return [Fault(refusal.code, refusal.message, _clearing(refusal)) for refusal in refusals]


def _clearing(refusal: Refusal) -> str:
    roles = [role_label(role) for role in refusal.who if role in ROLES]
    if roles:
        return Filled(_("Have it imported by %(roles)s."), {"roles": listed(roles, "or")})
    return _("Correct the row, or leave it out.")
