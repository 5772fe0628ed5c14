"""The decision table of cancellations in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cancellations.rules import table
from cancellations.rules.decide import CLAUSES, ruling
from cancellations.rules.readings import READINGS
from cases.routing import RuleRow, RuleTable

_ROWS = (
    _("everything is named and fits the order, and billing is not cancelled"),
    _("something does not fit the order"),
    _("something is missing"),
    _("only the products are missing, because “all products” was asked for"),
    _("it was ended as a question only"),
    _("it was ended as an order change"),
    _("it was ended as the same request as another case"),
    _("billing is cancelled, and fulfilment is not"),
    _("both are cancelled, and the rep is not told or the invoices are not adjusted"),
    _("both are cancelled, the rep is told and the invoices are adjusted"),
    _("the case is closed"),
)
_RULES = [row for row in vars(table).values() if isinstance(row, table.Row)]


def _row(number: int, when: str) -> RuleRow:
    mine = [row for row in _RULES if row.number == number]
    readings = tuple(dict.fromkeys(row.reading for row in mine if row.reading))
    return RuleRow(f"CX-{number}", when, (CLAUSES[number],), tuple(row.answer for row in mine), readings)


TABLE = RuleTable(
    tuple(_row(number, when) for number, when in enumerate(_ROWS, 1)),
    exclusive=True,
    readings=READINGS,
    ruling=ruling,
)
