"""Looking at a case before anything is changed: who may do what, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from cases import access, machine, registry, standing
from cases.consent import book
from cases.kinds import Action, Event, Kind
from cases.models import User
from cases.routing import Asked, Check, Policy, Refusal
from cases.step import Step
from cases.teams import TEAMS, role_label


@dataclass(frozen=True)
class Look:
    """One look at a case by one person: instant, policy and surroundings read once, for many questions."""

    case: Any
    actor: User | None
    kind: Kind
    now: datetime
    policy: Policy
    extra: Mapping[str, Any]

    @classmethod
    def at(cls, case: Any, actor: User | None) -> Self:
        """A look now. `case` is of its own kind's model; under its lock when something is to be changed."""
        kind = registry.kind_of(case)
        found = standing.of(case)
        rules = found.book.in_force(found.now)
        extra = _known(case, actor) | dict(kind.extra_gather(case))
        extra |= book.gather(kind, case, rules, found.now)
        return cls(case, actor, kind, found.now, rules, extra)

    @cached_property
    def facts(self) -> Any:
        """The kind's facts, for a look that changes nothing."""
        return self.kind.facts(self.case)

    def step(self, spec: Action | Event, as_role: str | None = None) -> Step:
        """The change that this action or event would be, in the role it would be done in."""
        role = access.acting_role(self.actor, as_role, spec, self.case)
        return Step(
            case=self.case,
            kind=self.kind,
            name=spec.name,
            actor=self.actor,
            role=role,
            now=self.now,
            at=self.now,
            policy=self.policy,
            extra=dict(self.extra),
        )

    def checks(
        self, spec: Action, as_role: str | None = None, data: Mapping[str, Any] | None = None
    ) -> Sequence[Check]:
        """Every condition of an action, met or not; role and state are told where they stand against it.

        `data` is the input where it is known before the act, as the action's form would clean it.
        """
        step = self.step(spec, as_role)
        asked = Asked(self.facts, self.policy, self.now, step.role, self.case.state, data, self.extra)
        first = [wrong_role(step, spec), wrong_state(step, spec)]
        told = [Check(r.code, met=False, message=r.message, who=r.who) for r in first if r]
        codes = {check.code for check in told}
        return [
            *told,
            *(check for check in spec.guards(asked) if check.met or check.code not in codes),
        ]


def _known(case: Any, actor: User | None) -> dict[str, Any]:
    """What the core's own guards ask about, beside the kind's facts."""
    team = TEAMS.get(case.team)
    return {
        "reference": case.reference,
        "filed": case.standing.filed,
        "has_messages": case.standing.messages != [],
        "organisation": access.organisation_of(actor) if actor else "",
        "owner": case.assignee,
        "owner_is_actor": actor is not None and case.assignee_id == actor.pk,
        "snoozed_until": case.snoozed_until,
        "team_label": team.label if team else "",
        "team_roles": frozenset(team.roles) if team else frozenset(),
    }


def allowed_states(kind: Kind, spec: Action) -> frozenset[str]:
    """The states in which an action is possible."""
    if spec.states == "any":
        return frozenset(state.code for state in kind.states)
    if spec.states == "open":
        return frozenset(state.code for state in kind.states if not state.closed)
    return machine.sources(kind.model, spec.transition or spec.name)


def wrong_role(step: Step, spec: Action | Event) -> Refusal | None:
    """The refusal of a role that the action or event does not name; None when it does."""
    roles = access.roles_for(spec, step.case)
    if step.role in roles or (step.role == "system" and step.actor is None):
        return None
    who = tuple(sorted(roles))
    names = ", ".join(role_label(role) for role in who) or "nobody"
    told = getattr(spec, "only", "") or f"{spec.label} is for: {names}."
    return Refusal(step.kind.wrong_role_code, told, who)


def wrong_state(step: Step, spec: Action) -> Refusal | None:
    """The refusal of a state from which the action is not possible; None when it is."""
    if step.case.state in allowed_states(step.kind, spec):
        return None
    label = step.kind.state(step.case.state).label
    return Refusal("WRONG_STATE", f"{spec.label} is not possible while the case is {label}.")
