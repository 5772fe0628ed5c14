"""Calls to outside systems: stored before, looked up before a repeat, done only when read to be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from cases import clock
from cases.connectors import calling, planning
from cases.connectors.loopback import ORDERS, tell_next
from cases.connectors.outcome import ADVICE, DONE, LABELS, RESULTS, RETRIED
from cases.connectors.ports import Port, _ports, connector_of
from cases.models import LocalTicket, OutboundCall, OutboxMessage
from tests.cases.connectors import adapters
from tests.cases.helpers import open_seats

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEY = "one/desk/close"


@pytest.fixture
def desk(settings, monkeypatch):
    """A system “desk” that the local one stands in for."""
    monkeypatch.setitem(_ports, "desk", Port("desk", "Desk", after="first"))
    settings.CONNECTORS = {"desk": "loopback"}
    return settings


@pytest.fixture
def case(alice):
    with clock.fixed_at(NOON):
        return open_seats(alice)


def asked(case, operation="close", key=KEY, at=NOON, **follows):
    """A message that asks the desk."""
    call = {"operation": operation, "key": key, "follows": follows}
    with clock.fixed_at(at), transaction.atomic():
        message = OutboxMessage(case=case, channel="desk", awaited=True, payload={"call": call})
        planning.plan(message)
    assert not message.awaited
    return OutboundCall.objects.filter(key=key).first()


def drained(at):
    with clock.fixed_at(at):
        return calling.drain()


def tries(call):
    return [(row.number, row.outcome) for row in call.tries.all()]


def test_every_result_has_its_words():
    assert set(LABELS) == set(RESULTS)
    assert set(ADVICE) == set(RESULTS) - DONE


PEOPLE = [(name, "stuck", name, []) for name in ("conflict", "rejected", "auth", "forbidden", "not_found")]
LATER = [(name, "planned", name, ["ok"]) for name in ("rate_limited", "transient")]
LOST = [
    ("", "done", "ok", []),
    ("twice", "done", "already_done", []),
    ("lost_before", "planned", "unknown_outcome", ["ok"]),
    ("lost_after", "planned", "unknown_outcome", ["already_done"]),
]


@pytest.mark.parametrize(("order", "status", "outcome", "then"), [*PEOPLE, *LATER, *LOST])
def test_what_comes_of_each_answer(desk, case, order, status, outcome, then):
    if order:
        tell_next("desk", order)
    call = asked(case)
    assert drained(NOON) == 1
    call.refresh_from_db()
    assert (call.status, call.outcome, tries(call)) == (status, outcome, [(1, outcome)])
    assert drained(NOON) == 0
    if outcome == "rate_limited":
        assert call.next_attempt_at >= NOON + timedelta(minutes=2)
    assert drained(NOON + timedelta(minutes=10)) == len(then)
    call.refresh_from_db()
    assert [one for _, one in tries(call)[1:]] == then
    closed = status != "stuck"
    assert (call.status == "done", LocalTicket.objects.filter(is_open=False).count()) == (closed, closed)
    assert all(ticket.changes == 1 for ticket in LocalTicket.objects.filter(is_open=False))
    assert (call.number != "", bool(call.reason)) == (closed, not closed)


def test_every_order_is_tried():
    assert {order for order, *_ in [*PEOPLE, *LATER, *LOST]} - {""} == set(ORDERS)


def test_what_never_gets_through_is_for_a_person(desk, case):
    for _ in range(calling.MOST_ATTEMPTS):
        tell_next("desk", "transient")
    call, at = asked(case), NOON
    while drained(at):
        at += timedelta(hours=2)
    call.refresh_from_db()
    assert (call.status, call.attempts, {call.outcome} <= RETRIED) == ("stuck", calling.MOST_ATTEMPTS, True)
    asked(case, at=at)  # a person asks again
    assert drained(at) == 1
    call.refresh_from_db()
    assert call.status == "done"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Forgetful", "It was answered, but the system does not show it."),
        ("Broken", "ValueError while asking."),
    ],
)
def test_an_answer_alone_is_no_proof(desk, case, name, reason):
    desk.CONNECTORS = {"desk": f"{adapters.__name__}.{name}"}
    call = asked(case)
    drained(NOON)
    call.refresh_from_db()
    assert (call.status, call.outcome, call.reason) == ("planned", "unknown_outcome", reason)


def test_one_key_is_asked_once(desk, case):
    first = asked(case)
    drained(NOON)
    assert asked(case).pk == first.pk
    assert drained(NOON) == 0
    first.refresh_from_db()
    assert (first.outcome, first.told, LocalTicket.objects.get().changes) == ("already_done", True, 1)


def test_out_of_order_is_refused_and_opening_again_drops_what_waits(desk, case):
    LocalTicket.objects.create(system="first", reference=case.reference, number="F-1")
    call = asked(case)
    drained(NOON)
    call.refresh_from_db()
    assert (call.outcome, call.fields) == ("rejected", {"state": "open"})
    again = asked(case, "open_again", "one/desk/open_again")
    drained(NOON)
    call.refresh_from_db()
    again.refresh_from_db()
    assert (call.status, again.status, again.outcome) == ("dropped", "done", "already_done")


def test_a_person_s_system_is_never_asked(desk, case):
    desk.CONNECTORS = {}
    call = asked(case)
    assert (call.status, drained(NOON)) == ("by_hand", 0)
    assert asked(case, "open_again", "one/desk/open_again") is None
    with pytest.raises(LookupError):
        connector_of("desk")


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_cut_off_leaves_its_row_and_the_next_one_looks_first(desk, case):
    desk.CONNECTORS = {"desk": f"{adapters.__name__}.CutOff"}
    adapters.seen.clear()
    call = asked(case)
    with pytest.raises(SystemExit):
        drained(NOON)
    assert adapters.seen == [(False, 1)]  # no transaction open, the row of the try stored
    desk.CONNECTORS = {"desk": "loopback"}
    assert drained(NOON + timedelta(minutes=4)) == 0
    assert drained(NOON + timedelta(minutes=6)) == 1
    call.refresh_from_db()
    assert tries(call) == [(1, "unknown_outcome"), (2, "already_done")]
    assert (call.status, LocalTicket.objects.get().changes) == ("done", 1)
