"""What looks like a mistake interrupts and never blocks."""

from __future__ import annotations

import pytest

from cases.models import TimelineEntry
from cases.workflow import advance
from rebooks.models import RebookCase
from tests.rebooks.intake.talk import ORDER, Talk


@pytest.fixture
def closed(talk: Talk) -> str:
    """A closed case of order 40-11931, for 3,300.00 EUR."""
    talk.all_said(wish="customer_cancels")
    talk.open()
    reference = talk.draft.result
    actor = RebookCase.objects.get(reference=reference).timeline.order_by("seq")[0].actor
    nlr = type(actor).objects.get(username="nlr_agent")
    assert advance(
        reference, "withdraw", actor=nlr, data={"outcome": "withdrawn", "reason": "They keep it."}
    ).ok
    return reference


def test_ten_times_the_usual_amount(talk: Talk, closed: str) -> None:
    again = Talk(talk.client, talk.user)
    assert again.say("order", **ORDER | {"order_no": "50-1", "amount": "33000.00"}) == "unusual"
    assert "33,000.00 EUR is 10 times what an order of Nordlys Media AS usually is" in again.look("unusual")
    assert again.say("order", **ORDER | {"order_no": "50-1", "amount": "32999.99"}) == "heard"
    assert (
        again.say("order", **ORDER | {"order_no": "50-1", "amount": "33000.00", "currency": "NOK"}) == "heard"
    )


def test_an_order_that_had_a_case(talk: Talk, closed: str) -> None:
    again = Talk(talk.client, talk.user)
    assert again.say("order", **ORDER) == "unusual"
    assert f"Order 40-11931 already had a case: {closed}, closed." in again.look("unusual")


def test_an_order_of_more_than_a_year_ago(talk: Talk) -> None:
    assert talk.say("order", **ORDER | {"processed_at": "2025-11-20T23:59"}) == "heard"
    assert talk.say("order", **ORDER | {"processed_at": "2025-11-19T23:59"}) == "unusual"
    assert "processed on 2025-11-19, more than a year ago." in talk.look("unusual")


def test_it_goes_on_with_a_reason_which_becomes_a_note(talk: Talk) -> None:
    old = ORDER | {"processed_at": "2025-11-02T11:05"}
    talk.say("order", **old)
    assert talk.say("unusual", unusual_reason=" ") == "unusual"
    assert "Say why the order is right as it is." in talk.html
    assert talk.say("unusual", unusual_reason="Found in the audit.") == "heard"
    assert talk.all_said(processed_at="2025-11-02T11:05") == "check"
    assert "Found in the audit." in talk.look("check")
    talk.open()
    note = TimelineEntry.objects.get(action="note", personal__data__text__icontains="Found in the audit.")
    assert "more than a year ago. Opened all the same: Found in the audit." in note.personal.data["text"]


def test_a_reason_holds_only_for_what_it_was_given_for(talk: Talk) -> None:
    talk.say("order", **ORDER | {"processed_at": "2025-11-02T11:05"})
    talk.say("unusual", unusual_reason="Found in the audit.")
    assert talk.say("order", **ORDER | {"processed_at": "2024-11-02T11:05"}) == "unusual"
    assert "The order looks different now; say again why it is right." in talk.look("unusual")
    assert talk.say("unusual", unusual_reason="Found in the audit.") == "heard"
