"""A real worker on a real broker: it is woken, and what is due fires."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from celery.contrib.testing.worker import start_worker

from accountops.celery import app
from cases import clock, tasks
from cases.models import OutboxMessage, ServicePulse
from tests.cases.helpers import approved, fresh, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(transactional_db):
    """Two threads that take tasks from the broker."""
    app.control.purge()
    with start_worker(
        app, pool="threads", concurrency=2, perform_ping_check=False, shutdown_timeout=30
    ) as it:
        yield it


def until(met, seconds=20):
    """Waits until `met()` is true."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_a_worker_fires_a_step_after_its_instant_and_not_before(alice, worker):
    with clock.fixed_at(clock.now() - timedelta(hours=72) + timedelta(seconds=3)):
        case = approved(alice)
    tasks.run_deadlines.delay()
    until(lambda: ServicePulse.objects.filter(name="deadlines").exists())
    assert fresh(case).state == "confirming"
    assert "sc.reminder" in told(case)
    until(lambda: clock.now() > case.approved_at + timedelta(hours=72))
    tasks.run_deadlines.delay()
    until(lambda: fresh(case).state == "declined")
    assert told(case).count("sc.expiry") == 1


def test_a_worker_sends_what_waits(alice, worker):
    case = approved(alice)
    until(lambda: OutboxMessage.objects.filter(case=case, status="sent").exists())


def test_waking_twice_does_no_harm(alice, worker):
    with clock.fixed_at(clock.now() - timedelta(days=30)):
        case = approved(alice)
    for _ in range(10):
        tasks.run_deadlines.delay()
    until(lambda: fresh(case).state == "declined")
    assert sorted(told(case)) == ["approve", "attention", "open", "sc.expiry", "sc.reminder"]


def test_the_chain_is_anchored_by_its_task(alice, worker):
    from cases.models import ChainAnchor

    with clock.fixed_at(clock.now() - timedelta(hours=1)):
        approved(alice)
    tasks.anchor_chain.delay()
    until(lambda: ChainAnchor.objects.count() == 1)
