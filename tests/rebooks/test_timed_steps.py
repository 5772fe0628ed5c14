"""rb.late_flag, rb.window_end and rb.month_end through the door, outages and late news included."""

from __future__ import annotations

import pytest

from cases import queue, registry
from cases.daily import keeping
from cases.models import DailyFigure
from cases.policy import in_force
from cases.queue import QueueQuery
from rebooks.rules import decide
from tests.rebooks.helpers import Story, at

# Processed 14 May 10:00: late after 15 May 10:00, over after 16 May 10:00.
REQUEST = {"reason": "rebook", "request_source": "order_processing", "intended": "time_and_amount"}


@pytest.fixture
def announced(order: Story) -> Story:
    """With New License, a second order announced and still to come."""
    order.done("2024-05-14T10:00", "record_request", "order_processing", **REQUEST)
    order.done("2024-05-14T10:00", "evaluate", "research_specialist")
    order.done("2024-05-14T10:00", "distribute_new_license", "research_specialist")
    return order


def test_both_window_timers_are_armed_at_24_and_48_hours(announced):
    assert announced.timers() == {"rb.late_flag": "armed", "rb.window_end": "armed"}
    assert announced.timer("rb.late_flag").due_at == at("2024-05-15T10:00")
    assert announced.timer("rb.window_end").due_at == at("2024-05-16T10:00")
    assert announced.timer("rb.window_end").limit


def test_limits_fire_strictly_after_their_instant(announced):
    announced.tick("2024-05-15T10:00:00")
    assert announced.flags == set()
    announced.tick("2024-05-15T10:00:01")
    assert announced.flags == {"late_window"}
    announced.tick("2024-05-16T10:00:00")
    assert (announced.state, announced.flags) == ("with_new_license", {"late_window"})
    announced.tick("2024-05-16T10:00:01")
    assert (announced.state, announced.flags) == ("research_review", set())


def test_window_end_fires_once_and_advises_re_engage(announced):
    for when in ("2024-05-16T10:01", "2024-05-16T10:05", "2024-06-16T10:10"):
        announced.tick(when)
    assert announced.effects.count("window_expired") == 1
    assert (announced.state, announced.rule, announced.case.team) == ("research_review", "RB-16", "research")
    assert announced.timers() == {"rb.late_flag": "fired", "rb.window_end": "fired"}
    assert announced.facts("2024-06-16T11:00")["qualifies_as_rebook"] is False


def test_a_decision_that_a_timed_step_changes_says_what_would_have_changed_it(announced):
    before = announced.case.decisions.count()
    announced.tick("2024-05-16T10:01")
    found = announced.case.decisions.order_by("seq").last()
    rules = in_force(registry.get_kind("rebook"), found.decided_at)
    whole = decide(announced.case.facts(), rules, found.decided_at)
    assert announced.case.decisions.count() > before
    assert found.card["counterfactuals"] == list(whole.counterfactuals) != []


def test_window_end_leaves_other_states_where_they_are(order):
    order.done("2024-05-14T11:00", "record_request", "order_processing", **REQUEST)
    order.tick("2024-05-16T10:01")
    assert (order.state, order.rule) == ("intake", "RB-16")
    assert order.effects == ["window_expired"]


def test_second_order_in_time_cancels_both(announced):
    announced.second("2024-05-14T15:00")
    assert announced.timers() == {"rb.late_flag": "cancelled", "rb.window_end": "cancelled"}
    assert announced.timer("rb.window_end").reason == "The second order came in time."
    assert announced.flags == set()


def test_another_amount_in_time_cancels_both_and_sends_the_case_back(announced):
    announced.second("2024-05-14T15:00", amount="4989.99")
    assert announced.timers() == {"rb.late_flag": "cancelled", "rb.window_end": "cancelled"}
    assert (announced.state, announced.rule) == ("research_review", "RB-14")


def test_an_error_cancels_both(announced):
    note = {"note": "keyed to the wrong account"}
    announced.done("2024-05-15T12:00", "confirm_admin_error", "order_processing", **note)
    assert announced.timers() == {"rb.late_flag": "fired", "rb.window_end": "cancelled"}
    assert (announced.flags, announced.rule) == (set(), "RB-2")


def test_closing_cancels_both(announced):
    announced.done("2024-05-15T09:00", "withdraw", "nlr_agent")
    assert announced.timers() == {"rb.late_flag": "cancelled", "rb.window_end": "cancelled"}


def test_outage_order_booked_at_47_hours_and_learned_at_60_stays_with_new_license(announced):
    announced.second("2024-05-16T09:00", known="2024-05-16T22:00", quiet=True)
    announced.tick("2024-05-16T22:01")
    assert (announced.state, announced.flags, announced.rule) == ("with_new_license", {"late_window"}, "RB-4")
    assert announced.timers() == {"rb.late_flag": "cancelled", "rb.window_end": "cancelled"}
    assert "window_expired" not in announced.effects


def test_the_same_order_learned_after_the_timer_acted_is_late_news(announced):
    announced.second("2024-05-16T09:00", known="2024-05-16T22:00")
    assert (announced.state, announced.rule) == ("research_review", "RB-4")
    assert announced.flags == {"late_window", "late_fact"}
    given = {"acknowledge_late": True}
    announced.done("2024-05-16T22:05", "distribute_new_license", "research_specialist", **given)
    assert announced.state == "with_new_license"


def test_late_flag_is_decided_by_the_booking_and_raises_no_late_fact(announced):
    announced.second("2024-05-14T20:00", known="2024-05-15T16:00")
    assert (announced.timers()["rb.late_flag"], announced.flags) == ("fired", set())


