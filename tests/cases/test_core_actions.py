"""What every kind can do from the core: taking, handing over, noting, linking, correcting."""

from __future__ import annotations

import pytest

from cases.models import Link, StoredDecision, TimelineEntry
from cases.workflow import InputErrors, advance
from tests.cases.helpers import approved, codes, done, fresh, open_seats

pytestmark = pytest.mark.django_db


def test_taking_a_case_keeps_its_version_and_tells_who(alice, bob):
    case = open_seats(alice)
    done(advance(case.reference, "claim", actor=alice))
    assert (fresh(case).assignee, fresh(case).version) == (alice, 1)
    entry = TimelineEntry.objects.get(case=case, action="claim")
    assert (entry.version, entry.data["changes"]) == (None, {"assignee": [None, "alice"]})
    assert codes(advance(case.reference, "claim", actor=alice)) == ["ALREADY_YOURS"]
    refused = advance(case.reference, "claim", actor=bob)
    assert (codes(refused), refused.refusals[0].message) == (["TAKEN"], "Alice has this case.")
    assert refused.refusals[0].who == ("manager", "supervisor")


def test_giving_a_case_back(alice, bob, mona):
    case = open_seats(alice)
    assert codes(advance(case.reference, "release", actor=alice)) == ["NOBODYS"]
    done(advance(case.reference, "claim", actor=alice))
    assert codes(advance(case.reference, "release", actor=bob)) == ["NOT_YOURS"]
    done(advance(case.reference, "release", actor=mona))
    assert fresh(case).assignee is None


def test_handing_over_within_the_team(alice, bob, charlie, on_monday):
    case = open_seats(alice)
    given = {"assignee": "bob", "note": "He knows Mr Smith"}
    done(advance(case.reference, "assign", actor=alice, data=given))
    assert fresh(case).assignee == bob
    entry = TimelineEntry.objects.get(case=case, action="assign")
    told = {
        "note": "He knows Mr Smith",
        "presence": "Bob, when it was handed over: present until Mon 2 Mar 2026 17:00",
    }
    assert (entry.data["input"], entry.personal.data) == ({"assignee": "bob"}, told)
    refused = advance(case.reference, "assign", actor=alice, data=given | {"assignee": "charlie"})
    assert refused.refusals[0].message == "Charlie does not work in Customer care."
    for wrong in ("nobody", "", "bo\x00b"):
        with pytest.raises(InputErrors):
            advance(case.reference, "assign", actor=alice, data=given | {"assignee": wrong})


def test_people_write_a_note_when_they_hand_over_and_programs_may_leave_it_out(alice, bob):
    case = open_seats(alice)
    with pytest.raises(InputErrors) as error:
        advance(case.reference, "assign", actor=alice, data={"assignee": "bob"})
    assert set(error.value.errors) == {"note"}
    done(advance(case.reference, "assign", actor=alice, data={"assignee": "bob"}, strict=True))


def test_a_note_can_be_written_on_a_closed_case(alice):
    case = open_seats(alice)
    done(advance(case.reference, "decline", actor=alice, data={"reason": "not wanted"}))
    done(advance(case.reference, "note", actor=alice, data={"text": "They called again"}))
    assert codes(advance(case.reference, "claim", actor=alice)) == ["WRONG_ROLE", "WRONG_STATE"]


def test_cases_are_linked_once(alice):
    case, other = open_seats(alice), open_seats(alice)
    for _ in range(2):
        given = {"other": other.reference.lower(), "relation": "related"}
        done(advance(case.reference, "link", actor=alice, data=given))
    link = Link.objects.get()
    assert (link.case_id, link.other_id, link.relation) == (case.pk, other.pk, "related")
    own = {"other": case.reference, "relation": "related"}
    assert codes(advance(case.reference, "link", actor=alice, data=own)) == ["SAME_CASE"]


def test_a_case_one_may_not_see_cannot_be_linked_nor_found(alice, bob, monkeypatch):
    case, other = open_seats(alice), open_seats(bob)
    monkeypatch.setattr("cases.access.visible_kinds", lambda user: [])
    for reference in (other.reference, "SC-2026-999999"):
        with pytest.raises(InputErrors) as caught:
            advance(case.reference, "link", actor=alice, data={"other": reference, "relation": "related"})
        assert caught.value.errors == {"other": [f"There is no case {reference} that you may see."]}


def test_a_duplicate_is_closed_and_linked(alice):
    case, other = approved(alice), open_seats(alice)
    given = {"other": other.reference, "reason": "The same request"}
    done(advance(case.reference, "mark_duplicate", actor=alice, data=given))
    assert (fresh(case).state, fresh(case).outcome) == ("declined", "duplicate")
    assert Link.objects.get().relation == "duplicate_of"
    own = {"other": other.reference, "reason": "The same request"}
    assert codes(advance(other.reference, "mark_duplicate", actor=alice, data=own)) == ["SAME_CASE"]


def test_corrected_facts_are_decided_again_and_the_old_card_stays(alice, on_monday):
    case = open_seats(alice, seats_wanted=80)
    given = {"seats_wanted": 180, "reason": "typed wrongly"}
    done(advance(case.reference, "correct_facts", actor=alice, data=given))
    case = fresh(case)
    assert (case.seats_wanted, case.version, case.title) == (180, 2, "5 to 180 seats")
    assert case.fact_sources["seats_wanted"] == {
        "label": "Customer care",
        "happened_at": "2026-03-02T09:00:00Z",
        "known_at": "2026-03-02T09:00:00Z",
    }
    assert list(StoredDecision.objects.values_list("seq", "rule")) == [(1, "SC-1"), (2, "SC-2")]
    entry = TimelineEntry.objects.get(action="correct_facts")
    assert entry.data["changes"] == {"seats_wanted": [80, 180]}
    before = {"rule": "SC-1", "team": "customer_care"}
    after = {"seq": 2, "rule": "SC-2", "team": "order_processing"}
    assert entry.data["decision"] == after | {"was": before}
