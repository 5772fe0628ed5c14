"""Policy values: shipped, then changed from an instant on, checked, and frozen into decisions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import clock, policy
from cases.models import StoredDecision
from cases.policies import placing
from cases.workflow import advance
from tests.cases.helpers import all_at_once, done, open_seats

pytestmark = pytest.mark.django_db


def values(kind, at):
    found = policy.in_force(kind, at)
    return found.version, found["most_seats"], found["answer_hours"]


@pytest.fixture
def change(seats, mona):
    def make(effective_from, **changed):
        return placing.place(seats, changed, effective_from=effective_from, author=mona, reason="because")

    return make


def test_as_shipped(seats, on_monday):
    assert values(seats, on_monday) == (1, 500, 72)


def test_a_change_holds_from_its_instant_on(seats, change, on_monday):
    assert change(on_monday, most_seats=50).number == 2
    assert values(seats, on_monday - timedelta(microseconds=1)) == (1, 500, 72)
    assert values(seats, on_monday) == (2, 50, 72)


def test_a_planned_change_and_one_before_it_do_not_undo_each_other(seats, change, on_monday):
    later, soon = on_monday + timedelta(days=9), on_monday + timedelta(days=2)
    change(later, most_seats=50)
    change(soon, answer_hours=10)
    assert values(seats, on_monday) == (1, 500, 72)
    assert values(seats, soon) == (3, 500, 10)
    assert values(seats, later) == (2, 50, 10)


def test_of_two_at_the_same_instant_the_later_number_wins(seats, change, on_monday):
    change(on_monday, most_seats=50)
    change(on_monday, most_seats=60)
    assert values(seats, on_monday) == (3, 60, 72)


def test_what_was_written_down_later_can_be_left_out(seats, change, on_monday):
    with clock.fixed_at(on_monday + timedelta(days=1)):
        change(on_monday, most_seats=50)
    assert policy.in_force(seats, on_monday, known_before=on_monday + timedelta(days=1))["most_seats"] == 500
    assert policy.in_force(seats, on_monday, known_before=on_monday + timedelta(days=2))["most_seats"] == 50


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("nonsense", 1, "“nonsense” is no policy value of this kind."),
        ("most_seats", "many", "Most seats: give a number of seats."),
        ("most_seats", None, "Most seats: give a number of seats."),
        ("most_seats", True, "Most seats: the type does not fit."),
        ("most_seats", float("nan"), "Most seats: give a number of seats."),
        ("most_seats", float("inf"), "Most seats: give a number of seats."),
        ("most_seats", 0, "Most seats: at least 1 and at most 100000 seats."),
        ("most_seats", 100_001, "Most seats: at least 1 and at most 100000 seats."),
        ("requested.attention_hours", 0, "Requested: attention after: at least 0.25 and at most 8784 hours."),
    ],
)
def test_a_value_that_does_not_fit_is_named(seats, name, value, sentence):
    with pytest.raises(policy.PolicyError) as caught:
        policy.checked(seats, {name: value, "answer_hours": 10})
    assert caught.value.errors == {name: sentence}


def test_every_error_is_told_and_nothing_stored(seats, change, on_monday):
    with pytest.raises(policy.PolicyError) as caught:
        change(on_monday, most_seats=0, answer_hours="x")
    assert list(caught.value.errors) == ["most_seats", "answer_hours"]
    assert values(seats, on_monday) == (1, 500, 72)


def test_a_decision_keeps_the_policy_it_was_taken_under(alice, change, on_monday):
    case = open_seats(alice, seats_wanted=80)
    change(on_monday + timedelta(hours=1), review_above=50)
    first = StoredDecision.objects.get(case=case)
    assert (first.rule, first.policy_version, first.policy_values["review_above"]) == ("SC-1", 1, 100)
    with clock.fixed_at(on_monday + timedelta(hours=2)):
        done(advance(case.reference, "approve", actor=alice))
    first.refresh_from_db()
    second = StoredDecision.objects.get(case=case, seq=2)
    assert (first.rule, first.policy_values["review_above"]) == ("SC-1", 100)
    assert (second.rule, second.policy_version, second.policy_values["review_above"]) == ("SC-2", 2, 50)


def test_the_same_answer_is_not_stored_again(alice, on_monday):
    case = open_seats(alice)
    done(advance(case.reference, "approve", actor=alice))
    assert StoredDecision.objects.filter(case=case).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_change_at_once_get_two_numbers(change):
    now = clock.now()
    made = all_at_once([lambda: change(now, most_seats=50)] * 6)
    assert sorted(version.number for version in made) == [2, 3, 4, 5, 6, 7]
