"""The decision table of take-overs in words: a row for each kind of move."""

from __future__ import annotations

from cases.routing import RuleRow, RuleTable
from takeovers.rules.decide import ROWS
from takeovers.rules.labels import MOVE_TYPES

_ROWS = (RuleRow(f"TO-{ROWS[code]}", f"the kind of move is “{label}”") for code, label in MOVE_TYPES.items())
TABLE = RuleTable(tuple(_ROWS), exclusive=True)
