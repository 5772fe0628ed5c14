"""Is this process able to do its work? One answer for each thing it needs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from math import inf
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from redis.backoff import NoBackoff
from redis.retry import Retry

from cases import clock, vitals

BROKER_PATIENCE_SECONDS = 1.0
SKEW_LIMIT_SECONDS = 2.0


@dataclass(frozen=True)
class Finding:
    """One check and how it went. `detail` says nothing that a stranger may not know."""

    name: str
    ok: bool
    detail: str


def report() -> tuple[bool, list[dict[str, object]]]:
    """Run all checks; True when every one passed. Never raises."""
    findings = [_run(name, check) for name, check in CHECKS.items()]
    return all(finding.ok for finding in findings), [asdict(finding) for finding in findings]


def told() -> list[dict[str, object]]:
    """What a probe should say as well, and what makes no process unready. Never raises.

    Without rounds cases do not move by themselves, yet pages work: taking these away would make it worse.
    """
    return [asdict(_run("rounds", _rounds))]


def is_well(name: str) -> bool:
    """Whether one check passes. Never raises."""
    return _run(name, CHECKS[name]).ok


def _run(name: str, check: Callable[[], str]) -> Finding:
    try:
        trouble = check()
    except Exception as error:  # noqa: BLE001 - whatever it is, this dependency does not work
        trouble = type(error).__name__
    return Finding(name, not trouble, trouble or "ok")


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")
        return "read only" if cursor.fetchone()[0] else ""


def _migrations() -> str:
    applied = set(MigrationRecorder(connection).applied_migrations())
    missing = [f"{app}.{name}" for app, name in _newest_migrations() if (app, name) not in applied]
    return f"not applied: {', '.join(missing)}" if missing else ""


@cache
def _newest_migrations() -> tuple[tuple[str, str], ...]:
    """The last migration of each app on disk, which does not change while this process lives."""
    return tuple(MigrationLoader(None).graph.leaf_nodes())


def _broker() -> str:
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=BROKER_PATIENCE_SECONDS,
        socket_connect_timeout=BROKER_PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    with client:
        return "" if client.ping() else "no answer"


def _storage() -> str:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"ready")
    return ""


def _now() -> datetime:
    """This machine's own clock, on purpose: it is what is being measured."""
    return datetime.now(UTC)


def skew_seconds() -> float:
    """How far this machine's clock is from the database's, as far as asking for it can tell."""
    before = _now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        database_time: datetime = cursor.fetchone()[0]
    after = _now()
    return max((before - database_time).total_seconds(), (database_time - after).total_seconds(), 0.0)


def _clock() -> str:
    skew = skew_seconds()
    return f"{skew:.1f} s away from the database's clock" if skew > SKEW_LIMIT_SECONDS else ""


def _rounds() -> str:
    """Background services that do no rounds. It is told and takes no page out of traffic: see `told`."""
    ages = vitals.pulse_ages(clock.now())
    silent = [name for name in vitals.SERVICES if ages.get(name, inf) > vitals.SILENT_SECONDS]
    return ", ".join(f"{name}: {last_round(ages.get(name))}" for name in silent)


def last_round(age: float | None) -> str:
    """How long ago a background service last did a round, in words; None where it never did."""
    return "never ran" if age is None else f"last round {max(age, 0.0):.0f} s ago"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "storage": _storage,
    "clock": _clock,
}
