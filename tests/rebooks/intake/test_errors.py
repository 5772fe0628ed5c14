"""Errors say what to do, keep what was typed, and are found without looking for them."""

from __future__ import annotations

import pytest

from cases.models import Account
from tests.rebooks.intake.talk import ORDER, RECEIVED, Talk


def test_errors_are_listed_on_top_and_told_beside_their_field(talk: Talk) -> None:
    talk.say("order", **ORDER | {"order_no": "", "amount": "many"})
    page = talk.html
    assert talk.last.status_code == 422
    assert page.count("<title>Error: Which order is it about?") == 1
    assert "2 answers need another look" in page
    assert '<a href="#id_order_no">Enter the order number.</a>' in page
    assert "<p>Error: Enter the order number.</p>" in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_order_no_error"' in page
    assert 'value="many"' in page
    assert 'value="Nordlys Media AS"' in page
    assert not talk.draft.answers.get("given")


def test_the_link_to_a_question_with_cards_goes_to_the_first_card(talk: Talk) -> None:
    talk.say("order", **ORDER)
    talk.say("heard", request_source="")
    assert '<a href="#id_request_source_0">Choose who heard it.</a>' in talk.html


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        (
            "account",
            "Unheard Of Ltd",
            "“Unheard Of Ltd” is a new account: enter its zone, such as Europe/Oslo.",
        ),
        ("processed_at", "2026-11-21T11:05", "The order cannot have been processed in the future."),
        ("processed_at", "yesterday", "Enter a date and time, such as 2026-11-02 11:05."),
        ("amount", "3300.005", "EUR has 2 decimal places; enter that many."),
        ("currency", "EEE", "“EEE” is not a currency code. Use three letters, such as USD."),
        ("opportunity_stage", "open", "booked as closed won"),
        ("opportunity_type", "renewal", "Only new licence orders are rebooked here."),
    ],
)
def test_what_is_wrong_with_the_order_is_said(talk: Talk, name: str, typed: str, sentence: str) -> None:
    assert talk.say("order", **ORDER | {name: typed}) == "order"
    assert sentence in talk.html


def test_a_new_account_needs_a_zone_that_exists(talk: Talk) -> None:
    new = ORDER | {"account": "Unheard Of Ltd"}
    talk.say("order", **new | {"time_zone": "Oslo"})
    assert "“Oslo” is not a time zone." in talk.html
    assert talk.say("order", **new | {"time_zone": "Asia/Tokyo"}) == "heard"
    assert not Account.objects.filter(name="Unheard Of Ltd").exists()


def test_pasted_spaces_and_capitals_are_accepted(talk: Talk) -> None:
    pasted = {
        "order_no": " 40-11931 ",
        "account": " nordlys  media as",
        "amount": " 3 300,000.00 ",
        "currency": " eur",
    }
    assert talk.say("order", **ORDER | pasted) == "heard"
    assert "Order 40-11931, Nordlys Media AS, 3,300,000.00 EUR" in talk.look("heard")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the date and time at which the message arrived."),
        ("2026-11-20T18:00", "The message cannot have arrived in the future."),
        ("2026-11-02T11:04", "The message arrived before the order was processed; check both times."),
    ],
)
def test_the_message_lies_between_the_order_and_now(talk: Talk, typed: str, sentence: str) -> None:
    talk.all_said()
    assert talk.say("received", **RECEIVED | {"request_received_at": typed}) == "received"
    assert sentence in talk.html


def test_an_order_with_an_open_case_is_told_at_once_with_the_way_to_it(talk: Talk) -> None:
    talk.all_said()
    talk.open()
    reference = talk.draft.result
    again = Talk(talk.client, talk.user)
    again.say("order", **ORDER)
    assert f"Order 40-11931 already has the open case {reference}." in again.html
    assert f'href="/cases/{reference}/">Open {reference}</a>' in again.html


def test_invisible_characters_are_refused(talk: Talk) -> None:
    talk.say("order", **ORDER | {"order_no": "40-\u202e11931"})
    assert "Remove the invisible character U+202E after “40-”." in talk.html
    talk.say("order", **ORDER | {"account": "Nord\0lys"})
    assert talk.last.status_code == 422
