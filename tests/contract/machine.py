"""Random walks: anybody does anything at any time, and what must hold holds after every step."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cases import clock, machine, timeline
from cases.models import Deadline, OutboxMessage
from cases.teams import TEAMS
from cases.workflow import Outcome
from tests.contract.walked import Walked
from tests.contract.world import CORE_INPUTS, World, undone
from tests.contract.writing import Writing

# The same walks each time, so that a change is judged by itself. CONTRACT_WALKS=500 takes so many new, longer
# ones: --hypothesis-seed says which, and what they did is kept (see walked.py).
WALKS = int(os.environ.get("CONTRACT_WALKS", "0"))
HOURS = (0.1, 1, 5, 23, 24, 25, 47, 48, 49, 200, 800)
HOW_LONG = settings(
    max_examples=WALKS or 11,
    stateful_step_count=50 if WALKS else 25,
    derandomize=not WALKS,
    database=None,
    deadline=None,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)


class Walking:
    """The walks of one kind."""

    def test_whatever_anybody_does_the_case_stays_whole(
        self, house: World, pytestconfig: pytest.Config
    ) -> None:
        seed = pytestconfig.getoption("--hypothesis-seed") if WALKS else None
        walked = Walked(house.kind.label_plural, None if seed is None else int(seed))
        try:
            run_state_machine_as_test(lambda: Walk(house, walked), settings=HOW_LONG)
        except Exception as error:
            walked.found = repr(error)
            raise
        finally:
            walked.keep()


class Walk(Writing, RuleBasedStateMachine):
    """One case from its opening on."""

    def __init__(self, house: World, walked: Walked) -> None:
        super().__init__()
        self.house, self.kind, self.walked = house, house.kind, walked
        self.before = house.now
        self.block = undone()
        self.block.__enter__()
        self.reference = ""
        self.roles = [*house.insiders, "system"]

    @initialize(number=st.integers(0, 30))
    def begin(self, number: int) -> None:
        """The case starts at the beginning, or somewhere on a path."""
        paths = self.house.fixture.paths
        self.reference = self.house.walk(paths[number % len(paths)]).reference

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        """Somebody tries something, with a good input, another one, or none."""
        spec = data.draw(st.sampled_from(self.kind.actions), "action")
        able = sorted(spec.roles & set(self.roles))
        role = data.draw(st.sampled_from([*able, *able, *self.roles]), "role")
        self._do(spec.name, role, data.draw(st.sampled_from(self._inputs(spec.name)), "input"))

    @rule(data=st.data())
    def hear(self, data: st.DataObject) -> None:
        """Something is heard from outside, perhaps some time after it happened."""
        if not self.kind.events:
            return
        spec = data.draw(st.sampled_from(self.kind.events), "event")
        role = data.draw(st.sampled_from([*sorted(spec.roles), "auditor"]), "role")
        self._do(spec.name, role, data.draw(st.sampled_from(self._inputs(spec.name)), "input"))

    @rule(hours=st.sampled_from(HOURS))
    def wait(self, hours: float) -> None:
        """Time passes and the timed steps with it; nothing of theirs may fail."""
        self.house.pass_time(hours, self.reference)
        stuck = Deadline.objects.filter(case__reference=self.reference).exclude(last_error="")
        assert not stuck.exists(), stuck[0].last_error
        self.walked.step("time passed")

    def _inputs(self, name: str) -> list[dict[str, Any]]:
        good = {**CORE_INPUTS.get(name, {}), **self.house.fixture.inputs.get(name, {})}
        return [good, *map(dict, self.house.fixture.others.get(name, ())), {}]

    def _do(self, name: str, role: str, given: dict[str, Any]) -> None:
        with clock.fixed_at(self.house.now):
            outcome = self.house.tried(self.reference, name, role, given)
        if isinstance(outcome, Outcome):
            assert all(refusal.code and refusal.message for refusal in outcome.refusals)
            assert outcome.status in {200, 403, 409}
            self.walked.step("done" if outcome.ok else "refused")
        else:
            self.walked.step("not understood")

    @invariant()
    def holds(self) -> None:
        """State, holder, due date, deadlines and version fit each other; mails have their place."""
        if not self.reference:
            return
        case = self.house.by_reference(self.reference)
        state = self.kind.state(case.state)
        armed = list(Deadline.objects.filter(case=case.pk, status="armed"))
        assert all(row.generation == case.generation for row in armed)
        if state.closed:
            assert (case.team, case.assignee_id) == (state.team, None)
            assert self.house.left_behind(case) == []
            assert case.closed_at is not None
            assert case.outcome in self.kind.outcomes
        else:
            holder = state.team(case) if callable(state.team) else state.team
            assert case.team == holder
            assert holder in TEAMS
            assert case.next_due_at is not None
            assert (case.closed_at, case.outcome) == (None, None)
            assert case.assignee is None or case.assignee.roles & set(TEAMS[holder].roles), "owned elsewhere"
        told = [entry for entry in self.house.entries(self.reference) if not entry.refused]
        assert [entry.version for entry in told if entry.version] == list(range(1, case.version + 1))
        moved = {
            (entry.from_state, entry.to_state) for entry in told[1:] if entry.from_state != entry.to_state
        }
        assert moved <= machine.moves(self.kind.model)
        assert told[-1].to_state == case.state
        self.mails_have_their_place(case, told)

    def teardown(self) -> None:
        """At the end the chain verifies and the pages of the case still open."""
        try:
            if self.reference:
                self._at_the_end()
        finally:
            self.block.__exit__(None, None, None)
            self.house.now = self.before
            self.walked.counts["walks"] += 1
            self.walked.keep()

    def _at_the_end(self) -> None:
        case = self.house.by_reference(self.reference)
        assert list(timeline.faults(case.pk)) == []
        keys = OutboxMessage.objects.filter(case=case.pk).values_list("key", flat=True)
        assert len(keys) == len(set(keys))
        with clock.fixed_at(self.house.now):
            client = self.house.client("auditor")
            for url in (f"/cases/{self.reference}/", f"/api/v1/cases/{self.reference}"):
                assert client.get(url).status_code == 200
