"""A scheduler that does no rounds is told in four places: banner, probe, metrics and doctor, at one limit."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accountops.celery import app
from accountops.health import delays
from cases import clock, tasks, vitals
from cases.models import ServicePulse
from tests.cases.helpers import person

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
BOTH = ("deadlines", "outbox")
LIMIT = vitals.SILENT_SECONDS


@contextmanager
def rounds(**ages: float) -> Iterator[None]:
    """A moment at which the services' last rounds were so many seconds ago; those not named never ran."""
    ServicePulse.objects.all().delete()
    for name, age in ages.items():
        ServicePulse.objects.create(name=name, at=NOW - timedelta(seconds=age))
    with clock.fixed_at(NOW):
        yield


def banner(client: Client) -> set[str]:
    """What the banner on a page says is waiting."""
    delays._afresh()
    delays.renew()
    page = client.get("/profile/").content.decode()
    delays._afresh()
    found = re.search(r'id="delays".*?<strong>(.*?) (?:is|are) waiting', page, re.DOTALL)
    words = found[1].lower() if found else ""
    return {name for name, word in delays.WORDS.items() if word in words}


def probe(client: Client) -> set[str]:
    """What the probe names; pages are not taken out of traffic for it."""
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    (row,) = [row for row in answer.json()["checks"] if row["name"] == "rounds"]
    assert row["ok"] is not any(name in row["detail"] for name in BOTH)
    return {name for name in BOTH if name in row["detail"]}


def figures(client: Client) -> set[str]:
    """What an alarm at the limit would fire for."""
    text = client.get("/metrics").content.decode()
    ages = dict(re.findall(r'accountops_pulse_age_seconds\{service="(\w+)"\} (\S+)', text))
    assert set(ages) == set(BOTH)
    return {name for name, age in ages.items() if float(age) > LIMIT}


def doctor(client: Client) -> set[str]:
    """What the doctor finds bad."""
    out = io.StringIO()
    with suppress(CommandError):
        call_command("doctor", "--json", stdout=out)
    told = {row["name"]: row["well"] for row in map(json.loads, out.getvalue().splitlines())}
    return {name for name in BOTH if not told[f"pulse of {name}"]}


PLACES = (banner, probe, figures, doctor)


@pytest.mark.parametrize("place", PLACES, ids=[place.__name__ for place in PLACES])
def test_each_place_tells_it_at_the_limit_and_not_before(client: Client, place) -> None:
    client.force_login(person("alice", "customer_care"))
    for age, silent in ((0, set()), (29, set()), (31, set(BOTH)), (600, set(BOTH))):
        with rounds(deadlines=age, outbox=age):
            assert place(client) == silent, age


@pytest.mark.parametrize("place", PLACES[1:], ids=[place.__name__ for place in PLACES[1:]])
def test_what_never_ran_is_told_too(client: Client, place) -> None:
    """The banner speaks of what waits: where nothing is due yet, nothing does."""
    with rounds(outbox=3):
        assert place(client) == {"deadlines"}


def test_beat_alone_does_no_rounds(client: Client) -> None:
    """Its messages lie in the broker; nobody takes them for work that was done."""
    client.force_login(person("alice", "customer_care"))
    with rounds(deadlines=31, outbox=31):
        for entry in app.conf.beat_schedule.values():
            app.send_task(entry["task"], **entry.get("options", {}))
        assert [place(client) for place in PLACES] == [set(BOTH)] * 4
    app.control.purge()


def test_a_worker_alone_is_told_however_many_messages_people_make_it_send(client: Client) -> None:
    """Without beat a worker is woken by people's messages only: the timed steps still stand."""
    client.force_login(person("alice", "customer_care"))
    with rounds(deadlines=31, outbox=31):
        tasks.drain_outbox()
        ServicePulse.objects.filter(name="outbox").update(at=NOW)
        assert [place(client) for place in PLACES] == [{"deadlines"}] * 4
