"""The door: everything is checked, then everything is changed, or nothing is."""

from __future__ import annotations

import pytest

from cases.access import NotVisible, RoleNotHeld
from cases.models import OutboxMessage, StoredDecision, TimelineEntry
from cases.workflow import InputErrors, Stale, advance, open_case, record
from tests.cases.helpers import (
    approved,
    codes,
    confirmed,
    done,
    everything_about,
    fresh,
    open_seats,
    statuses,
    told,
)

pytestmark = pytest.mark.django_db


def test_a_case_is_opened_with_all_that_follows(alice, on_monday):
    case = fresh(open_seats(alice, time_zone="Asia/Tokyo"))
    assert case.reference == "SC-2026-000001"
    assert (case.state, case.team, case.version) == ("requested", "customer_care", 1)
    assert (case.kind, case.source, case.time_zone) == ("seat_change", "page", "Asia/Tokyo")
    assert case.opened_at == case.updated_at == case.state_since == on_monday
    assert (case.title, case.waiting_for) == ("5 to 8 seats", "an approval")
    assert statuses(case) == {"attention": "armed"}
    entry = TimelineEntry.objects.get(case=case)
    assert (entry.seq, entry.from_state, entry.to_state, entry.version) == (1, "", "requested", 1)
    assert (entry.actor, entry.as_role, entry.at) == (alice, "customer_care", on_monday)
    assert entry.data["input"]["seats_wanted"] == 8
    decision = StoredDecision.objects.get(case=case)
    assert (decision.rule, decision.policy_version) == ("SC-1", 1)


def test_an_action_changes_state_version_holder_deadlines_and_outbox(alice, on_monday):
    case = fresh(approved(alice))
    assert (case.state, case.team, case.version) == ("confirming", "order_processing", 2)
    assert statuses(case) == {"attention": "armed", "sc.reminder": "armed", "sc.expiry": "armed"}
    entry = TimelineEntry.objects.get(case=case, seq=2)
    assert (entry.from_state, entry.to_state, entry.version) == ("requested", "confirming", 2)
    assert entry.effects == ["confirmation_asked"]
    assert entry.data["changes"] == {"approved_at": [None, "2026-03-02T09:00:00Z"]}
    assert case.fact_sources["approved_at"]["label"] == "Customer care"
    message = OutboxMessage.objects.get(case=case)
    assert (message.key, message.entry_id) == (f"{case.reference}/2/1", entry.pk)


def test_a_refusal_changes_nothing_but_leaves_an_entry(alice):
    case = open_seats(alice, seats_wanted=5)
    before = everything_about(case)
    outcome = advance(case.reference, "approve", actor=alice)
    assert (outcome.status, codes(outcome)) == (409, ["SC_SAME"])
    entry = TimelineEntry.objects.get(case=case, refused=True)
    assert (entry.action, entry.from_state, entry.to_state, entry.version) == (
        "approve",
        "requested",
        "requested",
        None,
    )
    assert entry.data["refusals"] == [{"code": "SC_SAME", "message": "It is so already."}]
    assert [row for row in everything_about(case) if row.get("hash") != entry.hash] == before


def test_a_refusal_names_all_unmet_conditions_at_once(olga, alice):
    case = approved(alice, seats_wanted=5, seats_now=4)
    done(advance(case.reference, "correct_facts", actor=alice, data={"seats_wanted": 900, "reason": "typed"}))
    outcome = advance(case.reference, "approve", actor=olga)
    assert codes(outcome) == ["SC_MOST", "WRONG_ROLE", "WRONG_STATE"]
    assert outcome.status == 403
    assert [refusal.who for refusal in outcome.refusals] == [("manager",), ("customer_care",), ()]
    assert outcome.refusals[1].message == "Approve the change is for: Customer care."
    assert (
        outcome.refusals[2].message == "Approve the change is not possible while the case is Being confirmed."
    )


def test_an_auditor_is_refused_with_the_business_reasons_too(alice, audi):
    case = open_seats(alice, seats_wanted=5)
    outcome = advance(case.reference, "approve", actor=audi)
    assert (outcome.status, codes(outcome)) == (403, ["SC_SAME", "WRONG_ROLE"])


def test_the_wrong_state_comes_on_top_of_guards_that_need_input(alice):
    case = open_seats(alice)
    done(advance(case.reference, "decline", actor=alice, data={"reason": "not wanted"}))
    outcome = advance(case.reference, "decline", actor=alice, data={"reason": "no"})
    assert (outcome.status, codes(outcome)) == (409, ["SC_REASON", "WRONG_STATE"])


def test_an_old_version_is_stale_and_writes_nothing(alice):
    case = approved(alice)
    before = everything_about(case)
    with pytest.raises(Stale) as caught:
        advance(case.reference, "decline", actor=alice, data={"reason": "not wanted"}, expected_version=1)
    assert (caught.value.case.version, caught.value.expected) == (2, 1)
    assert everything_about(case) == before


