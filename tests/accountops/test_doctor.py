"""The doctor says what is wrong and what to do, and ends with 1 when something is."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from accountops.health.doctor import LOOK, TITLES, findings
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
    at = clock.now() - timedelta(minutes=5)
    Deadline.objects.filter(case=case.pk).update(due_at=at, next_attempt_at=at)


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
        (late, "timed steps", "should have happened 5 m ago: Reminder, SC"),
        (parked, "parked steps", "1 failed five times."),
        (unsent, "outbox", "The oldest has waited for 10 m."),
        (dead, "dead messages", "1 by mail."),
        (silent, "pulse of deadlines", "It did its last round 12"),
        (never, "pulse of outbox", "It never did a round."),
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
    assert "ok   database: It answers and takes changes.\n" in out.getvalue()


def test_what_is_to_be_done_has_a_line_of_its_own(running):
    dead(running)
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", stdout=out)
    assert f"BAD  dead messages: 1 by mail.\n     {LOOK}\n" in out.getvalue()


def test_everything_has_a_name_for_people(running):
    assert {one.name for one in findings()} == set(TITLES)
    assert all(one.title == TITLES[one.name] for one in findings())


def test_nothing_that_waits_is_told_as_nothing(running):
    OutboxMessage.objects.update(status="sent")
    told = {row["name"]: row["told"] for row in report()[1].values()}
    assert (told["timed steps"], told["outbox"], told["dead messages"]) == (
        "None waits.", "None waits.", "There are none.",
    )  # fmt: skip
