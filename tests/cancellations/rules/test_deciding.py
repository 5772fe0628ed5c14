"""The decision's row, its words, and the guards of the steps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cancellations.rules import CancellationFacts, decide, guards
from cases.routing import unmet
from tests.cancellations.rules.example import (
    BILLED,
    FACTS,
    GAPS,
    ORDER,
    POLICY,
    RENEWAL,
    START,
    STOPPED,
    asked,
    line,
)

CLOSED = STOPPED.changed(state="closed", is_closed=True, outcome="cancelled")


@pytest.mark.parametrize(
    ("facts", "rule", "action"),
    [
        (FACTS, "CX-1", "cancel_billing"),
        (FACTS.changed(campaign="Autumn 24"), "CX-2", ""),
        (FACTS.changed(products=("Radio",)), "CX-2", ""),
        (GAPS, "CX-3", ""),
        (GAPS.changed(all_products=True), "CX-4", ""),
        (GAPS.changed(all_products=True, client=""), "CX-3", ""),
        (FACTS.changed(is_closed=True, outcome="query"), "CX-5", ""),
        (FACTS.changed(is_closed=True, outcome="order_change"), "CX-6", ""),
        (FACTS.changed(is_closed=True, outcome="duplicate"), "CX-7", ""),
        (BILLED, "CX-8", "cancel_fulfilment"),
        (STOPPED, "CX-9", "inform_rep"),
        (STOPPED.changed(rep_informed_at=START), "CX-9", "true_up"),
        (STOPPED.changed(true_up_done_at=START), "CX-9", "inform_rep"),
        (STOPPED.changed(true_up_done_at=START, rep_informed_at=START), "CX-10", "close"),
        (CLOSED, "CX-11", ""),
    ],
)
def test_the_row_and_the_next_step(facts: CancellationFacts, rule: str, action: str) -> None:
    decision = decide(facts, POLICY, START)
    assert (decision.rule, decision.action, decision.team) == (rule, action, "sales_enablement")
    assert decision.clause.endswith(".")
    assert decision.answer.endswith(".")


def test_it_says_what_would_have_changed_it() -> None:
    quoted = FACTS.changed(campaign="Autumn 24", elsewhere=(RENEWAL,), products=("Display",))
    found = decide(quoted, POLICY, START).counterfactuals
    assert [told.split(":")[0] for told in found] == [
        "If the Titan order ID were T-2002",
        "If it were for Oak Motors, campaign Summer 24",
    ]
    assert all(told.endswith("cancel billing (rule CX-1).") for told in found)
    radio = decide(FACTS.changed(products=("Display", "Radio")), POLICY, START)
    assert radio.counterfactuals[0].startswith("Without Radio: ")
    assert "Radio is not on Titan order T-1001." in radio.answer
    assert decide(CLOSED, POLICY, START).counterfactuals == ()


def test_it_tells_why_and_how_far() -> None:
    rich = FACTS.changed(order=replace(ORDER, lines=(line("Display", "USD", "9.00", "2.00"),)))
    decision = decide(rich, POLICY, START)
    assert {one.fact: one.shown for one in decision.because} == {
        "client": "Oak Motors",
        "campaign": "Summer 24",
        "titan_order_id": "T-1001",
        "products": "Display and Search",
        "order": "fits",
        "credit": "7.00 USD",
    }
    texts = [decide(one, POLICY, START).margin for one in (FACTS, GAPS, BILLED, STOPPED, CLOSED)]
    assert [margin.text if margin else None for margin in texts] == [
        "4 of 4 required fields there",
        "3 of 4 required fields there",
        "1 of 3 steps done",
        "2 of 3 steps done",
        None,
    ]


def test_the_second_confirmation_is_waited_for() -> None:
    half = BILLED.changed(titan_at=START)
    assert decide(half, POLICY, START).answer.endswith("Vision VX has still to confirm.")


@pytest.mark.parametrize(
    ("guard", "facts", "told"),
    [
        (guards.cancel_billing, FACTS, {}),
        (guards.cancel_billing, GAPS, {"CX_MISSING": "Still missing: list of products."}),
        (
            guards.cancel_billing,
            FACTS.changed(products=("Radio", "TV", "Display")),
            {"CX_NOT_ON_ORDER": "Radio and TV are not on Titan order T-1001."},
        ),
        (
            guards.cancel_billing,
            FACTS.changed(products=("Radio",)),
            {"CX_NOT_ON_ORDER": "Radio is not on Titan order T-1001."},
        ),
        (
            guards.cancel_billing,
            FACTS.changed(order=None),
            {"CX_MISMATCH": "Titan order T-1001 is not known."},
        ),
        (guards.cancel_fulfilment, FACTS, {"CX_ORDER": "Cancel billing first."}),
        (guards.cancel_fulfilment, BILLED, {}),
        (guards.after_fulfilment, FACTS, {"CX_ORDER": "Cancel billing first."}),
        (guards.after_fulfilment, BILLED, {"CX_ORDER": "Cancel fulfilment first."}),
        (guards.after_fulfilment, STOPPED, {}),
        (
            guards.close,
            STOPPED,
            {
                "CX_REP": "The rep has not been told.",
                "CX_TRUE_UP": "Invoices of Display and Search not adjusted.",
            },
        ),
        (guards.close, STOPPED.changed(rep_informed_at=START, true_up_done_at=START), {}),
        (guards.withdraw, FACTS, {}),
        (guards.withdraw, BILLED, {"CX_TOO_LATE": "Billing is cancelled; a new order is needed."}),
    ],
)
def test_a_guard_says_what_is_missing(guard: Any, facts: CancellationFacts, told: dict[str, str]) -> None:
    assert {one.code: one.message for one in unmet(guard(asked(facts)))} == told


def test_each_part_that_does_not_fit_is_a_refusal_of_its_own() -> None:
    found = unmet(guards.cancel_billing(asked(FACTS.changed(client="Elm", campaign="Winter"))))
    assert [one.code for one in found] == ["CX_MISMATCH", "CX_MISMATCH"]
