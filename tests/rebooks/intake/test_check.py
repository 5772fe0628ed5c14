"""Checking the answers, and changing one that others hang on."""

from __future__ import annotations

from tests.rebooks.intake.talk import ORDER, RECEIVED, Talk, only_case

WENT = "You changed “What they want”."


def test_every_answer_has_a_row_with_a_link_that_names_it(talk: Talk) -> None:
    talk.all_said()
    page = talk.look("check")
    for label in (
        "Order number",
        "Account",
        "Processed",
        "Amount",
        "Who told you",
        "More time to",
        "What they said",
    ):
        assert f'Change<span class="unseen"> {label}</span>' in page
    assert f'{talk.base}/time/#id_more_time_for_0"' in page
    assert "Two editors have not tested it." in page


def test_after_a_change_one_is_back_at_the_check(talk: Talk) -> None:
    talk.all_said()
    assert talk.say("order", **ORDER | {"amount": "4990.00", "currency": "USD"}) == "check"
    assert "4,990.00 USD" in talk.look("check")


def test_the_button_names_the_act(talk: Talk) -> None:
    talk.all_said(wish="did_not_purchase")
    talk.say("wish", wish="other")
    assert "Open rebook case for 3,300.00 EUR</button>" in talk.look("check")


def test_a_change_that_voids_an_answer_says_so_before_it_is_dropped(talk: Talk) -> None:
    talk.all_said()
    assert talk.say("wish", wish="customer_cancels") == "check"
    page = talk.look("check")
    assert WENT in page
    assert "The answer to “More time for what” (“Try the product”)" in page
    assert "no longer applies and is dropped when the case is opened." in page
    assert talk.draft.answers["given"]["time"] == {"more_time_for": "evaluation_time"}
    talk.open()
    assert only_case().reason == "customer_cancels"


def test_put_it_back_restores_the_earlier_answer(talk: Talk) -> None:
    talk.all_said()
    talk.say("wish", wish="customer_cancels")
    back = talk.client.post(f"{talk.base}/put-back/")
    assert back["Location"].endswith("/check/")
    page = talk.look("check")
    assert WENT not in page
    assert "Try the product" in page


def test_a_change_that_asks_a_new_question_says_so_there_too(talk: Talk) -> None:
    talk.all_said()
    assert talk.say("wish", wish="licence_change") == "change"
    assert WENT in talk.look("change")
    assert talk.say("change", requested_change="40 seats") == "check"
    assert WENT in talk.look("check")


def test_an_answer_that_no_longer_fits_has_to_be_given_again(talk: Talk) -> None:
    talk.all_said()
    assert talk.say("order", **ORDER | {"processed_at": "2026-11-19T11:05"}) == "received"
    page = talk.look("received")
    assert "You changed “Order”." in page
    assert "no longer fits and has to be given again." in page
    assert "The message arrived before the order was processed" in page
    assert "Two editors have not tested it." in page
    assert talk.say("received", **RECEIVED | {"request_received_at": "2026-11-19T12:00"}) == "check"
    assert "You changed" not in talk.look("check")


def test_a_change_that_voids_nothing_says_nothing(talk: Talk) -> None:
    talk.all_said()
    talk.say("heard", request_source="collections")
    assert "You changed" not in talk.look("check")
