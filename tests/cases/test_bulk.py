"""One act on many cases: what would come of each is what comes of it, each by itself and once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cases import bulk
from cases.bulk import GIVE_BACK, HAND_OVER, NOTE, TAKE, Item
from cases.models import TimelineEntry, User
from cases.queue import QueueQuery
from cases.workflow import advance
from tests.cases.helpers import done, everything_about, fresh, open_seats, person, told

pytestmark = pytest.mark.django_db
Case = Callable[..., Any]


def _all(user: User) -> bulk.Chosen:
    return bulk.choose(user, query=QueueQuery(sort="reference"))


def test_looking_at_many_changes_nothing_and_says_what_stands_against_each(
    alice: User, bob: User, a_case: Case
) -> None:
    free, taken, mine = (a_case(account=name) for name in ("Free", "Taken", "Mine"))
    done(advance(taken.reference, "claim", actor=bob))
    done(advance(mine.reference, "claim", actor=alice))
    before = [everything_about(case) for case in (free, taken, mine)]
    seen = bulk.foresee(alice, _all(alice).cases, TAKE)
    assert [list(one.against) for one in seen] == [
        [], ["Bob has this case."], ["You have this case already."],
    ]  # fmt: skip
    assert [everything_about(case) for case in (free, taken, mine)] == before


def test_each_goes_by_itself_and_what_failed_says_why(alice: User, bob: User, a_case: Case) -> None:
    free, raced = a_case(account="Free"), a_case(account="Raced")
    items = [one.item for one in bulk.foresee(alice, _all(alice).cases, TAKE)]
    done(advance(raced.reference, "claim", actor=bob))
    results = [bulk.perform(alice, TAKE, item, "", "b1") for item in items]
    assert [(one.well, one.words) for one in results] == [
        (True, "Alice has it now."), (False, "Bob has this case."),
    ]  # fmt: skip
    assert (fresh(free).assignee, fresh(raced).assignee) == (alice, bob)
    assert bulk.results(alice, "b1") == (TAKE, results)
    assert bulk.results(bob, "b1") == ("", [])


def test_a_case_that_changed_since_is_left_as_it_is(alice: User, bob: User, a_case: Case) -> None:
    case = a_case()
    (seen,) = bulk.foresee(alice, _all(alice).cases, NOTE)
    done(advance(case.reference, "approve", actor=bob))
    result = bulk.perform(alice, NOTE, seen.item, "Called.", "b1")
    assert (result.well, result.words) == (False, "It has changed since you looked. Look at it again.")
    assert "note" not in told(case)


def test_sent_twice_it_is_done_once(alice: User, a_case: Case) -> None:
    case = a_case()
    item = Item(case.reference, case.version)
    first, again = (bulk.perform(alice, NOTE, item, "Called.", "b1") for _ in range(2))
    other = bulk.perform(alice, NOTE, item, "Other words.", "b1")
    assert first == again
    assert first.well
    assert not other.well
    assert told(case).count("note") == 1


def test_nobody_changes_what_they_do_not_see(alice: User, charlie: User, a_case: Case) -> None:
    case = a_case()
    item = Item(case.reference, case.version)
    for wrong in (item, Item("SC-2026-999999", 1), Item("nonsense", 1)):
        result = bulk.perform(charlie, NOTE, wrong, "Called.", "b1")
        assert (result.well, result.words) == (False, bulk.UNSEEN)
    assert bulk.choose(charlie, references=[case.reference]).cases == []
    assert told(case) == ["open"]


def test_least_loaded_spreads_one_by_one_and_never_to_the_owner(
    alice: User, bob: User, a_case: Case, on_monday: Any
) -> None:
    cases = [a_case(account=f"Account {number}") for number in range(4)]
    done(advance(cases[0].reference, "claim", actor=alice))
    done(advance(cases[1].reference, "claim", actor=alice))
    seen = bulk.foresee(alice, _all(alice).cases, HAND_OVER)
    assert [str(one.to) for one in seen] == ["Bob", "Bob", "Alice", "Alice"]
    assert all(bulk.perform(alice, HAND_OVER, one.item, "Please.", "b1").well for one in seen)
    assert [str(fresh(case).assignee) for case in cases] == ["Bob", "Bob", "Alice", "Alice"]


def test_the_chosen_colleague_is_asked_about_before_anything_is_done(alice: User, bob: User) -> None:
    open_seats(alice)
    (fits,) = bulk.foresee(alice, _all(alice).cases, HAND_OVER, "bob")
    assert (str(fits.to), list(fits.against)) == ("Bob", [])
    person("zoe", "sales_enablement")
    (none,) = bulk.foresee(alice, _all(alice).cases, HAND_OVER, "zoe")
    assert none.against


def test_acts_of_the_kind_are_those_that_ask_for_nothing_or_for_a_reason(
    alice: User, audi: User, a_case: Case
) -> None:
    case = a_case()
    offered = {spec.name: bulk.words_of(spec) for spec in bulk.acts_of(alice, [case])}
    assert offered
    assert set(offered.values()) <= {"", "reason"}
    assert bulk.acts_of(audi, [case]) == []
    assert bulk.acts_of(alice, []) == []
    assert bulk.act_for(alice, [case], "correct_facts") is None
    refused = bulk.perform(alice, "correct_facts", Item(case.reference, case.version), "", "b1")
    assert refused.words == "This is done case by case."


def test_an_act_of_the_kind_is_done_to_many(alice: User, a_case: Case) -> None:
    cases = [a_case(account=f"Account {number}") for number in range(2)]
    results = [
        bulk.perform(alice, "decline", Item(case.reference, case.version), "Not wanted.", "b1")
        for case in cases
    ]
    assert all(one.well for one in results)
    entries = TimelineEntry.objects.filter(action="decline")
    assert {entry.case.reference for entry in entries} == {case.reference for case in cases}


def test_more_than_can_be_changed_at_once_is_said(
    alice: User, a_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        a_case(account=f"Account {number}")
    monkeypatch.setattr(bulk, "MOST", 2)
    chosen = _all(alice)
    assert (len(chosen.cases), chosen.matching.number, chosen.is_cut) == (2, 3, True)


@pytest.mark.parametrize("word", ["", "SC-1", "SC-1 x", "SC-1 -1", "SC-1 9999999999", "X" * 21 + " 1"])
def test_what_names_no_item_is_nobodys(word: str) -> None:
    assert Item.read(word) is None


def test_items_are_read_as_they_were_written() -> None:
    items = [Item("SC-2026-000001", 3), Item("SC-2026-000002", 4, "bob")]
    assert bulk.read_items([str(one) for one in [*items, items[0]]]) == items


def test_giving_back_many(alice: User, a_case: Case) -> None:
    case = a_case()
    done(advance(case.reference, "claim", actor=alice))
    (seen,) = bulk.foresee(alice, _all(alice).cases, GIVE_BACK)
    assert bulk.perform(alice, GIVE_BACK, seen.item, "", "b1").words == "Nobody has it now."
