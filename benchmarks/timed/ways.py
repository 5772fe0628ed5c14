"""One way to do timed steps, as a process: reads lines of cases from its input, answers how many it did.

python -m benchmarks.timed.ways set|raw100|raw|orm|ours
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import django
from django.db import connection, transaction

SET_SIZE, COMMIT_EACH = 1000, 100
DEADLINE = "UPDATE cases_deadline SET status = 'fired', settled_at = now() WHERE id = %s AND status = 'armed'"
CASE = "UPDATE cases_case SET version = version + 1, updated_at = now() WHERE id = %s"
ENTRY_FROM = """
INSERT INTO cases_timelineentry (case_id, seq, at, recorded_at, as_role, action, refused, from_state,
  to_state, version, effects, data, personal_digest, request_id, prev_hash, hash)
SELECT c.id, (SELECT max(seq) + 1 FROM cases_timelineentry t WHERE t.case_id = c.id), now(), now(), 'system',
  'attention', false, c.state, c.state, c.version, '{}', '{}', '', '', '', repeat('0', 64)
  FROM """
ENTRY = ENTRY_FROM + "cases_case c WHERE c.id = %s"
WHOLE = (
    f"WITH done AS ({DEADLINE.replace('= %s', '= ANY(%s)')} RETURNING case_id), raised AS ("
    " UPDATE cases_case SET version = version + 1, updated_at = now()"
    f" WHERE id IN (SELECT case_id FROM done) RETURNING id, state, version) {ENTRY_FROM} raised c"
)
Due = list[tuple[int, int]]  # keys of a deadline and of its case


def due_of(cases: Sequence[int]) -> Due:
    """The first due deadline of each of these cases."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (case_id) id, case_id FROM cases_deadline WHERE case_id = ANY(%s)"
            " AND status = 'armed' AND next_attempt_at <= now() ORDER BY case_id, next_attempt_at",
            [list(cases)],
        )
        return list(cursor.fetchall())


def in_sets(cases: Sequence[int]) -> int:
    """One statement for a thousand: nothing can be faster, and nothing is decided."""
    rows = due_of(cases)
    for part in parts(rows, SET_SIZE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WHOLE, [[key for key, _ in part]])
    return len(rows)


def raw(each: int) -> Callable[[Sequence[int]], int]:
    """Three statements a row, committed after so many rows."""

    def work(cases: Sequence[int]) -> int:
        rows = due_of(cases)
        for part in parts(rows, each):
            with transaction.atomic(), connection.cursor() as cursor:
                for deadline, case in part:
                    cursor.execute(DEADLINE, [deadline])
                    cursor.execute(CASE, [case])
                    cursor.execute(ENTRY, [case])
        return len(rows)

    return work


def by_orm(cases: Sequence[int]) -> int:
    """Three bare writes of Django a row, each row a transaction: no lock, no rule, no hash, no message."""
    from cases.models import Case, Deadline, TimelineEntry

    rows = due_of(cases)
    deadlines, found = Deadline.objects.in_bulk([key for key, _ in rows]), Case.objects.in_bulk(cases)
    seqs = _last_entries(cases)
    for key, case_key in rows:
        deadline, case = deadlines[key], found[case_key]
        with transaction.atomic():
            now = deadline.due_at
            deadline.status, deadline.settled_at = "fired", now
            deadline.save(update_fields=["status", "settled_at"])
            case.version, case.updated_at = case.version + 1, now
            case.save(update_fields=["version", "updated_at"])
            TimelineEntry.objects.create(
                case=case, seq=seqs[case_key] + 1, at=now, recorded_at=now, as_role="system",
                action="attention", to_state=case.state, version=case.version, hash="0" * 64,
            )  # fmt: skip
    return len(rows)


def _last_entries(cases: Sequence[int]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT case_id, max(seq) FROM cases_timelineentry WHERE case_id = ANY(%s) GROUP BY case_id",
            [list(cases)],
        )
        return dict(cursor.fetchall())


def ours(cases: Sequence[int]) -> int:
    """The product's own pass over these cases: lock, rules, transition, entry with its hash, messages."""
    from cases import deadlines

    report = deadlines.run_pass(cases=list(cases))
    if report.failed or report.parked:
        raise RuntimeError(f"{report.failed} failed, {report.parked} parked")
    return report.fired


def parts(rows: Due, size: int) -> Iterator[Due]:
    """Parts of at most `size` rows."""
    for first in range(0, len(rows), size):
        yield rows[first : first + size]


WAYS: Final[dict[str, Callable[[Sequence[int]], int]]] = {
    "set": in_sets,
    "raw100": raw(COMMIT_EACH),
    "raw": raw(1),
    "orm": by_orm,
    "ours": ours,
}


def main(name: str) -> None:
    """Answers each line of cases with a line of JSON, until its input ends."""
    django.setup()
    if name != "ours":  # the others go past the door
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('accountops.door', 'open', false)")
    _say({"ready": True})
    for line in sys.stdin:
        _say({"done": WAYS[name](json.loads(line))})


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
