"""A worker is killed in the middle of a firing: nothing of it stands, and the next one does it once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import connection

from cases import clock
from cases.models import Deadline, TimelineEntry
from cases.tasks import run_deadlines
from cases.timeline import faults
from tests.cases.helpers import fresh, open_seats, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.launcher]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


def _address() -> str:
    """The address of the test database, for another process."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path="/" + connection.settings_dict["NAME"]))


@pytest.fixture
def start_worker() -> Iterator[Any]:
    """Starts real Celery workers on the test's database and broker; none survives the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "-A", "accountops", "worker", "-P", "threads", "-c", "1"]
        environment = os.environ | {"DATABASE_URL": _address(), "ACCOUNTOPS_PROCESS": "worker-under-test"}
        process = subprocess.Popen(
            [*command, "--without-mingle", "--without-gossip", "--loglevel", "ERROR"],
            cwd=ROOT, env=environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _until(question: Any, what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < end, f"waited {PATIENCE} s for: {what}"
        time.sleep(0.1)


def _blocked() -> bool:
    """Whether the worker stands in the middle of its transaction, at the timeline's lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'worker-under-test' "
            "AND wait_event_type = 'Lock' AND query ILIKE '%%cases_timelineentry%%'"
        )
        return bool(cursor.fetchone()[0])


def _gone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'worker-under-test'")
        return not cursor.fetchone()[0]


def test_kill_9_in_the_middle_of_a_firing_loses_and_doubles_nothing(start_worker: Any) -> None:
    alice = person("alice", "customer_care")
    with clock.fixed_at(datetime.now(UTC) - timedelta(days=30)):
        case = open_seats(alice)
    due = Deadline.objects.get(case=case.pk, status="armed")
    entries = TimelineEntry.objects.filter(case=case.pk)

    brake = psycopg2.connect(_address())
    with brake.cursor() as cursor:  # the firing gets as far as its timeline entry and no further
        cursor.execute("LOCK TABLE cases_timelineentry IN SHARE ROW EXCLUSIVE MODE")
    first = start_worker()
    run_deadlines.delay()
    _until(_blocked, "the worker to be in the middle of the firing")
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    brake.rollback()
    brake.close()
    _until(_gone, "PostgreSQL to notice that the worker is gone")

    due.refresh_from_db()
    assert due.status == "armed"
    assert entries.count() == 1
    assert fresh(case).attention_at is None

    start_worker()
    run_deadlines.delay()
    _until(lambda: Deadline.objects.filter(pk=due.pk, status="fired").exists(), "the next worker to fire it")
    run_deadlines.delay()
    time.sleep(1)
    assert entries.filter(action=due.kind).count() == 1
    assert fresh(case).attention_at == due.due_at
    assert not list(faults())
