"""Messages are stored with the change and sent after it: at least once, or given up for people to see."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction

from cases import clock, outbox
from cases.models import OutboxMessage
from cases.workflow import advance
from tests.cases.helpers import all_at_once, approved, open_seats

pytestmark = pytest.mark.django_db


@pytest.fixture
def transport(monkeypatch):
    """Puts a function in the place of the mail channel."""
    return partial(monkeypatch.setitem, outbox._transports, "mail")


def drain_at(instant, **options):
    with clock.fixed_at(instant):
        return outbox.drain(**options)


def test_what_waits_is_sent_once_and_marked(alice, transport, on_monday):
    sent = []
    transport(sent.append)
    case = approved(alice)
    assert drain_at(on_monday) == 1
    assert drain_at(on_monday) == 0
    [message] = sent
    assert (message.kind, message.to, message.case_id) == ("confirm", "customer@example.com", case.pk)
    row = OutboxMessage.objects.get()
    assert (row.status, row.sent_at) == ("sent", on_monday)


def test_a_channel_without_a_transport_accepts_at_once(alice, on_monday):
    approved(alice)
    assert drain_at(on_monday) == 1


def test_a_change_that_rolls_back_leaves_no_message(alice, changed_kind, on_monday):
    case = open_seats(alice)
    changed_kind(automatic=lambda facts, state, policy, now: "complete" if state == "confirming" else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        advance(case.reference, "approve", actor=alice)
    assert not OutboxMessage.objects.exists()


def test_what_fails_waits_longer_each_time_and_is_then_given_up(alice, transport, on_monday):
    tried = []

    def refuse(message):
        tried.append(clock.now())
        raise OSError("no route")

    transport(refuse)
    approved(alice)
    now = on_monday
    for _ in range(outbox.MOST_ATTEMPTS):
        drain_at(now)
        now = OutboxMessage.objects.get().next_attempt_at
    waits = [later - earlier for earlier, later in pairwise(tried)]
    assert len(tried) == outbox.MOST_ATTEMPTS
    for number, wait in enumerate(waits, 1):
        assert timedelta(seconds=5 * 2**number) <= wait <= timedelta(seconds=10 * 2**number)
    row = OutboxMessage.objects.get()
    assert (row.status, row.attempts, row.last_error) == ("dead", outbox.MOST_ATTEMPTS, "OSError: no route")
    assert drain_at(now + timedelta(days=9)) == 0
    assert len(tried) == outbox.MOST_ATTEMPTS


def test_one_that_fails_does_not_hold_up_the_others(alice, transport, on_monday):
    first = approved(alice)
    approved(alice, account="Fjord")

    def refuse_first(message):
        if message.case_id == first.pk:
            raise OSError("no route")

    transport(refuse_first)
    assert drain_at(on_monday) == 1


def test_a_transport_that_breaks_the_transaction_is_only_a_failure(alice, transport, on_monday):
    def break_it(message):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    transport(break_it)
    approved(alice)
    assert drain_at(on_monday) == 0
    assert "division by zero" in OutboxMessage.objects.get().last_error


def test_no_more_than_asked_for_and_only_of_some_cases(alice, on_monday):
    first, *_ = [approved(alice, account=f"Customer {number}") for number in range(4)]
    assert drain_at(on_monday, cases=[first.pk]) == 1
    assert drain_at(on_monday, size=2) == 2
    assert drain_at(on_monday) == 1


def test_a_key_is_given_once(alice):
    case = approved(alice)
    message = OutboxMessage.objects.get(case=case)
    message.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        message.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once(alice, transport):
    sent = []
    for number in range(20):
        approved(alice, account=f"Customer {number}")
    transport(lambda message: sent.append(message.pk))
    assert sum(all_at_once([outbox.drain] * 4)) == 20
    assert (len(sent), len(set(sent))) == (20, 20)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_while_sending_leaves_the_message_to_be_sent_again(alice, transport):
    class Killed(BaseException):
        """As a signal would."""

    def die(message):
        raise Killed

    approved(alice)
    transport(die)
    with pytest.raises(Killed):
        outbox.drain()
    assert OutboxMessage.objects.get().status == "pending"
    transport(outbox.loopback)
    assert outbox.drain() == 1


@pytest.mark.django_db(transaction=True)
def test_a_message_in_somebodys_hands_is_skipped(alice):
    approved(alice)
    approved(alice, account="Fjord")
    with transaction.atomic():
        OutboxMessage.objects.select_for_update().earliest("id")
        assert all_at_once([outbox.drain]) == [1]
    assert outbox.drain() == 1
