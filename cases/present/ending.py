"""What ends with a case that is closed without its aim: told before the button that does it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cases import machine, planning, registry
from cases.kinds import Action, Kind
from cases.models import Deadline
from cases.teams import role_label
from cases.wording import money


def ending(case: Any, spec: Action) -> dict[str, Any]:
    """The case in a few facts, the timed steps that its end by `spec` calls off, and who can take it back."""
    kind = registry.kind_of(case)
    armed = case.deadlines.filter(status=Deadline.Status.ARMED, generation=case.generation)
    steps = armed.exclude(kind=planning.ATTENTION).order_by("due_at")
    facts = [(_("Account"), case.account.name), (_("About"), case.detail or case.title)]
    if case.amount_shown is not None and not case.detail:
        facts.append((_("Amount"), money(case.amount_shown, case.currency_shown)))
    return {
        "facts": facts,
        "steps": [{"label": kind.timer(step.kind).label, "due_at": step.due_at} for step in steps],
        "back": [
            {"label": way.label, "who": ", ".join(role_label(role) for role in sorted(way.roles))}
            for way in taking_back(kind, spec)
        ],
    }


def taking_back(kind: Kind, spec: Action) -> list[Action]:
    """The acts that open a case again from where `spec` closes it; others take nothing back."""
    closed = {state.code for state in kind.states if state.closed}
    moves = machine.edges(kind.model)
    ended = {target for _, target, name in moves if name == _transition(spec)} & closed
    ways = {name for source, target, name in moves if source in ended and target not in closed}
    return [one for one in kind.actions if not one.core and _transition(one) in ways]


def _transition(spec: Action) -> str:
    return spec.transition or spec.name
