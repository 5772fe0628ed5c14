"""What ends with a case that is closed without its aim: told before the button that does it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cases import planning, registry
from cases.kinds import Action, Kind
from cases.models import Deadline
from cases.teams import role_label
from cases.wording import money
from cases.workflow.looking import allowed_states


def ending(case: Any) -> dict[str, Any]:
    """The case in a few facts, the timed steps that will not happen any more, and who could take it back."""
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
            {"label": spec.label, "who": ", ".join(role_label(role) for role in sorted(spec.roles))}
            for spec in kind.actions
            if not spec.core and _from_closed(kind, spec)
        ],
    }


def _from_closed(kind: Kind, spec: Action) -> bool:
    closed = {state.code for state in kind.states if state.closed}
    return spec.states == "machine" and bool(allowed_states(kind, spec) & closed)
