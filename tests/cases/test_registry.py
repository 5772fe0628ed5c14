"""A registration is complete or it is refused, with a sentence for every fault."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django_fsm import transition

from cases import registry
from cases.completeness import faults_of
from cases.kinds import Action, PolicyKey
from tests.example_kind.process import SEAT_CHANGE


def spoiled(**parts):
    return replace(SEAT_CHANGE, code="toy", prefix="TY", **parts)


def with_state(index, **parts):
    states = list(SEAT_CHANGE.states)
    states[index] = replace(states[index], **parts)
    return {"states": tuple(states)}


def with_action(**parts):
    first, *others = SEAT_CHANGE.actions
    return {"actions": (replace(first, **parts), *others)}


class WithoutWayOut:
    """A machine in which what is being confirmed stays so."""

    approve = SEAT_CHANGE.model.approve

    @transition("state", source="requested", target="changed")
    def complete(self):
        """Skips the customer."""

    @transition("state", source="requested", target="declined")
    def decline(self):
        """Only before the approval."""

    mark_duplicate = expire = decline


class WithWildcard:
    """A machine that ends from anywhere."""

    approve, complete = SEAT_CHANGE.model.approve, SEAT_CHANGE.model.complete

    @transition("state", source="*", target="declined")
    def decline(self):
        """From every state."""

    mark_duplicate = expire = decline


FAULTS = {
    "twice the same state": (
        {"states": (*SEAT_CHANGE.states, SEAT_CHANGE.states[0])},
        "the state 'requested' is declared twice",
    ),
    "no label": (with_state(0, label=""), "the state 'requested' has no label"),
    "no word": (with_state(0, word=""), "the state 'requested' has no word"),
    "no shape": (with_state(0, shape=""), "the state 'requested' has no shape"),
    "no description": (with_state(0, description=""), "the state 'requested' has no description"),
    "unknown tone": (with_state(0, tone="pink"), "has the tone 'pink'; use one of now, wait, done, plain"),
    "no team": (with_state(0, team=None), "the open state 'requested' has no holding team"),
    "unknown team": (with_state(0, team="nobody"), "is held by 'nobody', which is no team"),
    "no attention": (with_state(0, attention_hours=0), "the open state 'requested' has no attention hours"),
    "undeclared state": ({"states": SEAT_CHANGE.states[:3]}, "the machine uses the state 'declined'"),
    "twice the same action": (
        {"actions": (*SEAT_CHANGE.actions, SEAT_CHANGE.actions[0])},
        "the action or event 'approve' is declared twice",
    ),
    "an event with an action's name": (
        {"events": (replace(SEAT_CHANGE.events[0], name="approve"),)},
        "the action or event 'approve' is declared twice",
    ),
    "a core action's name": (
        {"actions": (*SEAT_CHANGE.actions, Action("note", "N", "N", "n", frozenset(), states="any"))},
        "the action or event 'note' is declared twice",
    ),
    "no text": (with_action(does=""), "the action 'approve' has no text for 'does'"),
    "no transition": (
        with_action(transition="fly"),
        "the action 'approve' has no transition 'fly' on SeatChange",
    ),
    "silent timer": (
        {"timers": (replace(SEAT_CHANGE.timers[0], does=""),)},
        "the timed step 'sc.reminder' does not say what it will do and did",
    ),
    "unknown role": (with_action(roles=frozenset({"emperor"})), "the role 'emperor' has no label"),
    "default not among the choices": (
        {"policies": (PolicyKey("mode", "c", "Mode", choices=("a", "b")),)},
        "the policy 'mode' has the default 'c', which is not among its choices",
    ),
    "default too small": (
        {"policies": (PolicyKey("days", 0, "Days", "days", 1, 9),)},
        "the policy 'days' has a default outside its range",
    ),
    "no way out": ({"model": WithoutWayOut}, "no transition leads from 'confirming' to an end"),
    "wildcard": ({"model": WithWildcard}, "the machine uses the wildcard '*'"),
}


@pytest.mark.parametrize(("parts", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_stops_the_start_with_its_sentence(parts, sentence):
    with pytest.raises(ImproperlyConfigured, match=r"The kind 'toy' is incomplete:\n- ") as caught:
        registry.register(spoiled(**parts))
    assert sentence in str(caught.value)
    assert "toy" not in {kind.code for kind in registry.all_kinds()}


def test_all_faults_are_told_at_once():
    kind = spoiled(**with_state(0, label="", word=""), **with_action(does="", roles=frozenset({"emperor"})))
    assert len(faults_of(kind)) == 4


def test_the_kind_in_miniature_has_no_fault():
    assert faults_of(SEAT_CHANGE) == []


@pytest.mark.parametrize("taken", [{"code": "seat_change", "prefix": "TY"}, {"code": "toy", "prefix": "SC"}])
def test_a_kind_is_registered_once(taken):
    with pytest.raises(ImproperlyConfigured, match="is registered already"):
        registry.register(replace(SEAT_CHANGE, **taken))


def test_registering_adds_the_cores_part(seats):
    core = {action.name for action in seats.actions if action.core}
    light = {"claim", "release", "assign", "note", "attach", "remove_file", "link"}
    asking = {"ask_consent", "revoke_consent", "view_consent", "answer_consent", "withdraw_consent"}
    asking |= {"lapse_consents"}
    asking |= {"void_consents", "end_consents"}
    more = {"add_mail", "mark_bounced", "send_again", "mark_duplicate", "correct_facts", "operate"}
    more |= {"skip", "snooze", "wake", "undo", "redate_deadlines"}
    assert core == light | asking | more
    added = {key.name: key.default for key in seats.policies if key not in SEAT_CHANGE.policies}
    assert added == {"requested.attention_hours": 24, "confirming.attention_hours": 24}


def test_kinds_are_found_by_code_case_and_reference(seats):
    toy = registry.register(spoiled())
    try:
        assert registry.get_kind("toy") is toy
        assert registry.kind_of_reference("TY-2026-000001") is toy
        assert registry.kind_of_reference("SC-2026-000001") is seats
        assert registry.kind_of(seats.model(kind="toy")) is toy
    finally:
        registry.unregister("toy")
    with pytest.raises(KeyError):
        registry.get_kind("toy")
    assert [
        registry.kind_of_reference(word) for word in ("TY-2026-000001", "sc-2026-000001", "", "SC\x00")
    ] == [None] * 4


def test_words_that_are_none_are_key_errors(seats):
    for look in (seats.state, seats.action, seats.event, seats.timer):
        with pytest.raises(KeyError):
            look("nothing")
