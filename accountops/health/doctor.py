"""Does this installation do its work, and if not, what is to be done? One finding for each thing asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.checks import ERROR, run_checks

from accountops.health import ready
from cases import clock, deadlines, outbox, vitals

LATE_SECONDS = 60.0
UNSENT_SECONDS = 300.0
SILENT_SECONDS = 60.0
REMEDIES = {
    "database": "start PostgreSQL, or correct DATABASE_URL",
    "migrations": "run: manage.py bootstrap",
    "broker": "start the broker, or correct REDIS_URL; meanwhile run: manage.py run_deadlines",
    "storage": "make MEDIA_ROOT a folder that this user may write",
    "clock": "set this machine's clock by NTP",
}
RUN = "start a worker and beat, or run: manage.py run_deadlines"


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
        yield Finding(name, well, told, "" if well else REMEDIES[name])
    if all(row["ok"] for row in services if row["name"] in {"database", "migrations"}):
        for look in (_timed_steps, _messages, _pulses):
            yield from look()


def _settings() -> Iterator[Finding]:
    faults = [message for message in run_checks() if message.level >= ERROR]
    for fault in faults:
        yield Finding(
            "settings", well=False, told=f"{fault.id}: {fault.msg}", remedy=fault.hint or "correct it"
        )
    if not faults:
        yield Finding("settings", well=True, told="ok")


def _timed_steps() -> Iterator[Finding]:
    now = clock.now()
    first = vitals.overdue_deadlines(now).select_related("case").first()
    late = (now - first.due_at).total_seconds() if first else 0.0
    told = (
        f"oldest due since {late:.0f} s: {first.kind} of {first.case.reference}" if first else "none is due"
    )
    yield Finding("timed steps", late <= LATE_SECONDS, told, RUN if late > LATE_SECONDS else "")
    parked = vitals.parked_deadlines().count()
    remedy = "mend the cause, then run: manage.py retry_deadlines" if parked else ""
    yield Finding("parked steps", parked == 0, f"{parked} set aside", remedy)


def _messages() -> Iterator[Finding]:
    channels = vitals.outbox_by_channel(clock.now())
    oldest = max((row.get("oldest", 0.0) for row in channels.values()), default=0.0)
    well = oldest <= UNSENT_SECONDS
    yield Finding("outbox", well, f"oldest waits {oldest:.0f} s", "" if well else RUN)
    dead = {channel: row["dead"] for channel, row in channels.items() if row.get("dead")}
    told = ", ".join(f"{number} by {channel}" for channel, number in sorted(dead.items())) or "none given up"
    yield Finding(
        "dead messages", not dead, told, "read their last error, then send or drop them" if dead else ""
    )


def _pulses() -> Iterator[Finding]:
    ages = vitals.pulse_ages(clock.now())
    for name in (deadlines.PULSE, outbox.PULSE):
        age = ages.get(name)
        well = age is not None and age <= SILENT_SECONDS
        told = "never ran" if age is None else f"last round {max(age, 0.0):.0f} s ago"
        yield Finding(f"pulse of {name}", well, told, "" if well else RUN)
