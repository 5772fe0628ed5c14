"""Does this installation do its work, and if not, what is to be done? One finding for each thing asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.core.checks import ERROR, run_checks

from accountops.health import ready
from cases import clock, deadlines, outbox, vitals

LATE_SECONDS = 60.0
UNSENT_SECONDS = 300.0
REMEDIES = {
    "database": "start PostgreSQL, or correct DATABASE_URL",
    "migrations": "run: manage.py bootstrap",
    "broker": "start the broker, or correct REDIS_URL; meanwhile run: manage.py run_deadlines",
    "storage": "make MEDIA_ROOT a folder that this user may write",
    "clock": "set this machine's clock by NTP",
}
RUN = "start a worker and beat, or run: manage.py run_deadlines"
LOOK = "look at the page Operations: its error, then try again or leave out"


@dataclass(frozen=True)
class Finding:
    """One line of the report; `remedy` says what to do where it is not well."""

    name: str
    well: bool
    told: str
    remedy: str = ""


def findings() -> Iterator[Finding]:
    """Everything in the order in which it is worth repairing."""
    yield from _settings()
    _, services = ready.report()
    for row in services:
        name, well, told = str(row["name"]), bool(row["ok"]), str(row["detail"])
        if name == "clock" and well:
            told = f"{ready.skew_seconds():.1f} s away from the database's clock"
        yield Finding(name, well, told, "" if well else REMEDIES[name])
    if all(row["ok"] for row in services if row["name"] in {"database", "migrations"}):
        for look in (_timed_steps, _messages, _mail, _pulses):
            yield from look()


@cache
def _settings() -> tuple[Finding, ...]:
    """Looked at once: they do not change while a process runs, and looking takes a moment."""
    faults = [message for message in run_checks() if message.level >= ERROR]
    found = (
        Finding("settings", well=False, told=f"{fault.id}: {fault.msg}", remedy=fault.hint or "correct it")
        for fault in faults
    )
    return tuple(found) or (Finding("settings", well=True, told="ok"),)


def _timed_steps() -> Iterator[Finding]:
    now = clock.now()
    first = vitals.overdue_deadlines(now).select_related("case").first()
    late = (now - first.due_at).total_seconds() if first else 0.0
    told = (
        f"oldest due since {late:.0f} s: {first.kind} of {first.case.reference}" if first else "none is due"
    )
    yield Finding("timed steps", late <= LATE_SECONDS, told, RUN if late > LATE_SECONDS else "")
    parked = vitals.parked_deadlines().count()
    remedy = LOOK if parked else ""
    yield Finding("parked steps", parked == 0, f"{parked} set aside", remedy)


def _messages() -> Iterator[Finding]:
    channels = vitals.outbox_by_channel(clock.now())
    oldest = max((row.get("oldest", 0.0) for row in channels.values()), default=0.0)
    well = oldest <= UNSENT_SECONDS
    yield Finding("outbox", well, f"oldest waits {oldest:.0f} s", "" if well else RUN)
    dead = {channel: row["dead"] for channel, row in channels.items() if row.get("dead")}
    told = ", ".join(f"{number} by {channel}" for channel, number in sorted(dead.items())) or "none given up"
    yield Finding("dead messages", not dead, told, LOOK if dead else "")


def _mail() -> Iterator[Finding]:
    problems = vitals.mailbox_problems()
    remedy = "correct IMAP_HOST, IMAP_USER or IMAP_PASSWORD, or start the mail server" if problems else ""
    yield Finding("mailbox", not problems, "; ".join(problems) or "ok", remedy)
    unread, answers = vitals.unread_mails(), vitals.dead_answers()
    remedy = "look at the page Mail, Not read" if unread else ""
    yield Finding("mails not read", not unread, f"{unread} could not be read", remedy)
    remedy = "mend the mail server, then answer once more on the page Mail" if answers else ""
    yield Finding("dead answers", not answers, f"{answers} given up", remedy)


def _pulses() -> Iterator[Finding]:
    ages = vitals.pulse_ages(clock.now())
    for name in (deadlines.PULSE, outbox.PULSE):
        age = ages.get(name)
        well = age is not None and age <= vitals.SILENT_SECONDS
        yield Finding(f"pulse of {name}", well, ready.last_round(age), "" if well else RUN)
