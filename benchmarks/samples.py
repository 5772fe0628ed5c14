"""Which cases, words and accounts the pages of one database are asked for: the same stories at every size."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.base import READERS

LOOKED_BACK = timedelta(days=90)
STORIES = 20  # of as many played cases: a story has copies at every size


@dataclass(frozen=True)
class Samples:
    """References and words that exist in a database."""

    cases: list[str]
    mine: list[str]  # cases in which the outsider took part
    reference: str
    order: str
    account: str
    account_id: int
    word: str
    prefix: str
    words: str
    rare: str
    long_ago: str  # ninety days, as boards look back


CASES = """
SELECT min(c.reference) FROM bench.clone c JOIN bench.variant v USING (variant)
 WHERE v.state = 'research_review' GROUP BY v.pattern ORDER BY v.pattern LIMIT %s
"""
MINE = """
SELECT min(c.reference) FROM bench.clone c JOIN bench.variant v USING (variant)
  JOIN cases_timelineentry e ON e.case_id = c.id JOIN cases_user u ON u.id = e.actor_id
 WHERE u.username = %s AND NOT e.refused GROUP BY v.pattern ORDER BY v.pattern LIMIT %s
"""
ONE = """
SELECT c.reference, r.order_no, a.name, a.id FROM bench.clone c
  JOIN rebooks_rebookcase r ON r.case_ptr_id = c.id JOIN cases_account a ON a.id = c.account
 WHERE c.n = 77
"""


def samples(connection: Any) -> Samples:
    """Looks them up in a loaded database."""
    with closing(connection), connection.cursor() as cursor:
        return samples_of(cursor)


def samples_of(cursor: Any) -> Samples:
    """The same with a cursor."""
    cursor.execute(CASES, [STORIES])
    cases = [row[0] for row in cursor.fetchall()]
    cursor.execute(MINE, [READERS["outsider"], STORIES])
    mine = [row[0] for row in cursor.fetchall()]
    cursor.execute(ONE)
    reference, order, account, account_id = cursor.fetchone()
    first, middle, trade = account.rsplit(" ", 2)
    return Samples(
        cases, mine, reference, order, account, account_id,
        word=trade, prefix=first[:4], words=f"{first.split()[0]} op", rare=middle,
        long_ago=f"{datetime.now(UTC) - LOOKED_BACK:%Y-%m-%d}",
    )  # fmt: skip
