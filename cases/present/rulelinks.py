"""Where the rule book tells of a rule or a condition: what cards and ledgers link to."""

from __future__ import annotations

from cases.kinds import Kind
from cases.navigation import address
from cases.rulebook.conditions import has_code


def of_rule(kind: str, rule: str) -> str:
    """Where a rule, a reading or a timed step stands in the rule book of the kind of that code."""
    return f"{address('rule_book', args=(kind,))}#{rule}"


def of_code(kind: Kind, code: str) -> str:
    """Where a condition stands in the rule book of its kind; "" for one that it does not tell of."""
    return of_rule(kind.code, code) if has_code(kind, code) else ""
