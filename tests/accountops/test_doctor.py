"""The doctor says what is wrong and what to do, and ends with 1 when something is."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from cases import clock, deadlines, outbox
from cases.models import Deadline, OutboxMessage, ServicePulse
from tests.cases.helpers import approved, person

pytestmark = pytest.mark.django_db


def report():
    """The exit code and the findings by name."""
    out, code = io.StringIO(), 0
    try:
        call_command("doctor", "--json", stdout=out)
    except CommandError as error:
        code = error.returncode
    return code, {row["name"]: row for row in map(json.loads, out.getvalue().splitlines())}


@pytest.fixture
def running(db):
    """A case, and background work that has just done a round."""
    case = approved(person("alice", "customer_care"))
    deadlines.run_pass()
    outbox.drain()
    return case


def test_all_is_well(running):
    code, found = report()
    assert (code, [name for name, row in found.items() if not row["well"]]) == (0, [])
    assert set(found) == {
        "settings",
        "database",
        "migrations",
        "broker",
        "storage",
        "clock",
        "timed steps",
        "parked steps",
        "outbox",
        "dead messages",
        "mailbox",
        "mails not read",
        "dead answers",
        "pulse of deadlines",
        "pulse of outbox",
    }


def late(case):
    Deadline.objects.filter(case=case.pk).update(due_at=clock.now() - timedelta(minutes=5))


def parked(case):
    Deadline.objects.filter(case=case.pk, kind="sc.expiry").update(status="parked")


def unsent(case):
    OutboxMessage.objects.update(status="pending", created_at=clock.now() - timedelta(minutes=10))


def dead(case):
    OutboxMessage.objects.update(status="dead")


def silent(case):
    ServicePulse.objects.filter(name="deadlines").update(at=clock.now() - timedelta(minutes=2))


def never(case):
    ServicePulse.objects.filter(name="outbox").delete()


@pytest.mark.parametrize(
    ("spoil", "name", "told"),
    [
        (late, "timed steps", "oldest due since 300 s"),
        (parked, "parked steps", "1 set aside"),
        (unsent, "outbox", "oldest waits 600 s"),
        (dead, "dead messages", "1 by mail"),
        (silent, "pulse of deadlines", "last round 120 s ago"),
        (never, "pulse of outbox", "never ran"),
    ],
)
def test_trouble_is_named_with_what_to_do(running, spoil, name, told):
    spoil(running)
    code, found = report()
    assert code == 1
    assert [bad for bad, row in found.items() if not row["well"]] == [name]
    assert told in found[name]["told"]
    assert len(found[name]["remedy"]) > 10


def test_a_broker_that_is_away_is_trouble(running, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    code, found = report()
    assert (code, found["broker"]["well"]) == (1, False)
    assert "run_deadlines" in found["broker"]["remedy"]


def test_the_report_for_people_has_a_line_for_each(running):
    out = io.StringIO()
    call_command("doctor", stdout=out)
    assert "ok   database: ok\n" in out.getvalue()
