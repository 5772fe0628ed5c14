"""Every action by every role in every state: done, or refused with all its codes; never an exception."""

from __future__ import annotations

from html import unescape
from typing import Any

from cases import access, machine
from cases.dated import dated
from cases.kinds import Action
from cases.registry import role_codes
from cases.routing import Check
from cases.workflow import InputErrors, Outcome, ledger
from tests.contract.fixture import Path
from tests.contract.world import World, changed, fingerprint, undone

RUBBISH: tuple[Any, ...] = (None, "\x00", "x" * 5000, "💥\u202e", -1, 10**30, ["x"], {"a": 1}, "2024-02-30")

OTHERS_EVERY = 4  # fewer than any kind has states


class Acting:
    """Through the door, and a sample through page and API."""

    def test_every_role_is_answered_with_a_change_or_with_codes(
        self, house: World, path: str, action: str
    ) -> None:
        spec, case = house.kind.action(action), house.case(path)
        found = {role: Attempt(house, case, spec, role).fault for role in self._roles(house, path, action)}
        assert {role: fault for role, fault in found.items() if fault} == {}

    def test_a_refusal_changes_nothing_but_its_own_entry(self, house: World, action: str) -> None:
        spec, before = house.kind.action(action), fingerprint()
        for turn, (_, case) in enumerate(house.each_case(self._turn(house, action), every=2)):
            able = sorted(access.roles_for(spec, case) - {"system"})
            role = (able or ["auditor"])[0] if turn % 3 else "auditor"
            with undone():
                entries = len(house.entries(case.reference))
                outcome = house.tried(case.reference, action, role, house.input_of(action, case.reference))
                if isinstance(outcome, InputErrors):
                    assert changed(before, fingerprint()) == set()
                elif not outcome.ok:
                    assert changed(before, fingerprint()) == {"cases_timelineentry"}
                    (*_, last) = told = house.entries(case.reference)
                    assert (len(told), last.refused, last.version) == (entries + 1, True, None)
                    assert [r["code"] for r in last.data["refusals"]] == [r.code for r in outcome.refusals]

    def test_rubbish_is_a_field_error_or_a_refusal(self, house: World, action: str) -> None:
        spec = house.kind.action(action)
        names = list(spec.form.base_fields) if spec.form else ["at"]
        for case in self._possible(house, spec):
            role = min(access.roles_for(spec, case) | ({"system"} if spec.automatic else set()))
            good = house.input_of(action, case.reference)
            for data in [
                {},
                {"no_such_field": "x"},
                *({**good, name: bad} for name in names for bad in RUBBISH),
            ]:
                with undone():
                    assert isinstance(house.tried(case.reference, action, role, data), Outcome | InputErrors)

    def test_the_page_says_what_the_door_says(self, house: World, action: str) -> None:
        for path, case in house.each_case(self._turn(house, action), every=4):
            role, given = self._in_turn(house, path, action), house.input_of(action, case.reference)
            with undone():
                expected = house.tried(case.reference, action, role, given)
            url = f"/cases/{case.reference}/do/{action}/"
            with undone():
                answer = house.client(role).post(url, {"version": case.version, "key": "once", **given})
            assert answer.status_code == (422 if isinstance(expected, InputErrors) else _as_page(expected))
            for refusal in getattr(expected, "refusals", ()):
                assert dated(refusal.message) in _unescaped(answer.content.decode())

    def test_the_api_says_what_the_door_says(self, house: World, action: str) -> None:
        for path, case in house.each_case(self._turn(house, action) + 1, every=4):
            role, given = self._in_turn(house, path, action), house.input_of(action, case.reference)
            with undone():
                expected = house.tried(case.reference, action, role, given)
            url = f"/api/v1/cases/{case.reference}/actions/{action}?as={role}"
            with undone():
                answer = house.client(role).post(url, given, content_type="application/json")
            if isinstance(expected, InputErrors):
                assert answer.status_code == 422, answer.content
                continue
            assert answer.status_code == expected.status, answer.content
            told = [refusal["code"] for refusal in answer.json().get("refusals", [])]
            assert told == [refusal.code for refusal in expected.refusals]

    def _possible(self, house: World, spec: Action) -> list[Any]:
        """A case in which the action is possible by its state, if the paths lead to one."""
        states, found = house.states_for(spec), (house.case(path.name) for path in house.fixture.paths)
        return [case for case in found if case.state in states][:1]

    def _roles(self, house: World, path: str, action: str) -> list[str]:
        """For the first path to a state who may, the auditor, AccountOps, and some of the others in turn.

        Every role tries every action in some state. For further paths it is one who may, or the auditor.
        """
        spec, chosen = house.kind.action(action), house.fixture.path(path)
        able = access.roles_for(spec, house.case(path)) | {"auditor", "system"}
        if chosen in house.fixture.firsts:
            turn = house.fixture.firsts.index(chosen) + self._turn(house, action)
            return sorted(able | set(house.insiders[turn % OTHERS_EVERY :: OTHERS_EVERY]))
        if chosen.state not in house.states_for(spec):
            return ["auditor"]
        return [sorted(able)[house.fixture.paths.index(chosen) % len(able)]]

    def _turn(self, house: World, action: str) -> int:
        return [one.name for one in house.kind.actions].index(action)

    def _in_turn(self, house: World, path: Path, action: str) -> str:
        """One of the roles that see the case: another one for each pair, half of the time one that may."""
        turn = house.fixture.paths.index(path) + self._turn(house, action)
        able = sorted(access.roles_for(house.kind.action(action), house.case(path.name)) - {"system"})
        roles = able if able and turn % 2 else house.insiders
        return roles[turn // 2 % len(roles)]


def _as_page(outcome: Outcome) -> int:
    return 302 if outcome.ok else outcome.status


def _unescaped(html: str) -> str:
    return " ".join(unescape(html).split())


class Attempt:
    """One action by one role on one case, held against what was said beforehand; taken back afterwards."""

    def __init__(self, house: World, case: Any, spec: Action, role: str) -> None:
        self.house, self.case, self.spec, self.role = house, case, spec, role
        self.fault = ""
        with undone():
            self.beforehand = list(ledger(case, spec, house.actor(role), role))
            given = house.input_of(spec.name, case.reference)
            self._judge(house.tried(case.reference, spec.name, role, given))

    def _judge(self, outcome: Outcome | InputErrors) -> None:
        unmet = {check.code for check in self.beforehand if not check.met}
        if isinstance(outcome, InputErrors):
            self.fault = f"only the input was told, not {unmet}" if unmet or not self._may() else ""
        elif outcome.ok:
            self.fault = (
                self._of_change(outcome) if self._may() else "was done by a wrong role or in a wrong state"
            )
        else:
            self.fault = self._of_refusal(outcome, unmet)

    def _may(self) -> bool:
        return self._role_fits() and self._state_fits()

    def _role_fits(self) -> bool:
        return self.role == "system" or self.role in access.roles_for(self.spec, self.case)

    def _state_fits(self) -> bool:
        return self.case.state in self.house.states_for(self.spec)

    def _of_refusal(self, outcome: Outcome, unmet: set[str]) -> str:
        codes = {refusal.code for refusal in outcome.refusals}
        asked_on_submit = {check.code for check in self.beforehand if check.on_submit}
        if not self._role_fits() and self.house.kind.wrong_role_code not in codes:
            return f"the wrong role is not among {codes}"
        if not self._state_fits() and "WRONG_STATE" not in codes:
            return f"the wrong state is not among {codes}"
        if (outcome.status == 403) != bool(codes & role_codes()):
            return f"status {outcome.status} for {codes}"
        if len(codes) < len(outcome.refusals):
            return f"a reason is told twice: {[refusal.code for refusal in outcome.refusals]}"
        if not unmet <= codes:
            return f"{unmet - codes} was shown beforehand and is not among the refusals"
        return f"{codes - unmet} came as a surprise" if codes - unmet - asked_on_submit else ""

    def _of_change(self, outcome: Outcome) -> str:
        case, entry = self.house.by_reference(self.case.reference), outcome.entry
        steps = [one for one in self.house.entries(case.reference) if one.seq >= entry.seq]
        grown = sum(one.version is not None for one in steps)
        edges = {(one.from_state, one.to_state) for one in steps if one.from_state != one.to_state}
        if not edges <= machine.moves(self.house.kind.model):
            return f"it went {edges}, which the machine does not know"
        if entry.refused or entry.action != self.spec.name or case.version != self.case.version + grown:
            return "its entry or version does not tell it"
        if any(not check.met for check in self.beforehand if not check.on_submit):
            return f"it was done although {[c.code for c in self.beforehand if not _counts(c)]} was unmet"
        return "" if self.spec.keeps_version == (entry.version is None) else "its version is wrong"


def _counts(check: Check) -> bool:
    return check.met or check.on_submit
