"""The decision table of transitions in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from affiliations.rules import table
from affiliations.rules.decide import CLAUSES, RESTS_ON, SHIPMENTS, ruling
from affiliations.rules.readings import READINGS
from cases.routing import RuleRow, RuleTable

_ROWS = (
    _("the deal is won, and every group is issued and billed"),
    _("the deal is won, every group is issued, and something is not billed"),
    _("the deal is won, and some groups are not issued"),
    _("the deal is won, no group is issued, and something is not billed"),
    _("the deal is won, no group is issued, and everything is billed ahead"),
    _("the deal is not won, and a big group has to involve Reseller Rep and Manager"),
    _("the deal is not won, and nobody has to be involved"),
    _("the deal is won, and the expired shipments are not set"),
    _("the switch is done, and the last check is left"),
    _("the case is closed"),
)
_ANSWERS = {row.number: row.answer for row in vars(table).values() if isinstance(row, table.Row)}


def _row(number: int, when: str) -> RuleRow:
    readings = tuple(filter(None, [RESTS_ON.get(number, "")]))
    return RuleRow(f"AF-{number}", when, (CLAUSES.get(number, SHIPMENTS),), (_ANSWERS[number],), readings)


TABLE = RuleTable(
    tuple(_row(number, when) for number, when in enumerate(_ROWS, 1)),
    exclusive=True,
    readings=READINGS,
    ruling=ruling,
)
