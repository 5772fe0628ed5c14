"""How often each rule decided of late, and on which cases."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from cases import access
from cases.kinds import Kind
from cases.models import Case, StoredDecision, User

PERIOD: Final = timedelta(days=90)
MOST_COUNTED: Final = 1000


def often(kind: Kind, now: datetime) -> dict[str, int]:
    """The number of cases that each rule decided in the period; counting stops above MOST_COUNTED.

    For who sees the kind's cases, all of them: nobody else is told any figure. One statement for all rules,
    each of which reads its own stretch of an index and no further than that.
    """
    rules = known_rules(kind)
    parts = [_keys(rule, now)[: MOST_COUNTED + 1] for rule in rules]
    if not parts:
        return {}
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    counted = Counter(rule for rule, _ in found)
    return {rule: counted[rule] for rule in rules}


def known_rules(kind: Kind) -> list[str]:
    """The names of the rules of the kind's table, in their order."""
    return [row.rule for row in kind.table.rows] if kind.table else []


def decided(kind: Kind, rule: str, user: User, now: datetime) -> QuerySet[Case]:
    """The cases that the rule decided in the period, the newest first."""
    there = _by(rule, now).filter(case=OuterRef("pk"))
    seen = access.visible_to(user).filter(Exists(there), kind=kind.code)
    return seen.select_related("account", "assignee").order_by("-pk")


def words(number: int) -> str:
    """The number as it is told: "12", "1,000+"."""
    return f"{min(number, MOST_COUNTED):,}{'+' if number > MOST_COUNTED else ''}"


def _by(rule: str, now: datetime) -> QuerySet[StoredDecision]:
    return StoredDecision.objects.filter(rule=rule, decided_at__gte=now - PERIOD, decided_at__lte=now)


def _keys(rule: str, now: datetime) -> QuerySet[StoredDecision, tuple[str, int]]:
    """Rule and case of what it decided, each case once."""
    return _by(rule, now).order_by().values_list("rule", "case").distinct()
