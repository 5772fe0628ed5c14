"""How often each rule decided of late, and on which cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from cases import access
from cases.kinds import Kind
from cases.models import Case, StoredDecision, User

PERIOD: Final = timedelta(days=90)
MOST_COUNTED: Final = 1000
LOOKED_AT: Final = 2 * (MOST_COUNTED + 1)
COUNTED: Final = """
SELECT asked.rule, found.seen, found.cases
  FROM unnest(%(rules)s::text[]) AS asked (rule) CROSS JOIN LATERAL (
    SELECT count(*) AS seen, count(DISTINCT case_id) AS cases FROM (
        SELECT case_id FROM cases_storeddecision
         WHERE rule = asked.rule AND decided_at >= %(since)s AND decided_at <= %(now)s
         ORDER BY decided_at DESC LIMIT %(most)s) newest) found
"""


def often(rules: Sequence[str], now: datetime) -> dict[str, int]:
    """The number of cases that each rule decided in the period; above MOST_COUNTED it says only that.

    For who sees the kind's cases, all of them: nobody else is told any figure. The newest decisions of a rule
    mostly are of as many cases as there have to be; all of them are read where a rule decided few cases again
    and again.
    """
    near = _counted(rules, now, LOOKED_AT)
    unsure = [rule for rule, (seen, cases) in near.items() if seen == LOOKED_AT and cases <= MOST_COUNTED]
    found = near | (_counted(unsure, now, None) if unsure else {})
    return {rule: found[rule][1] for rule in rules}


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


def _counted(rules: Sequence[str], now: datetime, most: int | None) -> dict[str, tuple[int, int]]:
    """Of each rule how many of so many newest decisions of the period were seen, and of how many cases."""
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"rules": list(rules), "since": now - PERIOD, "now": now, "most": most}
        cursor.execute(COUNTED, given)
        return {rule: (seen, cases) for rule, seen, cases in cursor.fetchall()}
