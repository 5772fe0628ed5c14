"""Where this goes: the same rule as the case's own decision, at every answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.models import User
from tests.rebooks.intake.talk import ORDER, RECEIVED, Talk, only_case

MOST_QUERIES = 26


def test_before_the_order_is_known_the_panel_says_what_it_needs(talk: Talk) -> None:
    page = talk.look("order")
    assert "Not known yet" in page
    assert "The rules need when the order was processed" in page


@pytest.mark.parametrize(
    ("code", "answers", "rule", "answer"),
    [
        ("heard", {"request_source": "ar"}, "RB-17", "Goes to Research"),
        ("wish", {"wish": "more_time"}, "RB-1", "First ask: testing or paying?"),
        ("time", {"more_time_for": "evaluation_time"}, "RB-9", "Goes to Re-Engage"),
    ],
)
def test_the_panel_follows_the_answers(
    talk: Talk, code: str, answers: dict[str, str], rule: str, answer: str
) -> None:
    steps = {"heard": {"request_source": "ar"}, "wish": {"wish": "more_time"}, "time": answers}
    talk.say("order", **ORDER)
    for before in list(steps)[: list(steps).index(code)]:
        talk.say(before, **steps[before])
    fragment = talk.route(code, **answers)
    assert f"<strong>{answer}</strong>" in fragment
    assert f"Rule {rule}" in fragment
    assert "<html" not in fragment


def test_an_order_that_is_half_typed_counts_for_what_is_right_in_it(talk: Talk) -> None:
    fragment = talk.route("order", **ORDER | {"order_no": ""})
    assert "Goes to Research" in fragment
    assert "Read in Oslo time, the account’s zone." in fragment
    assert "Not known yet" in talk.route("order", **ORDER | {"amount": ""})


def test_only_another_answer_is_announced(talk: Talk) -> None:
    talk.say("order", **ORDER)
    talk.say("heard", request_source="ar")
    assert "data-announce" not in talk.route("wish", wish="other", seen="RB-17")
    assert 'data-announce="Where this goes: Goes to Re-Engage"' in talk.route(
        "wish", wish="customer_cancels", seen="RB-17"
    )


@pytest.mark.parametrize("heard", ["ar", "customer_to_nlr", "order_processing"])
@pytest.mark.parametrize(
    ("wish", "code", "more"),
    [
        ("more_time", "time", {"more_time_for": "evaluation_time"}),
        ("more_time", "time", {"more_time_for": "payment_time"}),
        ("more_time", "time", {"more_time_for": "more_time_unclear"}),
        ("licence_change", "change", {"requested_change": "40 seats"}),
        ("rebook", "second", {"announced": "time_and_amount"}),
        ("rebook", "second", {"announced": "admin_error"}),
        ("rebook", "second", {"announced": "no"}),
        ("did_not_purchase", "", {}),
        ("customer_cancels", "", {}),
        ("amount_correction", "", {}),
        ("other", "", {}),
    ],
)
def test_the_panel_says_what_the_case_then_decides(
    talk: Talk, heard: str, wish: str, code: str, more: dict[str, Any]
) -> None:
    talk.say("order", **ORDER)
    talk.say("heard", request_source=heard)
    talk.say("wish", wish=wish)
    if code:
        talk.say(code, **more)
    talk.say("received", **RECEIVED)
    talk.look("check")
    shown = talk.last.context["route"]
    talk.open()
    card = only_case().decisions.get().card
    assert (shown["rule"], shown["answer"]) == (card["rule"], card["answer"])
    assert list(shown["first"] + shown["further"]) == list(card["counterfactuals"])


def test_margin_and_facts_are_shown(talk: Talk) -> None:
    talk.say("order", **ORDER | {"processed_at": "2026-11-19T11:05"})
    talk.say("heard", request_source="ar")
    talk.say("wish", wish="rebook")
    fragment = talk.route("second", announced="time_and_amount")
    assert "Goes to New License" in fragment
    assert "of 48 h" in fragment
    assert "3,300.00 EUR" in fragment
    assert "It would go elsewhere if" in fragment
    assert "The case opens with AR and Collections" in fragment


@pytest.mark.parametrize(("mode", "code"), [("steps", "wish"), ("together", "all")])
def test_looking_while_somebody_types_costs_little(
    people: dict[str, User], client: Client, django_assert_max_num_queries: Any, mode: str, code: str
) -> None:
    talk = Talk(client, people["ar"], mode)
    talk.say("order", **ORDER)
    with django_assert_max_num_queries(MOST_QUERIES):
        talk.route(code, **ORDER, request_source="ar", wish="customer_cancels")
