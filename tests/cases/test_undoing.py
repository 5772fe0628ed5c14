"""Taking light acts back, and passing a case on: through the door, each with an entry of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import clock, skipping
from cases.models import Link, TimelineEntry
from cases.registry import kind_of
from cases.undoing import offered
from cases.workflow import InputErrors, advance
from tests.cases.helpers import codes, done, fresh, open_seats, told

pytestmark = pytest.mark.django_db
LATER = {"until": "2026-03-04T09:00:00Z", "reason": "After the call"}


def undo(case, actor, entry):
    """Undoes what an entry of the timeline did."""
    return advance(case.reference, "undo", actor=actor, data={"entry": entry.seq})


def acted(case, name, actor, **data):
    """Does something that must succeed; answers its entry."""
    return done(advance(case.reference, name, actor=actor, data=data)).entry


def test_taking_is_undone_and_told(alice):
    case = open_seats(alice)
    taken = acted(case, "claim", alice)
    done(undo(case, alice, taken))
    assert (fresh(case).assignee, fresh(case).version) == (None, 1)
    entry = TimelineEntry.objects.get(case=case, action="undo")
    assert entry.data["undoes"] == {"seq": taken.seq, "action": "claim"}
    assert entry.data["changes"] == {"assignee": ["alice", None]}


def test_giving_back_and_handing_over_lead_to_the_one_before(alice, bob, mona):
    case = open_seats(alice)
    acted(case, "claim", alice)
    done(undo(case, mona, acted(case, "release", mona)))
    assert fresh(case).assignee == alice
    done(undo(case, alice, acted(case, "assign", alice, assignee="bob", note="Yours")))
    assert fresh(case).assignee == alice


def test_snoozing_and_waking_are_undone_with_date_and_words(alice, on_monday):
    case = open_seats(alice)
    done(undo(case, alice, acted(case, "snooze", alice, **LATER)))
    assert (fresh(case).snoozed_until, fresh(case).snoozed_note) == (None, "")
    acted(case, "snooze", alice, **LATER)
    done(undo(case, alice, acted(case, "wake", alice)))
    assert fresh(case).snoozed_until == on_monday + timedelta(days=2)
    assert fresh(case).snoozed_note == "Alice: After the call"


def test_what_was_undone_is_not_undone_again_nor_is_an_undo(alice):
    case = open_seats(alice)
    taken = acted(case, "claim", alice)
    undone = done(undo(case, alice, taken)).entry
    refused = undo(case, alice, taken)
    assert (codes(refused), refused.refusals[0].message) == (["CANNOT_UNDO"], "It is undone already.")
    for entry in (undone, TimelineEntry.objects.get(case=case, action="open")):
        assert undo(case, alice, entry).refusals[0].message == "This cannot be undone."


def test_only_who_did_it_undoes_it(alice, bob):
    case = open_seats(alice)
    refused = undo(case, bob, acted(case, "claim", alice))
    assert refused.refusals[0].message == "Only Alice can undo this."


def test_after_somebody_else_changed_the_case_it_is_refused_with_the_reason(alice, bob, mona, on_monday):
    case = open_seats(alice)
    taken = acted(case, "claim", alice)
    acted(case, "note", bob, text="I called them as well")
    asleep = acted(case, "snooze", mona, **LATER)
    refused = undo(case, alice, taken)
    assert refused.refusals[0].message == "It can no longer be undone: Mona snoozed the case meanwhile."
    done(undo(case, mona, asleep))
    assert fresh(case).assignee == alice


def test_a_note_of_somebody_else_stands_against_nothing(alice, bob):
    case = open_seats(alice)
    taken = acted(case, "claim", alice)
    acted(case, "note", bob, text="I called them as well")
    done(undo(case, alice, taken))


def test_a_case_that_moved_on_takes_nothing_back(alice):
    case = open_seats(alice)
    taken = acted(case, "claim", alice)
    acted(case, "approve", alice)
    refused = undo(case, alice, taken)
    assert codes(refused) == ["CANNOT_UNDO"]


def test_a_link_is_taken_back_by_who_made_it_whatever_happened_since(alice, bob):
    case, other, third = (open_seats(alice, account=name) for name in ("A", "B", "C"))
    linked = acted(case, "link", bob, other=other.reference, relation="related")
    acted(case, "link", bob, other=third.reference, relation="related")
    acted(case, "approve", alice)
    rows = list(TimelineEntry.objects.filter(case=case).order_by("-seq"))
    assert len(offered(rows, bob, kind_of(case), holds=False)) == 2
    assert codes(undo(case, alice, linked)) == ["CANNOT_UNDO"]
    done(undo(case, bob, linked))
    assert [link.other_id for link in Link.objects.filter(case=case)] == [third.pk]
    assert undo(case, bob, linked).refusals[0].message == "It is undone already."


def test_linking_again_changes_nothing_and_is_nothing_to_undo(alice):
    case, other = open_seats(alice), open_seats(alice, account="B")
    acted(case, "link", alice, other=other.reference, relation="related")
    again = acted(case, "link", alice, other=other.reference, relation="related")
    assert codes(undo(case, alice, again)) == ["CANNOT_UNDO"]
    assert Link.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("number", ["", 0, 99, "x", 2**31])
def test_an_entry_that_is_none_is_an_error_of_input(alice, number):
    case = open_seats(alice)
    with pytest.raises(InputErrors):
        advance(case.reference, "undo", actor=alice, data={"entry": number})


def test_undo_is_offered_on_the_newest_of_its_kind_to_who_did_it(alice, bob):
    case = open_seats(alice)
    acted(case, "claim", alice)
    released = acted(case, "release", alice)
    rows = list(TimelineEntry.objects.filter(case=case).order_by("-seq"))
    assert offered(rows, alice, kind_of(case)) == {released.seq}
    assert offered(rows, bob, kind_of(case)) == frozenset()


def test_skipping_gives_a_case_back_with_a_reason_and_for_the_day(alice, bob, on_monday):
    case = open_seats(alice)
    acted(case, "claim", alice)
    assert codes(advance(case.reference, "skip", actor=bob, data={"reason": "Not mine"})) == ["TAKEN"]
    with pytest.raises(InputErrors):
        advance(case.reference, "skip", actor=alice, data={"reason": " "})
    skipped = acted(case, "skip", alice, reason="I know these people")
    assert fresh(case).assignee is None
    assert skipping.skipped_by(alice, on_monday) == {case.pk}
    assert skipping.skipped_by(bob, on_monday) == frozenset()
    assert skipping.skipped_by(alice, on_monday + timedelta(days=1)) == frozenset()
    (shown,) = skipping.skipped_in("customer_care", on_monday, "UTC")
    assert (shown.by, shown.reason, shown.case_id) == (alice, "I know these people", case.pk)
    assert skipping.skipped_in("research", on_monday, "UTC") == []
    done(undo(case, alice, skipped))
    assert (fresh(case).assignee, skipping.skipped_by(alice, on_monday)) == (alice, frozenset())
    assert told(case) == ["open", "claim", "skip", "skip", "undo"]  # one of them is Bob's, refused


def test_the_day_is_that_of_ones_own_clock(alice, on_monday):
    """Alice is in Oslo: at 23:30 UTC her Monday has ended."""
    case = open_seats(alice)
    acted(case, "skip", alice, reason="I know these people")
    late = on_monday.replace(hour=23, minute=30)
    with clock.fixed_at(late):
        assert skipping.skipped_by(alice, late) == frozenset()
    assert skipping.skipped_by(alice, on_monday.replace(hour=22, minute=30)) == {case.pk}
