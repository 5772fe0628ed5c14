"""No case is lost: it has a due date and a holder while open, and some way leads to an end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cases import access, timeline
from cases.models import StoredDecision
from cases.teams import TEAMS
from cases.workflow import Outcome
from tests.contract.world import World, undone

FURTHEST = 6


class Living:
    """States on the way, ends, deadlines and the chain."""

    def test_the_paths_reach_every_state(self, house: World) -> None:
        assert {path.state for path in house.fixture.paths} == {state.code for state in house.kind.states}

    def test_some_action_by_somebody_leads_to_an_end(self, house: World, path: str) -> None:
        way = house.fixture.path(path)
        if not way.ending:
            assert leads_to_an_end(house, house.cases[path], FURTHEST) != ""
            return
        for name, role, data in way.ending:
            assert house.call(house.cases[path], name, role, data).ok
        assert house.case(path).is_closed

    @pytest.mark.parametrize("hours", [0, 30, 100, 24 * 60])
    def test_an_open_case_is_due_and_held_and_a_closed_one_at_rest(
        self, house: World, path: str, hours: float
    ) -> None:
        house.pass_time(hours, house.cases[path])
        case = house.case(path)
        if house.kind.state(case.state).closed:
            kept = house.kind.state(case.state).team
            assert (case.team, case.assignee) == (kept, None)
            assert house.left_behind(case) == []
            assert case.closed_at is not None
            assert case.outcome in house.kind.outcomes
        else:
            assert case.team in TEAMS
            assert (case.next_due_at is not None, bool(case.next_due_kind), bool(case.waiting_for)) == (
                True,
                True,
                True,
            )
            assert case.closed_at is None

    def test_an_owner_keeps_a_case_only_within_the_team(self, house: World, path: str) -> None:
        way = house.fixture.path(path)
        before = replace(way, calls=way.calls[:-1], state="")
        case = house.walk(before)
        role = TEAMS[case.team].roles[0]
        assert house.call(case.reference, "claim", role, {}).ok
        for name, by, data in way.calls[-1:]:
            assert house.call(case.reference, name, by, data).ok
        after = house.by_reference(case.reference)
        assert (after.assignee is None) == (after.team != case.team)

    def test_everybody_who_may_hold_a_case_sees_it(self, house: World, path: str) -> None:
        case = house.case(path)
        for role in TEAMS[case.team].roles if case.team else ():
            assert access.can_see(house.people[role], case), role

    def test_after_a_walk_the_chain_is_whole_and_versions_rise(self, house: World, path: str) -> None:
        house.pass_time(24 * 60, house.cases[path])
        case, told = house.case(path), house.entries(house.cases[path])
        assert list(timeline.faults(case.pk)) == []
        versions = [entry.version for entry in told if entry.version is not None]
        assert versions == list(range(1, case.version + 1))
        assert [entry.seq for entry in told] == list(range(1, len(told) + 1))
        done = [entry for entry in told if not entry.refused]
        assert [entry.from_state for entry in done[1:]] == [entry.to_state for entry in done[:-1]]
        assert done[-1].to_state == case.state

    def test_the_decision_is_stored_and_explains_itself(self, house: World, path: str) -> None:
        stored = StoredDecision.objects.filter(case=house.case(path).pk).order_by("seq")
        assert [row.seq for row in stored] == list(range(1, len(stored) + 1))
        newest = stored.last()
        assert newest is not None
        assert newest.team in TEAMS
        assert all((newest.rule, newest.card["clause"], newest.card["answer"], newest.policy_version))
        assert all(row["label"] and row["shown"] for row in newest.card["because"])


def leads_to_an_end(house: World, reference: str, further: int, seen: frozenset[str] = frozenset()) -> str:
    """The actions that close the case, found by performing them; "" when none do. Duplicates do not count."""
    case = house.by_reference(reference)
    if case.is_closed:
        return "closed"
    for spec in house.kind.actions if further else ():
        if spec.name == "mark_duplicate" or spec.keeps_version or case.state not in house.states_for(spec):
            continue
        for role in sorted(access.roles_for(spec, case)):
            with undone():
                outcome = house.tried(reference, spec.name, role, house.input_of(spec.name, reference))
                if not isinstance(outcome, Outcome) or not outcome.ok:
                    continue
                state = house.by_reference(reference).state
                onward = (
                    ""
                    if state in seen
                    else leads_to_an_end(house, reference, further - 1, seen | {case.state})
                )
                if onward:
                    return f"{spec.name}, {onward}"
    return ""