def test_input_that_is_missing_writes_nothing(alice):
    case = open_seats(alice)
    before = everything_about(case)
    with pytest.raises(InputErrors) as caught:
        advance(case.reference, "decline", actor=alice, data={})
    assert list(caught.value.errors) == ["reason"]
    assert everything_about(case) == before


def test_a_future_instant_is_an_input_error(alice, on_monday):
    case = open_seats(alice)
    with pytest.raises(InputErrors) as caught:
        advance(case.reference, "approve", actor=alice, data={"at": "2026-03-02T09:00:01Z"})
    assert caught.value.errors == {"at": ["This is in the future."]}


def test_text_of_any_length_is_limited_and_hidden_characters_are_refused(alice):
    case = approved(alice)
    for words in ("x" * 4001, "a\u202eb", "a\x00b"):
        with pytest.raises(InputErrors) as caught:
            record(case.reference, "customer_confirmed", None, actor=alice, data={"words": words})
        assert list(caught.value.errors) == ["words"]


def test_a_role_that_is_not_held_raises(alice):
    case = open_seats(alice)
    with pytest.raises(RoleNotHeld):
        advance(case.reference, "approve", actor=alice, as_role="manager")
    assert told(case) == ["open"]


@pytest.mark.parametrize("reference", ["SC-2026-999999", "XX-2026-000001", "", "SC", "SC-2026-\x00"])
def test_a_case_that_is_not_there_is_not_visible(alice, reference):
    with pytest.raises(NotVisible):
        advance(reference, "approve", actor=alice)


def test_a_case_of_others_is_not_visible(alice, charlie):
    case = open_seats(alice)
    with pytest.raises(NotVisible):
        advance(case.reference, "approve", actor=charlie)
    with pytest.raises(NotVisible):
        record(case.reference, "customer_confirmed", None, actor=charlie)
    assert told(case) == ["open"]


def test_an_unknown_action_or_event_is_a_key_error(alice):
    case = open_seats(alice)
    with pytest.raises(KeyError):
        advance(case.reference, "customer_confirmed", actor=alice)
    with pytest.raises(KeyError):
        record(case.reference, "approve", None, actor=alice)


def test_a_fact_from_outside_happened_when_it_happened(alice, on_monday):
    case = approved(alice)
    done(record(case.reference, "customer_confirmed", "2026-03-02T08:30:00+01:00", actor=alice))
    case = fresh(case)
    assert f"{case.confirmed_at:%H:%M}" == "07:30"
    entry = TimelineEntry.objects.get(case=case, action="customer_confirmed")
    assert (f"{entry.at:%H:%M}", entry.recorded_at) == ("07:30", on_monday)


def test_a_fact_is_refused_for_its_role_alone(alice, audi):
    case = approved(alice)
    outcome = record(case.reference, "customer_confirmed", None, actor=audi)
    assert (outcome.status, codes(outcome)) == (403, ["WRONG_ROLE"])
    assert fresh(case).confirmed_at is None


def test_an_event_on_a_closed_case_is_recorded_and_moves_nothing(alice):
    case = approved(alice)
    done(advance(case.reference, "decline", actor=alice, data={"reason": "not wanted"}))
    confirmed(case, alice)
    assert (fresh(case).state, told(case)[-1]) == ("declined", "customer_confirmed")


def test_closing_sets_outcome_and_instant_and_leaves_no_holder(alice, on_monday):
    case = open_seats(alice)
    done(advance(case.reference, "decline", actor=alice, data={"reason": "not wanted"}))
    case = fresh(case)
    assert (case.outcome, case.closed_at, case.team, case.next_due_at) == ("declined", on_monday, None, None)
    assert set(statuses(case).values()) == {"cancelled"}


def test_personal_words_stay_beside_the_chain(alice):
    case = open_seats(alice)
    done(advance(case.reference, "decline", actor=alice, data={"reason": "Mr Smith left"}))
    entry = TimelineEntry.objects.get(case=case, action="decline")
    assert entry.personal.data == {"reason": "Mr Smith left"}
    assert "Smith" not in str(entry.data)


def test_opening_is_refused_for_the_wrong_role_even_with_bad_input(seats, audi):
    outcome = open_case(seats, {}, actor=audi)
    assert (outcome.case, outcome.status, codes(outcome)) == (None, 403, ["WRONG_ROLE"])


def test_opening_with_bad_input_names_the_fields(seats, alice):
    with pytest.raises(InputErrors) as caught:
        open_case(seats, {"seats_now": "many", "time_zone": ["x"], "at": "2026-03-02T09:00"}, actor=alice)
    assert sorted(caught.value.errors) == ["account", "seats_now", "seats_wanted", "time_zone"]


def test_an_inactive_person_sees_and_does_nothing(alice, bob, seats):
    case = open_seats(bob)
    bob.is_active = False
    bob.save()
    bob = type(bob).objects.get(pk=bob.pk)
    with pytest.raises(NotVisible):
        advance(case.reference, "approve", actor=bob)
    facts = {"account": "X", "seats_now": 1, "seats_wanted": 2}
    assert open_case(seats, facts, actor=bob).status == 403
