"""What is late is said on every page, to people who are signed in, without asking anybody for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from accountops.health import delays
from cases import clock, outbox
from cases.deadlines import PULSE, pulse
from cases.models import Deadline, OutboxMessage, ServicePulse
from tests.cases.helpers import approved, person

pytestmark = pytest.mark.django_db
AWAY = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """A process that has not looked yet, with background work that has just done its rounds."""
    delays._afresh()
    for name in (PULSE, outbox.PULSE):
        pulse(name)
    yield
    delays._afresh()


@pytest.fixture
def alice(client: Client) -> Client:
    client.force_login(person("alice", "customer_care"))
    return client


def silent(*names: str, seconds: float) -> None:
    ServicePulse.objects.filter(name__in=names).update(at=Now() - timedelta(seconds=seconds))


def ago(seconds: float) -> datetime:
    return clock.now() - timedelta(seconds=seconds)


def told() -> str:
    found = delays.look()
    return f"{found.title} {found.text}" if found else ""


def test_nothing_is_said_while_all_is_on_time() -> None:
    assert told() == ""


def test_a_broker_away_alone_delays_nothing_while_somebody_does_the_rounds(settings: Settings) -> None:
    settings.REDIS_URL = AWAY
    assert told() == ""


@pytest.mark.parametrize(("broker", "seconds", "late"), [("", 20, False), ("", 40, True), (AWAY, 20, True)])
def test_silence_is_believed_sooner_when_the_broker_is_away(
    settings: Settings, broker: str, seconds: float, late: bool
) -> None:
    settings.REDIS_URL = broker or settings.REDIS_URL
    silent(PULSE, outbox.PULSE, seconds=seconds)
    assert told().startswith("Messages and timed steps are waiting.") is late


@pytest.mark.parametrize(
    ("names", "seconds", "words"),
    [
        ([outbox.PULSE], 70, "Messages are waiting. None went out for a minute."),
        ([PULSE], 600, "Timed steps are waiting. None went out for 10 minutes."),
        ([PULSE], 7_500, "Timed steps are waiting. None went out for 2 hours."),
        ([PULSE], 500_000, "Timed steps are waiting. None went out for 5 days."),
    ],
)
def test_it_says_what_waits_and_since_when(names: list[str], seconds: float, words: str) -> None:
    silent(*names, seconds=seconds)
    assert told().startswith(words)
    assert "Your changes are saved" in told()


def test_what_is_due_and_not_taken_counts_where_no_round_was_ever_done() -> None:
    ServicePulse.objects.all().delete()
    case = approved(person("alice", "customer_care"))
    assert told() == ""
    OutboxMessage.objects.filter(case=case).update(next_attempt_at=ago(90))
    assert told().startswith("Messages are waiting.")
    Deadline.objects.filter(case=case).update(next_attempt_at=ago(90))
    assert told().startswith("Messages and timed steps are waiting.")


def test_a_message_that_waits_for_its_next_try_is_not_late() -> None:
    case = approved(person("alice", "customer_care"))
    OutboxMessage.objects.filter(case=case).update(
        created_at=ago(900), next_attempt_at=clock.now() + timedelta(minutes=5), attempts=3
    )
    assert told() == ""


@pytest.mark.parametrize("path", ["/", "/queue/customer_care/", "/search/", "/profile/"])
def test_every_page_says_it_and_asks_for_it_no_statement(alice: Client, path: str) -> None:
    alice.get(path)
    with CaptureQueriesContext(connection) as before:
        assert 'id="delays"' not in alice.get(path).content.decode()
    silent(PULSE, outbox.PULSE, seconds=180)
    delays.renew()
    with CaptureQueriesContext(connection) as after:
        page = alice.get(path).content.decode()
    assert re.search(r'id="delays".*None went out for 3 minutes', page, re.DOTALL)
    assert len(after) == len(before)


def test_the_banner_asks_again_and_says_when_it_is_over(alice: Client) -> None:
    silent(PULSE, outbox.PULSE, seconds=180)
    delays.renew()
    address = reverse("delays")
    shown = alice.get(address).content.decode()
    assert f'hx-get="{address}" hx-trigger="every 15s"' in shown
    assert "data-announce" not in shown
    for name in (PULSE, outbox.PULSE):
        pulse(name)
    delays.renew()
    over = alice.get(address).content.decode()
    assert 'data-announce="Messages and timed steps are on time again."' in over
    assert "hx-trigger" not in over
    assert 'id="delays"' not in alice.get("/").content.decode()


def test_strangers_are_told_nothing(client: Client) -> None:
    silent(PULSE, outbox.PULSE, seconds=180)
    delays.renew()
    assert client.get(reverse("delays")).status_code == 403
    assert 'id="delays"' not in client.get("/account/login/").content.decode()


def test_a_process_that_has_not_looked_yet_does_not_say_it_is_over(alice: Client) -> None:
    response = alice.get(reverse("delays"))
    assert (response.status_code, response.content) == (204, b"")


def test_the_figures_say_it_too(client: Client, settings: Settings) -> None:
    silent(PULSE, seconds=180)
    settings.REDIS_URL = AWAY
    text = client.get("/metrics").content.decode()
    assert 'accountops_up{service="broker"} 0.0' in text
    assert 'accountops_up{service="database"} 1.0' in text
    assert re.search(r'accountops_pulse_age_seconds\{service="deadlines"\} 18\d\.', text)