def test_order_after_the_window_in_an_outage_lets_the_window_end_once(announced):
    announced.second("2024-05-16T11:00", known="2024-05-16T11:00", quiet=True)
    assert announced.state == "research_review"
    assert announced.timers() == {"rb.late_flag": "armed", "rb.window_end": "armed"}
    announced.tick("2024-05-16T22:00")
    assert announced.effects.count("window_expired") == 1
    assert (announced.flags, announced.rule) == (set(), "RB-14")


def test_outage_over_both_instants_fires_each_once_oldest_first(announced):
    announced.tick("2024-05-20T10:00")
    assert announced.timers() == {"rb.late_flag": "fired", "rb.window_end": "fired"}
    assert (announced.flags, announced.effects.count("window_expired")) == (set(), 1)


def test_an_error_confirmed_in_time_and_told_late_is_late_news(announced):
    note = {"note": "keyed to the wrong account", "at": "2024-05-15T12:00:00-04:00"}
    announced.done("2024-05-17T12:00", "confirm_admin_error", "order_processing", **note)
    assert announced.flags == {"late_fact"}


def test_clock_change_moves_neither_timer(story):
    story.open("2024-11-02T12:00")
    story.done("2024-11-02T12:00", "record_request", "order_processing", **REQUEST)
    assert story.timer("rb.window_end").due_at == at("2024-11-04T11:00")


def change(order: Story, by: str) -> Story:
    """A change asked for in the month and passed on."""
    source = "customer_to_nlr" if by == "nlr_agent" else "ar"
    given = {"reason": "licence_change", "requested_change": "team edition", "request_source": source}
    order.done("2024-05-28T14:00", "record_request", by, **given)
    order.done("2024-05-28T15:00", "pass_change", by)
    return order


def test_month_end_reminds_once_and_the_path_stays(order):
    change(order, "ar")
    assert order.timer("rb.month_end").due_at == at("2024-06-01T00:00")
    assert not order.timer("rb.month_end").limit
    order.tick("2024-05-31T23:59:59")
    assert order.flags == set()
    order.tick("2024-06-01T00:00")
    order.tick("2024-06-02T00:00")
    assert (order.state, order.rule, order.flags) == ("change_with_nlr", "RB-7", {"change_overdue"})
    assert order.effects.count("change_reminder") == 1
    order.done("2024-06-03T09:00", "pass_change", "nlr_agent")
    order.done("2024-06-03T10:00", "change_done", "nlr_agent")
    assert order.case.outcome == "changed_in_month"


def test_month_end_is_not_armed_once_order_processing_has_it(order):
    assert change(order, "nlr_agent").timers() == {}


def test_passing_on_and_closing_cancel_the_month_end(order):
    change(order, "ar")
    order.done("2024-05-29T09:00", "pass_change", "nlr_agent")
    assert order.timer("rb.month_end").reason == "The change was passed on to Order Processing."


def test_a_change_made_in_the_month_and_told_after_the_reminder_is_late_news(order):
    change(order, "ar")
    order.done("2024-06-01T09:00", "change_done", "order_processing", at="2024-05-31T16:00:00-04:00")
    assert order.flags == {"change_overdue", "late_fact"}


def test_month_end_of_a_leap_february(story):
    story.zone = "Europe/Paris"
    story.open("2024-02-29T10:00")
    given = {"reason": "licence_change", "requested_change": "x", "request_source": "collections"}
    story.done("2024-02-29T11:00", "record_request", "collections", **given)
    story.done("2024-02-29T12:00", "pass_change", "collections")
    assert story.timer("rb.month_end").due_at == at("2024-03-01T00:00", "Europe/Paris")


def test_reopening_starts_a_new_generation_of_timers(announced):
    announced.done("2024-05-15T09:00", "withdraw", "nlr_agent")
    announced.done("2024-05-15T09:30", "reopen", "research_specialist", reason="wrong case")
    assert announced.timers() == {"rb.late_flag": "armed", "rb.window_end": "armed"}
    announced.tick("2024-05-16T10:01")
    assert announced.effects.count("window_expired") == 1


def test_a_case_that_was_closed_twice_is_finished_once_where_it_was_last(announced):
    """The board's figure and the list behind it, counted after each step."""

    def counted(when: str) -> list[tuple[str, str, int]]:
        with announced.clock(when):
            keeping.keep()
            rows = DailyFigure.objects.filter(measure="closed").order_by("day")
            found = [(row.day.isoformat(), row.key, row.n) for row in rows]
            for day, outcome, number in found:
                query = QueueQuery.parse({"closed_from": day, "closed_to": day, "outcome": outcome})
                assert queue.count(announced.people["research_specialist"], query).number == number
            return found

    announced.done("2024-05-15T09:00", "withdraw", "research_specialist")
    assert counted("2024-05-15T09:10") == [("2024-05-15", "withdrawn", 1)]
    announced.done("2024-05-15T09:30", "reopen", "research_specialist", reason="wrong case")
    assert counted("2024-05-15T09:40") == []
    announced.done("2024-05-16T09:00", "withdraw", "research_specialist", outcome="kept")
    assert counted("2024-05-16T09:10") == [("2024-05-16", "kept", 1)]


def test_a_window_that_ended_does_not_end_again_after_reopening(announced):
    announced.tick("2024-05-16T10:01")
    announced.done("2024-05-17T09:00", "withdraw", "research_specialist")
    announced.done("2024-05-17T09:30", "reopen", "research_specialist", reason="wrong case")
    announced.tick("2024-05-18T10:01")
    assert announced.effects.count("window_expired") == 1


def test_every_open_case_has_a_due_date(order):
    assert order.case.next_due_at == at("2024-05-15T10:00")
    order.tick("2024-05-15T10:01")
    assert order.case.attention_at == at("2024-05-15T10:00")
