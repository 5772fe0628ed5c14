"""Nothing is shown to people as a code, and nothing is left without words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cases.planning import ATTENTION
from cases.routing import Check
from cases.teams import ROLES, TEAMS
from cases.workflow import Look
from tests.contract.world import World

CODE_WORD = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
SHOUTED = re.compile(r"\b[A-Z]{2,}(?:_[A-Z]+)+\b")


def badly_said(texts: Iterable[str], *, sentence: bool = False) -> list[str]:
    """Those of the texts that are empty, hold a code word, or are no sentence where one is wanted."""
    return [
        text
        for text in texts
        if not text.strip()
        or CODE_WORD.search(text)
        or SHOUTED.search(text)
        or (sentence and text[-1] not in ".?!")
    ]


class Wording:
    """The registration's words, and those that the guards say on real cases."""

    def test_a_state_has_everything_said_about_it(self, house: World, state: str) -> None:
        declared = house.kind.state(state)
        assert badly_said([declared.label, declared.word, declared.shape]) == []
        assert badly_said([declared.description], sentence=True) == []
        assert declared.tone in {"now", "wait", "done", "plain"}
        if not declared.closed:
            assert declared.attention_hours > 0
            key = next(key for key in house.kind.policies if key.name == f"{state}.attention_hours")
            assert (key.default, key.unit) == (declared.attention_hours, "hours")

    def test_an_open_state_has_a_holding_team(self, house: World, path: str) -> None:
        case = house.case(path)
        declared = house.kind.state(case.state)
        team = declared.team(case) if callable(declared.team) else declared.team
        assert team == case.team
        assert team is not None or declared.closed
        assert team is None or TEAMS[team].roles

    def test_an_action_has_its_texts(self, house: World, action: str) -> None:
        spec = house.kind.action(action)
        assert badly_said([spec.label, spec.done]) == []
        assert badly_said([spec.does], sentence=True) == []
        fields = spec.form.base_fields if spec.form else {}
        assert badly_said([str(field.label or "") for field in fields.values()]) == []

    def test_an_event_has_its_texts(self, house: World, event: str) -> None:
        spec = house.kind.event(event)
        assert badly_said([spec.label, spec.done]) == []
        assert badly_said([spec.does], sentence=True) == []
        assert badly_said([str(field.label or "") for field in spec.form.base_fields.values()]) == []

    def test_a_timed_step_says_what_it_will_do(self, house: World, timer: str) -> None:
        spec = house.kind.timer(timer)
        assert spec.does.startswith("Will ")
        assert badly_said([spec.does], sentence=True) == []
        assert badly_said([spec.label, spec.done]) == []

    def test_effects_flags_outcomes_policies_and_roles_have_words(self, house: World) -> None:
        kind = house.kind
        words = [*kind.effects.values(), *kind.flags.values(), *kind.outcomes.values()]
        words += [
            kind.label,
            kind.label_plural,
            kind.summary,
            kind.facts_title,
            kind.opening.label,
            kind.opening.does,
        ]
        words += [key.label for key in kind.policies] + [ROLES[role] for role in kind.acting_roles]
        assert badly_said(words) == []
        assert "duplicate" in kind.outcomes

    def test_every_guard_speaks_in_sentences(self, house: World, action: str) -> None:
        said = self._said(house, action)
        assert badly_said({check.message for check in said}, sentence=True) == []
        assert badly_said({check.met_message for check in said if check.met_message}, sentence=True) == []
        assert {role for check in said for role in check.who} <= set(ROLES)
        assert {check.where for check in said if check.where} <= set(TEAMS)
        assert all(re.fullmatch(r"[A-Z][A-Z0-9_]+", check.code) for check in said)

    def test_a_guard_that_is_met_says_so(self, house: World, action: str) -> None:
        assert {
            check.code for check in self._said(house, action) if check.met and not check.met_message
        } == set()

    def test_what_a_case_shows_has_words(self, house: World, path: str) -> None:
        case, kind = house.case(path), house.kind
        assert badly_said([text for text in (case.title, case.waiting_for, case.detail) if text]) == []
        assert case.title
        assert set(case.flags) <= set(kind.flags)
        timers = {timer.kind for timer in kind.every_timer} | {ATTENTION}
        assert {row.kind for row in case.deadlines.all()} <= timers
        told = house.entries(case.reference)
        assert {effect for entry in told for effect in entry.effects} <= set(kind.effects)

    def _said(self, house: World, action: str) -> list[Check]:
        """Every condition of an action, on every case, for those who may and for the auditor.

        Asked once in a world, for all actions together: every test finds the same cases.
        """
        if not house.said:
            looks = [
                (role, Look.at(case, house.actor(role)))
                for _, case in house.each_case()
                for role in house.insiders
            ]
            for spec in house.kind.actions:
                asked = (spec.roles & set(house.insiders)) | {"auditor"}
                house.said[spec.name] = [
                    check for role, look in looks if role in asked for check in look.checks(spec, role)
                ]
        return house.said[action]
