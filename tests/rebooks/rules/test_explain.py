"""Facts used, margins, and what would have changed the answer."""

from __future__ import annotations

from datetime import timedelta

from cases.routing import Source
from tests.rebooks.rules.sample import (
    AFTER_MONTH,
    ERROR,
    IN_MONTH,
    NOW,
    PROCESSED,
    asked_for,
    decided,
    order,
    second,
)

LATER = "Booked more than 6 h 48 m later"
OTHER = "amount different by 0.01 USD, or the second order in another currency"


def used(decision):
    return {one.fact: one for one in decision.because}


def test_facts_used_have_value_source_and_instants():
    source = Source("Order processing", PROCESSED + timedelta(hours=5.5), NOW)
    facts = second(sources={"second_order": source})
    elapsed = used(decided(facts))["elapsed_seconds"]
    assert (elapsed.value, elapsed.shown) == (19800, "5:30:00")
    assert (elapsed.source, elapsed.happened_at, elapsed.known_at) == (
        "Order processing",
        source.happened_at,
        NOW,
    )


def test_facts_used_are_those_that_the_row_looked_at():
    assert "request_in_order_month" not in used(decided(second()))
    assert "reason" not in used(decided(second()))
    month = used(decided(asked_for("licence_change", came=AFTER_MONTH)))["request_in_order_month"]
    assert (month.value, month.shown) == (False, "2024-05, the request came after it")
    assert used(decided(second(60)))["disposition"].shown == "cancelled"
    assert used(decided(order(**ERROR)))["admin_error"].shown == "confirmed by Order Processing"
    assert used(decided(asked_for("other", return_request_no="R-1")))["return_requested"].value is True


def test_amounts_are_shown_side_by_side():
    assert used(decided(second()))["same_amount"].shown == "4,990.00 USD and 4,990.00 USD, the same"
    assert used(decided(second(20, "4989.99")))["same_amount"].shown.endswith("not the same")


def test_window_margin():
    margin = decided(second(41.2)).margin
    assert (margin.text, margin.spare, margin.used_percent) == (
        "41 h 12 m of 48 h",
        "6 h 48 m to spare",
        85.83,
    )
    assert [(tick.percent, tick.label) for tick in margin.ticks] == [
        (50.0, "24 h: late window"),
        (85.83, "second order"),
    ]
    assert (margin.start_label, margin.end_label) == ("2024-05-14 10:00 EDT", "48 h")


def test_window_margin_beyond_the_limit_and_by_amount():
    over = decided(second(60)).margin
    assert (over.text, over.spare, over.used_percent) == ("60 h 0 m of 48 h", "12 h 0 m over", 100.0)
    assert decided(second(20, "4989.99")).margin.spare == "in time, but 0.01 USD apart"
    assert decided(second(20, currency="EUR")).margin.spare == "in time, but in another currency"
    assert decided(second(1000)).margin.text == "1000 h of 48 h"


def test_window_margin_of_an_announced_order_runs_with_the_clock():
    margin = decided(order(intended="time_and_amount"), PROCESSED + timedelta(hours=12)).margin
    assert (margin.text, margin.spare, margin.used_percent) == ("12 h 0 m of 48 h", "36 h 0 m to spare", 25.0)


def test_month_margin_is_in_words():
    inside = decided(asked_for("licence_change", came=IN_MONTH)).margin
    assert inside.text == "3 d 10 h before the end of the order month 2024-05"
    after = decided(asked_for("licence_change", came=AFTER_MONTH)).margin
    assert after.text == "57 h 0 m after the end of the order month 2024-05"


def test_no_margin_where_neither_window_nor_month_decides():
    assert decided(order(**ERROR)).margin is None
    assert decided(asked_for("payment_time")).margin is None


def test_what_would_have_changed_a_rebook():
    assert decided(second(41.2)).counterfactuals == (
        "Booked 17 h 12 m earlier: still New License, as a rebook (rule RB-3).",
        f"{LATER}, or {OTHER}: Re-Engage, with nothing left to return (rule RB-14).",
        "A confirmed handling error: still New License, with no window at all (rule RB-2).",
    )


def test_what_would_have_changed_a_licence_change():
    said = decided(asked_for("licence_change")).counterfactuals
    assert (
        "Told to AR or Collections: still New License, through an activity for the NLR agent (rule RB-7)."
        in said
    )
    assert "Request after the order month 2024-05: Re-Engage, after a return (rule RB-8)." in said
    assert "Reason payment time: AR and Collections, with no return (rule RB-5)." in said
    assert (
        "A second order for the same amount booked by 2024-05-16 10:00 EDT: "
        "still New License, as a rebook in the late window (rule RB-4)." in said
    )


def test_what_would_have_changed_a_request_after_the_month():
    said = decided(asked_for("evaluation_time", came=AFTER_MONTH)).counterfactuals
    assert (
        "Request inside the order month 2024-05: New License, followed up, with no return (rule RB-11)."
        in said
    )


def test_what_would_have_changed_an_announced_order():
    said = decided(order(intended="time_and_amount")).counterfactuals
    assert "No second order by 2024-05-16 10:00 EDT: Re-Engage, after a return (rule RB-16)." in said


def test_what_would_have_changed_another_amount():
    said = decided(second(20, "4989.99")).counterfactuals
    assert (
        "Both orders for the same amount in the same currency: New License, as a rebook (rule RB-3)." in said
    )


def test_what_would_have_changed_an_error_and_a_claim():
    assert "Without the confirmed handling error" in " ".join(decided(order(**ERROR)).counterfactuals)
    said = decided(asked_for("did_not_purchase", "ar")).counterfactuals
    assert "Once a return is requested: Re-Engage, after a return (rule RB-12)." in said


def test_no_sentence_shows_a_code():
    for facts in (
        second(),
        second(60),
        asked_for("licence_change"),
        order(intended="time_and_amount"),
        order(),
    ):
        decision = decided(facts)
        texts = [
            decision.clause,
            decision.answer,
            decision.summary,
            *decision.counterfactuals,
            *decision.follow_ups,
        ]
        texts += [one.shown for one in decision.because]
        assert not [text for text in texts if "_" in text]
