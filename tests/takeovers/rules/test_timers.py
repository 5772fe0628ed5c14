"""The timed steps of a take-over, planned from facts."""

import pytest

from takeovers.rules import Company, StepFacts, plan, timers
from tests.takeovers.rules.example import AGREED, ALPHA, FACTS, POLICY, on, with_steps


def planned(facts):
    return {(one.kind, one.subject): one.due_at for one in plan(facts, POLICY)}


@pytest.mark.parametrize(
    ("since", "told", "due"),
    [
        ("2024-04-04T08:00:00+02:00", None, "2024-04-16T00:00:00+02:00"),
        ("2024-04-16T00:00:00+02:00", None, "2024-05-16T00:00:00+02:00"),
        ("2024-04-04T08:00:00+02:00", "2024-04-16T00:00:00+02:00", "2024-05-16T00:00:00+02:00"),
        ("2024-04-04T08:00:00+02:00", "2024-07-20T00:00:00+02:00", "2024-08-16T00:00:00+02:00"),
        ("2024-12-20T08:00:00+01:00", None, "2025-01-16T00:00:00+01:00"),
    ],
)
def test_mid_month_is_the_first_instant_of_the_16th_and_comes_again(since, told, due):
    facts = FACTS.changed(incomplete_since=on(since), cutoff_told_at=on(told) if told else None)
    assert planned(facts) == {("to.cutoff", ""): on(due)}


def test_a_ready_case_is_warned_before_its_month_ends_and_told_when_it_has():
    facts = FACTS.changed(state="ready", agreements=AGREED, target_month="2024-02")
    assert planned(facts) == {
        ("to.month_warning", ""): on("2024-02-24T09:00:00+01:00"),
        ("to.month_missed", ""): on("2024-03-01T00:00:00+01:00"),
    }


def test_custom_licences_left_over_are_told_after_a_week_per_company():
    fifth = StepFacts(5, "done", on("2024-03-28T10:00:00+01:00"))
    company = with_steps(Company("EC Beta", ALPHA.lines), s5=fifth)
    facts = FACTS.changed(state="in_progress", companies=(company,), agreements=AGREED)
    assert planned(facts) == {("to.custom_leftover", "EC Beta"): on("2024-04-04T10:00:00+02:00")}
    settled = with_steps(Company("EC Beta"), s5=fifth, s6="done")
    assert planned(facts.changed(companies=(settled,))) == {}


def test_the_discount_is_checked_on_the_second_of_the_next_month_even_when_completed():
    company = with_steps(s7=StepFacts(7, "done", on("2024-12-31T23:30:00+01:00")))
    facts = FACTS.changed(state="completed", is_closed=True, companies=(company,), target_month="2024-12")
    assert planned(facts) == {("to.discount_check", "EC Alpha"): on("2025-01-02T09:00:00+01:00")}
    assert planned(facts.changed(discount_confirmed_at=on("2025-01-02T08:00:00+01:00"))) == {}


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_what_is_not_submitted_or_is_cancelled_waits_for_nothing(state):
    assert planned(FACTS.changed(state=state, target_month="2024-04")) == {}


@pytest.mark.parametrize(
    ("received", "late"), [("2024-04-15T20:00:00+02:00", True), ("2024-04-16T00:00:00+02:00", False)]
)
def test_an_agreement_in_time_that_became_known_after_mid_month_was_told_is_a_late_fact(received, late):
    facts = FACTS.changed(cutoff_told_at=on("2024-04-16T00:00:10+02:00"))
    assert timers.agreement_came_late_to_us(facts, POLICY, on(received)) is late


@pytest.mark.parametrize(("day", "close"), [("28", False), ("29", True), ("30", True)])
def test_a_move_in_the_last_two_days_of_a_month_is_warned_about(day, close):
    assert timers.close_to_month_end(FACTS, POLICY, on(f"2024-04-{day}T12:00:00+02:00")) is close


@pytest.mark.parametrize(
    ("kind", "state", "reason"),
    [
        (timers.CUTOFF, "ready", "All agreements are there."),
        (timers.CUSTOM_LEFTOVER, "in_progress", "The custom licences are settled."),
        (timers.DISCOUNT_CHECK, "in_progress", "The discount is confirmed."),
        (timers.MONTH_WARNING, "completed", "The take-over is completed."),
        (timers.MONTH_MISSED, "awaiting_agreements", "An agreement was withdrawn; the month is open again."),
        (timers.CUTOFF, "cancelled", "The take-over is cancelled."),
    ],
)
def test_why_a_deadline_is_no_longer_wanted(kind, state, reason):
    assert timers.cancel_reason(kind, FACTS.changed(state=state)) == reason
