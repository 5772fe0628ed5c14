"""Facts from outside that somebody may record by hand, as plain data in the shape of an act."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from cases import access
from cases.kinds import Event
from cases.navigation import of_case
from cases.present.acts import held
from cases.routing import Check
from cases.teams import BY_ITSELF, role_label
from cases.workflow import Look
from cases.workflow.acting import form_of
from cases.workflow.looking import wrong_role


def event(look: Look, spec: Event) -> dict[str, Any]:
    """One event with its form: only a role it does not name stands against it, no state does."""
    wrong = wrong_role(look.step(spec), spec)
    checks = [_shown(Check(wrong.code, met=False, message=wrong.message, who=wrong.who))] if wrong else []
    return {
        "name": spec.name,
        "label": spec.label,
        "does": spec.does,
        "allowed": wrong is None,
        "advised": False,
        "against": False,
        "met_count": 0,
        "total": len(checks),
        "checks": checks,
        "button": _("Record it"),
        "needs_input": True,
        "form": SimpleLazyObject(partial(form_of, spec, look.case, None, look.actor)),
        "hidden": [("key", uuid.uuid4().hex)],
        "url": of_case("record_event", look.case.reference, spec.name),
        "wrong_role": wrong is not None,
        "wrong_state": False,
        "core": False,
    }


def recordable(look: Look) -> list[dict[str, Any]]:
    """The events that this person may record, each to be opened."""
    mine = [spec for spec in look.kind.events if access.roles_for(spec, look.case) & held(look)]
    return [event(look, spec) | {"form": None, "hidden": []} for spec in mine]


def others(look: Look) -> list[dict[str, Any]]:
    """The events that only other roles record, and which: who a missing fact is to be had from.

    What only we ourselves or the mail gateway record, nobody can be asked for.
    """
    return [
        {
            "label": spec.label,
            "who": ", ".join(role_label(role) for role in sorted(access.roles_for(spec, look.case))),
        }
        for spec in look.kind.events
        if not access.roles_for(spec, look.case) <= BY_ITSELF
        and not access.roles_for(spec, look.case) & held(look)
        and not look.case.is_closed
    ]


def _shown(check: Check) -> dict[str, Any]:
    return {
        "code": check.code,
        "met": False,
        "message": check.message,
        "who": ", ".join(role_label(role) for role in check.who),
        "where": "",
        "opens_at": None,
        "on_submit": False,
    }
