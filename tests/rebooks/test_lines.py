"""A row of the queue says what comes next and the fact that tells most."""

from __future__ import annotations

import pytest

from rebooks.process.lines import matter, next_act, telling_fact
from rebooks.rules import RebookFacts
from tests.rebooks.helpers import Story
from tests.rebooks.rules.sample import asked_for, decided, order, second


class _Case:
    """All that the line reads of the case itself."""

    def __init__(self, *flags: str) -> None:
        self.flags = list(flags)


@pytest.mark.parametrize(
    ("facts", "act"),
    [
        (second(state="research_review"), "Distribute to New License"),
        (second(60, state="research_review", disposition=""), "Request a return"),
        (second(60, state="research_review"), "Create the Re-Engage opportunity"),
        (asked_for("more_time_unclear", "collections"), "Ask: testing or paying?"),
        (asked_for("payment_time", "ar"), "Keep as a payment question"),
        (asked_for("licence_change"), "Pass the change on"),
        (order(state="return_requested"), "The return of the first order"),
        (order(state="research_review"), "The research specialist's decision"),
    ],
)
def test_where_somebody_decides_the_row_names_the_advised_act(facts: RebookFacts, act: str) -> None:
    assert next_act(facts, decided(facts)) == act


@pytest.mark.parametrize(
    ("facts", "flags", "told"),
    [
        (second(41.2), ["late_window"], "Same amount after 41 h 12 m · late window"),
        (second(5.5, "4989.99"), [], "First 4,990.00 USD, second 4,989.99 USD"),
        (second(5.5, currency="EUR"), [], "First 4,990.00 USD, second 4,990.00 EUR"),
        (order(intended="time_and_amount"), [], "Second order announced · order O-1"),
        (order(), [], "Order O-1, no reason yet"),
        (asked_for("evaluation_time", "collections"), [], "Evaluation time · Collections"),
        (order(reason="other"), [], "Other reason"),
    ],
)
def test_the_fact_behind_it(facts: RebookFacts, flags: list[str], told: str) -> None:
    assert telling_fact(_Case(*flags), facts) == told  # type: ignore[arg-type]  # reads nothing but flags


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (second(), "second order O-2"),
        (order(admin_error=True), "order placed with a handling error"),
        (asked_for("did_not_purchase"), "did not purchase"),
        (order(intended="time_and_amount"), "second order announced"),
        (order(), "order to rebook"),
    ],
)
def test_what_the_case_is_about(facts: RebookFacts, words: str) -> None:
    assert matter(facts) == words


def test_the_row_is_written_by_the_door(order: Story) -> None:
    order.second("2024-05-15T06:00")
    order.done("2024-05-15T07:00", "evaluate", "research_specialist")
    assert order.case.waiting_for == "Distribute to New License"
    assert order.case.detail == "Same amount after 20 h 0 m"
