"""The guards of distributing to New License and of booking the second order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rebooks.rules import definition
from tests.rebooks.rules.sample import ERROR, NOW, PROCESSED, ask, one, order, second, sentences

UNCLEAR = "First find out whether the extra time is for trying the product or for paying."
OVER = PROCESSED + timedelta(hours=49)
NO_SECOND = {"RB_NO_SECOND_ORDER": "No second order is known or announced."}
DISPOSITION = {"RB_DISPOSITION": "State whether the first order was cancelled or returned."}

DISTRIBUTE = [
    (second(20), NOW, {}),
    (
        second(48 + 1 / 3600),
        NOW,
        {"RB_WINDOW_EXPIRED": "The second order came 48:00:01 after the first; the limit is 48 hours."},
    ),
    (second(20, "4989.99"), NOW, {"RB_AMOUNT_DIFFERS": "First order 4990.00 USD, second 4989.99 USD."}),
    (
        second(20, currency="EUR"),
        NOW,
        {"RB_CURRENCY_DIFFERS": "Amounts are in USD and EUR; that is not the same amount."},
    ),
    (
        second(20, "1.00", "EUR"),
        NOW,
        {"RB_CURRENCY_DIFFERS": "Amounts are in USD and EUR; that is not the same amount."},
    ),
    (
        second(120.5, "4989.99"),
        NOW,
        {
            "RB_WINDOW_EXPIRED": "The second order came 120:30:00 after the first; the limit is 48 hours.",
            "RB_AMOUNT_DIFFERS": "First order 4990.00 USD, second 4989.99 USD.",
        },
    ),
    (order(), NOW, NO_SECOND),
    (order(intended="admin_error"), NOW, NO_SECOND),
    (order(intended="time_and_amount"), NOW, {}),
    (order(intended="time_and_amount"), PROCESSED + timedelta(hours=48), {}),
    (
        order(intended="time_and_amount"),
        OVER,
        {"RB_WINDOW_EXPIRED": "No second order came within 48 hours of the first; 49:00:00 have passed."},
    ),
    (order(**ERROR), OVER, {}),
    (second(500, "1.00", "EUR", **ERROR), OVER, {}),
    (
        order(reason="more_time_unclear", intended="time_and_amount"),
        NOW,
        {"RB_REASON_UNCLEAR": UNCLEAR},
    ),
]


@pytest.mark.parametrize(("facts", "now", "expected"), DISTRIBUTE)
def test_distribute_new_license(facts, now, expected):
    assert sentences(definition.distribute_new_license(ask(facts, now=now, data={}))) == expected


def test_the_late_window_is_acknowledged():
    late = {"RB_LATE_ACK": "More than 24 hours passed since the first order; acknowledge the late window."}
    guard = definition.distribute_new_license
    assert sentences(guard(ask(second(30), data={}))) == late
    assert sentences(guard(ask(second(30), data={"acknowledge_late": True}))) == {}
    assert sentences(guard(ask(second(30), data={}, late_needs_ack=False))) == {}
    flagged = order(intended="time_and_amount", late_flagged_at=NOW)
    assert sentences(guard(ask(flagged, data={}))) == late
    shown = one(guard(ask(second(30))), "RB_LATE_ACK")
    assert (shown.met, shown.on_submit) == (True, True)


def test_limits_in_sentences_come_from_policy():
    found = definition.distribute_new_license(ask(second(13), data={}, soft_hours=6, hard_hours=12))
    assert sentences(found) == {
        "RB_WINDOW_EXPIRED": "The second order came 13:00:00 after the first; the limit is 12 hours."
    }


BOOK_KNOWN = [
    (second(20), "with_new_license", {}, {}),
    (second(20, disposition=""), "with_new_license", {}, DISPOSITION),
    (second(20, disposition=""), "with_new_license", {"disposition": "returned"}, {}),
    (
        second(60),
        "with_new_license",
        {},
        {"RB_WINDOW_EXPIRED": "The second order came 60:00:00 after the first; the limit is 48 hours."},
    ),
    (second(60, **ERROR), "with_new_license", {}, {}),
    (second(60), "with_re_engage", {}, {}),
    (order(), "with_re_engage", {}, {**NO_SECOND, **DISPOSITION}),
]


@pytest.mark.parametrize(("facts", "state", "data", "expected"), BOOK_KNOWN)
def test_book_second_order(facts, state, data, expected):
    assert sentences(definition.book_second_order(ask(facts, "nlr_agent", data, state=state))) == expected


def test_book_second_order_with_the_order_in_the_form():
    data = {"order_no": "O-2", "amount": order().amount, "currency": "USD", "disposition": "cancelled"}
    asked = ask(order(intended="time_and_amount"), "nlr_agent", data, state="with_new_license")
    assert sentences(definition.book_second_order(asked)) == {}
    other = ask(order(), "nlr_agent", {**data, "currency": "EUR"}, state="with_new_license")
    assert set(sentences(definition.book_second_order(other))) == {"RB_CURRENCY_DIFFERS"}
    late = ask(order(), "nlr_agent", data, now=OVER, state="with_new_license")
    assert set(sentences(definition.book_second_order(late))) == {"RB_WINDOW_EXPIRED"}
    in_time = ask(order(), "nlr_agent", {**data, "at": NOW}, now=OVER, state="with_new_license")
    assert sentences(definition.book_second_order(in_time)) == {}


def test_book_second_order_says_beforehand_what_it_needs():
    found = definition.book_second_order(ask(order(), "nlr_agent", state="with_new_license"))
    assert [(check.code, check.met, check.on_submit) for check in found] == [
        ("RB_NO_SECOND_ORDER", True, True),
        ("RB_DISPOSITION", True, True),
    ]
