"""The decision table of cancellations in words."""

from __future__ import annotations

from cancellations.rules import table
from cancellations.rules.decide import CLAUSES
from cancellations.rules.readings import READINGS
from cases.routing import RuleRow, RuleTable

_ROWS = (
    "everything is named and fits the order, and billing is not cancelled",
    "something does not fit the order",
    "something is missing",
    "only the products are missing, because “all products” was asked for",
    "it was ended as a question only",
    "it was ended as an order change",
    "it was ended as the same request as another case",
    "billing is cancelled, and fulfilment is not",
    "both are cancelled, and the rep is not told or the invoices are not adjusted",
    "both are cancelled, the rep is told and the invoices are adjusted",
    "the case is closed",
)
_RULES = [row for row in vars(table).values() if isinstance(row, table.Row)]


def _row(number: int, when: str) -> RuleRow:
    mine = [row for row in _RULES if row.number == number]
    readings = tuple(dict.fromkeys(row.reading for row in mine if row.reading))
    return RuleRow(f"CX-{number}", when, (CLAUSES[number],), tuple(row.answer for row in mine), readings)


TABLE = RuleTable(
    tuple(_row(number, when) for number, when in enumerate(_ROWS, 1)), exclusive=True, readings=READINGS
)
