"""Every guard with the sentence it says while it is not met; sentences are a contract."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rebooks.rules import guards
from tests.rebooks.rules.sample import (
    AFTER_MONTH,
    ERROR,
    NOW,
    PROCESSED,
    ask,
    asked_for,
    at,
    one,
    order,
    second,
    sentences,
)

NOT_WON = "The order's opportunity is not booked as closed won, so there is nothing to rebook."
UNCLEAR = "First find out whether the extra time is for trying the product or for paying."


def opening(**data):
    return ask(order(), "ar", {"order_no": "O-1", **data}, open_case=data.pop("open_case", None))


OPENING = [
    ({}, {}),
    ({"opportunity_stage": "closed_won", "opportunity_type": "new_license"}, {}),
    (
        {"opportunity_stage": "negotiation"},
        {"RB_NOT_CLOSED_WON": NOT_WON},
    ),
    ({"opportunity_type": "renewal"}, {"RB_NOT_NEW_LICENSE": "Only new licence orders are rebooked here."}),
    (
        {"open_case": "RB-2024-000007"},
        {"RB_OPEN_CASE": "Order O-1 already has the open case RB-2024-000007."},
    ),
]


@pytest.mark.parametrize(("data", "expected"), OPENING)
def test_open(data, expected):
    assert sentences(guards.open_case(opening(**data))) == expected


def test_open_tells_all_refusals_together():
    found = guards.open_case(opening(opportunity_stage="lost", opportunity_type="renewal", open_case="RB-1"))
    assert set(sentences(found)) == {"RB_NOT_CLOSED_WON", "RB_NOT_NEW_LICENSE", "RB_OPEN_CASE"}


def test_open_says_beforehand_what_will_be_checked():
    found = guards.open_case(ask(None, "ar"))
    assert all(check.met and check.on_submit for check in found)


def test_clarify():
    facts = asked_for("more_time_unclear", "collections")
    assert sentences(guards.clarify(ask(facts, "collections", {"reason": "more_time_unclear"}))) == {
        "RB_REASON_UNCLEAR": UNCLEAR
    }
    assert sentences(guards.clarify(ask(facts, "collections", {"reason": "payment_time"}))) == {}
    assert one(guards.clarify(ask(facts, "collections")), "RB_REASON_UNCLEAR").on_submit


KEEP = [
    (asked_for("payment_time", "ar"), {}),
    (
        asked_for("more_time_unclear", "ar"),
        {
            "RB_REASON_UNCLEAR": UNCLEAR,
            "RB_OTHER_REASON": "The reason on file is more time, not clear for what.",
        },
    ),
    (order(), {"RB_REASON_UNCLEAR": UNCLEAR, "RB_OTHER_REASON": "The reason on file is not stated."}),
    (asked_for("licence_change", "ar"), {"RB_OTHER_REASON": "The reason on file is licence change."}),
]


@pytest.mark.parametrize(("facts", "expected"), KEEP)
def test_keep_for_payment(facts, expected):
    assert sentences(guards.keep_for_payment(ask(facts, "ar"))) == expected


AFTER = "The request of 2024-06-03 came after the order month 2024-05; a return request is needed."
PASS = [
    (asked_for("licence_change"), {}),
    (asked_for("licence_change", came=AFTER_MONTH), {"RB_AFTER_ORDER_MONTH": AFTER}),
    (
        asked_for("evaluation_time", came=AFTER_MONTH),
        {"RB_OTHER_REASON": "The reason on file is evaluation time.", "RB_AFTER_ORDER_MONTH": AFTER},
    ),
    (
        asked_for("payment_time", came=AFTER_MONTH),
        {"RB_OTHER_REASON": "The reason on file is payment time."},
    ),
]


@pytest.mark.parametrize(("facts", "expected"), PASS)
def test_pass_change(facts, expected):
    assert sentences(guards.pass_change(ask(facts, "nlr_agent", state="intake"))) == expected


def test_pass_change_dates_the_request_in_the_accounts_zone():
    zone = "America/Los_Angeles"
    facts = asked_for("licence_change", came=at("2024-02-01T00:20", zone)).changed(
        processed_at=at("2024-01-31T23:30", zone), time_zone=zone
    )
    assert sentences(guards.pass_change(ask(facts, "nlr_agent", state="intake"))) == {
        "RB_AFTER_ORDER_MONTH": "The request of 2024-02-01 came after the order month 2024-01; "
        "a return request is needed."
    }


def test_pass_change_again_is_for_the_nlr_agent_and_once():
    facts = asked_for("licence_change", "ar")
    assert sentences(guards.pass_change(ask(facts, "nlr_agent", state="change_with_nlr"))) == {}
    assert "WRONG_ROLE" in sentences(guards.pass_change(ask(facts, "ar", state="change_with_nlr")))
    sent = facts.changed(change_sent_at=NOW)
    assert sentences(guards.pass_change(ask(sent, "nlr_agent", state="change_with_nlr"))) == {
        "RB_CHANGE_SENT": "The change is with Order Processing already."
    }


FOLLOW = [
    (asked_for("evaluation_time"), None),
    (asked_for("licence_change"), "The reason on file is licence change."),
    (
        asked_for("evaluation_time", "ar"),
        "The reason on file is evaluation time, heard by AR or Collections.",
    ),
    (
        asked_for("evaluation_time", came=AFTER_MONTH),
        "The reason on file is evaluation time, asked for after the order month 2024-05.",
    ),
]


@pytest.mark.parametrize(("facts", "sentence"), FOLLOW)
def test_follow_up_only_in_row_11(facts, sentence):
    expected = {"RB_OTHER_REASON": sentence} if sentence else {}
    assert sentences(guards.follow_up(ask(facts, "nlr_agent"))) == expected


def test_ticket_and_evaluation_wait_for_a_clear_reason_unless_it_is_a_rebook():
    assert sentences(guards.clear_reason(ask(asked_for("more_time_unclear")))) == {
        "RB_REASON_UNCLEAR": UNCLEAR
    }
    assert sentences(guards.clear_reason(ask(second(20, reason="more_time_unclear")))) == {}
    assert sentences(guards.clear_reason(ask(order()))) == {}


def test_unclear_reason_says_who_clears_it_and_where():
    check = one(guards.clear_reason(ask(asked_for("more_time_unclear", "ar"))), "RB_REASON_UNCLEAR")
    assert (check.who, check.where) == (("ar", "collections", "nlr_agent"), "ar_collections")


def test_confirm_admin_error():
    found = guards.confirm_admin_error(ask(order(), "order_processing", {"note": "  "}))
    assert sentences(found) == {"RB_ADMIN_ERROR_NOTE": "Say what went wrong in handling the order."}
    assert (
        sentences(guards.confirm_admin_error(ask(order(), "order_processing", {"note": "mis-keyed"}))) == {}
    )
    narrow = ask(order(), "order_processing", {"note": "x"}, admin_error_confirmers=["research_specialist"])
    assert set(sentences(guards.confirm_admin_error(narrow))) == {"WRONG_ROLE"}


RETURN = [
    (asked_for("customer_cancels"), "ar", {}),
    (second(60, disposition=""), "nlr_agent", {}),
    (asked_for("more_time_unclear", "collections"), "collections", {"RB_REASON_UNCLEAR": UNCLEAR}),
    (order(), "collections", {"RB_REASON_UNCLEAR": UNCLEAR}),
    (order(), "research_specialist", {}),
    (second(60), "research_specialist", {"RB_ALREADY_RETURNED": "The first order is already cancelled."}),
    (
        second(60, disposition="returned"),
        "research_specialist",
        {"RB_ALREADY_RETURNED": "The first order is already returned."},
    ),
    (
        asked_for("licence_change"),
        "nlr_agent",
        {"RB_NO_RETURN": "Licence change inside the order month needs no return."},
    ),
    (
        asked_for("licence_change", "ar"),
        "ar",
        {"RB_NO_RETURN": "Licence change inside the order month needs no return."},
    ),
    (
        asked_for("evaluation_time"),
        "nlr_agent",
        {"RB_NO_RETURN": "Evaluation time inside the order month needs no return."},
    ),
    (
        asked_for("payment_time", "ar"),
        "ar",
        {"RB_NO_RETURN": "Payment time inside the order month needs no return."},
    ),
    (
        asked_for("payment_time", "ar", came=AFTER_MONTH),
        "ar",
        {"RB_NO_RETURN": "Payment time needs no return."},
    ),
    (asked_for("licence_change"), "research_specialist", {}),
    (asked_for("evaluation_time", "ar"), "ar", {}),
]


@pytest.mark.parametrize(("facts", "role", "expected"), RETURN)
def test_request_return(facts, role, expected):
    assert sentences(guards.request_return(ask(facts, role))) == expected


RE_ENGAGE = [
    (order(), False),
    (order(return_request_no="R-1"), False),
    (order(return_request_no="R-1", return_processed_at=NOW), True),
    (second(60), True),
    (second(60, disposition=""), False),
    (second(60, return_request_no="R-1"), False),
]


@pytest.mark.parametrize(("facts", "allowed"), RE_ENGAGE)
def test_create_re_engage(facts, allowed):
    expected = {} if allowed else {"RB_RETURN_NOT_PROCESSED": "The return of order O-1 is not processed yet."}
    found = guards.create_re_engage(ask(facts))
    assert sentences(found) == expected
    assert one(found, "RB_RETURN_NOT_PROCESSED").who == ("return_team",)


def test_withdraw():
    assert sentences(guards.withdraw(ask(order(return_request_no="R-1")))) == {}
    assert set(sentences(guards.withdraw(ask(order(return_processed_at=NOW))))) == {
        "RB_RETURN_ALREADY_PROCESSED"
    }


def test_reopen_keeps_one_open_case_per_order():
    assert sentences(guards.reopen(ask(order()))) == {}
    assert sentences(guards.reopen(ask(order(), open_case="RB-9"))) == {
        "RB_OPEN_CASE": "Order O-1 already has the open case RB-9."
    }


def test_every_met_condition_has_its_own_sentence():
    facts = second(30)
    now = PROCESSED + timedelta(hours=31)
    found = [
        *guards.request_return(ask(facts, now=now)),
        *guards.create_re_engage(ask(facts, now=now)),
        *guards.pass_change(ask(asked_for("licence_change", **ERROR), "nlr_agent")),
    ]
    assert all(check.met_message for check in found)
