"""The decision table of take-overs in words: a row for each kind of move."""

from __future__ import annotations

from cases.marks import Filled
from cases.marks import marked as _
from cases.routing import RuleRow, RuleTable
from takeovers.rules.decide import CLAUSE, RESELLER_CLAUSE, ROWS, ruling
from takeovers.rules.facts import WHOLE_RESELLER
from takeovers.rules.labels import MOVE_TYPES
from takeovers.rules.readings import READINGS as ALL

READINGS = ("TO-A1", "TO-A2")  # while agreements are awaited, and once their month is known


def _row(code: str, label: str) -> RuleRow:
    clause = RESELLER_CLAUSE if code == WHOLE_RESELLER else CLAUSE
    return RuleRow(
        f"TO-{ROWS[code]}",
        Filled(_("the kind of move is “%(move)s”"), {"move": Filled(label)}),
        (clause,),
        (),
        READINGS,
    )


TABLE = RuleTable(
    tuple(_row(*one) for one in MOVE_TYPES.items()), exclusive=True, readings=ALL, ruling=ruling
)
