"""What there is at the end, read from the database and from the receiving end in one picture."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from subprocess import run
from sys import executable
from typing import Any, Final

import psycopg2

from accountops.embedded.postgres import DATABASE, SUPERUSER
from accountops.launcher.parts import ROOT
from tests.chaos.calls import Asked
from tests.chaos.checker import Armed, Entry, Evidence, Moment, Sent
from tests.chaos.clicking import Book
from tests.chaos.counting.systems import NUMBER, lines
from tests.chaos.installation import Installation
from tests.chaos.stories import closed_states, follow_ups

INSTANT: Final = timedelta(microseconds=1)
GRACE: Final = timedelta(seconds=10)  # what falls due while the end is read is not late
DEADLINES = """
SELECT c.reference, d.kind, d.subject, d.due_at, d."limit", d.status, d.reason, d.id
FROM cases_deadline d JOIN cases_case c ON c.id = d.case_id ORDER BY d.id
"""
ENTRIES = """
SELECT c.reference, c.kind, e.seq, e.action, e.recorded_at, e.from_state, e.refused,
       e.actor_id IS NOT NULL, e.data -> 'deadline', e.data -> 'deadlines'
FROM cases_timelineentry e JOIN cases_case c ON c.id = e.case_id ORDER BY e.id
"""
MESSAGES = """
SELECT m.key, c.reference, e.seq, m.status
FROM cases_outboxmessage m
JOIN cases_timelineentry e ON e.id = m.entry_id JOIN cases_case c ON c.id = e.case_id ORDER BY m.id
"""
CALLS = """
SELECT o.key, c.reference, o.system, o.operation, o.status, o.outcome, o.reason, o.number NOT LIKE %s,
       (SELECT count(*) FROM cases_outboundattempt t WHERE t.call_id = o.id),
       (SELECT count(*) FROM cases_outboundattempt t WHERE t.call_id = o.id AND t.outcome = ''), o.told
FROM cases_outboundcall o JOIN cases_case c ON c.id = o.case_id ORDER BY o.id
"""
WANTED = """
SELECT m.key, m.payload -> 'call' ->> 'key' FROM cases_outboxmessage m
WHERE m.payload ? 'call' AND m.status = 'sent' ORDER BY m.id
"""
ANSWERS = "SELECT 'answer:' || message_id, status FROM cases_mailanswer"
MAILS = "SELECT message_id, next_attempt_at IS NULL FROM cases_inboundmail WHERE first_id IS NULL"
OPEN: Final = {
    "timed steps": f"cases_deadline WHERE status = 'armed' AND due_at < now() - interval '{GRACE}'",
    "messages": "cases_outboxmessage WHERE status = 'pending'",
    "answers": "cases_mailanswer WHERE status = 'pending'",
    "mails": "cases_inboundmail WHERE next_attempt_at IS NOT NULL",
    "calls": (
        "cases_outboundcall WHERE status IN ('planned', 'calling')"
        " OR NOT told AND status IN ('done', 'stuck')"
    ),
}


def still_open(installation: Installation) -> dict[str, int]:
    """How much of what is due and not done yet."""
    found = {name: int(installation.one(f"SELECT count(*) FROM {rows}")) for name, rows in OPEN.items()}
    return {name: number for name, number in found.items() if number}


def read(installation: Installation, book: Book, *, working: bool = False) -> Evidence:
    """Everything, as one transaction sees it. `working`: something is left, and it was becoming less."""
    connection = psycopg2.connect(host=str(installation.postgres.socket), user=SUPERUSER, dbname=DATABASE)
    connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
    with connection, connection.cursor() as cursor:

        def rows(statement: str, *values: Any) -> list[Any]:
            cursor.execute(statement, values or None)
            return cursor.fetchall()

        now: datetime = rows("SELECT now()")[0][0]
        ends, stay = closed_states(), follow_ups()
        found = Evidence(
            now=now - GRACE,
            armed=[_armed(row, stay) for row in rows(DEADLINES)],
            entries=[_entry(row, ends) for row in rows(ENTRIES)],
            sent=_sent(rows(MESSAGES), rows(ANSWERS), installation),
            delivered=installation.delivered(answers=True),
            acknowledged=dict(book.acknowledged),
            brought=list(book.brought),
            mails=rows(MAILS),
            chain=_chain(installation),
            **_calls(rows(CALLS, f"{NUMBER}%"), rows(WANTED), installation),
            working=working,
        )
    connection.close()
    return found


def _calls(calls: list[Any], wanted: list[Any], installation: Installation) -> dict[str, Any]:
    """Calls but those of the demo's past, which were made to its own systems."""
    before = installation.called_before
    return {
        "calls": [Asked(*row) for row in calls if row[0] not in before],
        "wanted": [key for message, key in wanted if message not in installation.sent_before],
        "reached": [one for one in lines(installation.outside) if one.key not in before],
    }


def _armed(row: Any, stay: frozenset[str]) -> Armed:
    case, kind, subject, due, limit, status, reason, number = row
    earliest = due + INSTANT if limit else due
    return Armed(case, kind, subject, due, earliest, status, reason, number, kind in stay)


def _entry(row: Any, ends: frozenset[tuple[str, str]]) -> Entry:
    case, kind, seq, action, recorded, came_from, refused, person, fired, planned = row
    return Entry(
        case, seq, action, recorded, (kind, came_from) in ends, refused, person,
        _moment(fired) if fired else None, tuple((_moment(one), one["status"]) for one in planned or ()),
    )  # fmt: skip


def _moment(told: dict[str, Any]) -> Moment:
    return told["kind"], told["subject"], datetime.fromisoformat(told["due_at"])


def _sent(messages: list[Any], answers: list[Any], installation: Installation) -> list[Sent]:
    """Messages but those of the demo's past, which never went out; answers to mail belong to no entry."""
    return [Sent(*row) for row in messages if row[0] not in installation.sent_before] + [
        Sent(key, "", 0, status) for key, status in answers
    ]


def _chain(installation: Installation) -> list[str]:
    """What `verify_audit` says against the timeline."""
    done = run(
        [executable, "manage.py", "verify_audit"],
        cwd=ROOT, env=os.environ | installation.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return (done.stderr or done.stdout).splitlines() if done.returncode else []
