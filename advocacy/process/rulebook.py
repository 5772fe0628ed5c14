"""The table of closing rules in words: a row for each type of ticket, a replacement by its distributor."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from advocacy.rules.decide import ruling
from advocacy.rules.labels import TYPES
from advocacy.rules.readings import READINGS
from advocacy.rules.table import AFFILIATED, ENDED, OTHERS, ROWS
from cases.marks import Filled
from cases.routing import RuleRow, RuleTable

_ASKED = {
    AFFILIATED.number: _("a cabinet is replaced by an affiliated distributor"),
    OTHERS.number: _("a cabinet is replaced by another distributor"),
    **{
        row.number: Filled(_("the type is “%(type)s”"), {"type": Filled(TYPES[code])})
        for code, row in ROWS.items()
    },
    ENDED.number: _("the ticket is closed"),
}
_RULES = {row.number: row for row in (AFFILIATED, OTHERS, *ROWS.values(), ENDED)}


def _row(number: int, when: str) -> RuleRow:
    rule = _RULES[number]
    return RuleRow(f"AD-{number}", when, (rule.clause,), (), tuple(filter(None, [rule.reading])))


TABLE = RuleTable(
    tuple(_row(*one) for one in sorted(_ASKED.items())), exclusive=True, readings=READINGS, ruling=ruling
)
