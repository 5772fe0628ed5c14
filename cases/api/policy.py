"""Policy values of a kind: reading those in force, and changing them from an instant on."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from cases import access, clock, policy
from cases.api import reading
from cases.api.answering import respond
from cases.api.auth import scoped
from cases.api.documented import ROLE, changes, reads
from cases.api.finding import kind_named
from cases.api.inputs import read
from cases.api.problems import invalid, pointers, refusals_problem
from cases.api.schemas import PolicyOut
from cases.api.shapes import faults
from cases.fields import InstantField
from cases.forms import ReasonForm
from cases.kinds import Kind
from cases.models import User
from cases.routing import Refusal
from cases.teams import role_label
from cases.timeline import plain

router = Router(tags=["Policy"])
CHANGERS: Final = frozenset({"manager"})


class PolicyForm(ReasonForm):
    """From when on, and why. Left empty, from now on."""

    effective_from = InstantField(required=False, label="In force from")


FIELDS: Final = {name: PolicyForm.base_fields[name] for name in ("effective_from", "reason")}


@router.get("/policy/{kind}", summary="Policy in force", operation_id="get_policy", **reads(PolicyOut))
@scoped("read")
def get_policy(request: HttpRequest, kind: str) -> HttpResponse:
    """Every value of the kind as it is in force now."""
    reading.parameters(request)
    spec = kind_named(kind, reading.caller(request))
    now = policy.in_force(spec, clock.now())
    body = {"kind": kind, "version": now.version, "values": dict(now.values)}
    return respond(200, plain(body | {"effective_from": None, "reason": "", "author": None}))


@router.put(
    "/policy/{kind}",
    summary="Change the policy",
    operation_id="change_policy",
    **changes(PolicyOut, "PolicyInput", ROLE),
)
@scoped("policy")
def change_policy(request: HttpRequest, kind: str) -> HttpResponse:
    """Changes `values` from `effective_from` on; decisions already taken keep the version they used."""
    user, role = reading.caller(request), reading.role(request)
    spec = kind_named(kind, user)
    _check_role(user, role)
    given = reading.body(request)
    wrong = list(faults(input_schema(spec), given))
    if wrong:
        raise invalid([{"pointer": pointer, "message": message} for pointer, message in wrong])
    since, reason = _when_and_why(given)
    version = policy.change(spec, given["values"], effective_from=since, author=user, reason=reason)
    body = {"kind": kind, "version": version.number, "values": version.values}
    body |= {"effective_from": version.effective_from, "reason": reason, "author": user.username}
    return respond(200, plain(body))


def input_schema(kind: Kind) -> dict[str, Any]:
    """The body: keys without the kind's prefix. What each takes is said by the key's own check."""
    values = {key.name: {"description": f"{key.label} {key.unit}".strip()} for key in kind.policies}
    instant = {"type": ["string", "null"], "format": "date-time", "description": "Left out: now."}
    return {
        "type": "object",
        "properties": {
            "values": {"type": "object", "properties": values, "minProperties": 1},
            "effective_from": instant,
            "reason": {"type": "string", "maxLength": 2000},
        },
        "required": ["values", "reason"],
        "additionalProperties": False,
    }


def _check_role(user: User, role: str | None) -> None:
    if role is not None and role not in user.roles:
        raise access.RoleNotHeld(role)
    if (role is not None and role not in CHANGERS) or not user.roles & CHANGERS:
        who = tuple(sorted(CHANGERS))
        names = ", ".join(role_label(one) for one in who)
        raise refusals_problem([Refusal("WRONG_ROLE", f"Changing the policy is for: {names}.", who)], 403)


def _when_and_why(given: dict[str, Any]) -> tuple[datetime, str]:
    parts = {name: given.get(name) for name in FIELDS}
    form = PolicyForm(read(FIELDS, parts), strict=True)
    if not form.is_valid():
        raise invalid(pointers(form.errors))
    if not given["values"]:
        raise invalid([{"pointer": "/values", "message": "Say which values change."}])
    since: datetime = form.cleaned_data["effective_from"] or clock.now()
    reason: str = form.cleaned_data["reason"]
    return since, reason
