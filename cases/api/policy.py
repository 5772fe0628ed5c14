"""Policy values of a kind: reading those in force, and submitting others for a second person's approval."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from cases import access, clock, policy
from cases.api import reading
from cases.api.answering import perform, respond
from cases.api.auth import scoped
from cases.api.documented import IDEMPOTENCY_KEY, ROLE, changes, reads
from cases.api.finding import kind_named
from cases.api.inputs import read
from cases.api.problems import Problem, invalid, pointers, refusals_problem
from cases.api.schemas import PolicyDraftsOut, PolicyOut
from cases.api.shapes import faults
from cases.fields import InstantField
from cases.forms import ReasonForm
from cases.idempotency import Answer
from cases.kinds import Kind
from cases.models import PolicyDraft, PolicyVersion, User
from cases.policies import drafting, judging
from cases.policies.effect import Effect, effect_of
from cases.policies.forms import DeadlinesField, WhyForm
from cases.policies.payload import digest_of
from cases.timeline import plain

router = Router(tags=["Policy"])
MOST_DRAFTS: Final = 100
MOST_KEY: Final = 2**63 - 1
PEOPLE: Final = ("author", "submitted_by", "approved_by")
JUDGEMENTS: Final[dict[str, Callable[..., drafting.Done]]] = {
    judging.APPROVE: drafting.approve,
    judging.REFUSE: drafting.refuse,
    judging.WITHDRAW: drafting.withdraw,
}
JUDGEMENT: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "digest": {"type": "string", "minLength": 1, "maxLength": 64, "description": "As it was read."},
        "reason": {"type": ["string", "null"], "maxLength": 2000, "description": "Needed to refuse."},
        "override": {
            "type": ["string", "null"],
            "maxLength": 2000,
            "description": "Why it is approved although kept scenarios fail; needed only where they do.",
        },
        "effect": {
            "type": ["object", "null"],
            "description": "As it was read; needed to approve a change that moves set deadlines.",
            "properties": {name: {"type": "integer", "minimum": 0} for name in ("moves", "at_once")},
            "required": ["moves", "at_once"],
            "additionalProperties": False,
        },
    },
    "required": ["digest"],
    "additionalProperties": False,
}

CHOICE: Final[dict[str, Any]] = {
    "type": ["string", "null"],
    "enum": [*PolicyDraft.Set.values, None],
    "description": "Whether deadlines that are set already keep their dates, or move. Left out: keep.",
}


class PolicyForm(ReasonForm):
    """From when on, and why. Left empty, from the approval on, and what is set keeps its date."""

    effective_from = InstantField(required=False, label=_("In force from"))
    set_deadlines = DeadlinesField()


FIELDS: Final = {name: PolicyForm.base_fields[name] for name in ("effective_from", "reason", "set_deadlines")}


@router.get("/policy/{kind}", summary="Policy in force", operation_id="get_policy", **reads(PolicyOut))
@scoped("read")
def get_policy(request: HttpRequest, kind: str) -> HttpResponse:
    """Every value of the kind as it is in force now."""
    reading.parameters(request)
    spec = kind_named(kind, reading.caller(request))
    now = policy.in_force(spec, clock.now())
    body = {"kind": kind, "version": now.version, "values": dict(now.values)}
    nobody = dict.fromkeys(("effective_from", "set_deadlines", "author", "approved_by")) | {"reason": ""}
    none = dict.fromkeys(("draft", "digest", "effect"))
    return respond(200, plain(body | nobody | none | {"status": "in_force"}))


@router.put(
    "/policy/{kind}",
    summary="Submit a change of the policy",
    operation_id="change_policy",
    **changes(PolicyOut, "PolicyInput", ROLE, statuses=(202,)),
)
@scoped("policy")
def change_policy(request: HttpRequest, kind: str) -> HttpResponse:
    """Submits `values` from `effective_from` on, for another manager to approve; nothing is in force yet."""
    user, role = reading.caller(request), reading.role(request)
    spec = kind_named(kind, user)
    check_role(user, role)
    given = reading.body(request)
    wrong = list(faults(input_schema(spec), given))
    if wrong:
        raise invalid([{"pointer": pointer, "message": message} for pointer, message in wrong])
    told = _told(given)
    with transaction.atomic():
        draft = drafting.begin(spec, given["values"], author=user, **told)
        done = drafting.submit(draft, by=user)
    if not done.ok:
        raise refusals_problem(done.refusals, 409)
    return respond(202, draft_json(done.draft))


@router.get(
    "/policy/{kind}/drafts",
    summary="Changes of the policy on their way",
    operation_id="list_policy_drafts",
    **reads(PolicyDraftsOut),
)
@scoped("read")
def list_policy_drafts(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest hundred drafts of the kind, newest first, whatever became of them."""
    reading.parameters(request)
    spec = kind_named(kind, reading.caller(request))
    rows = PolicyDraft.objects.filter(kind=spec.code).select_related(*PEOPLE)[:MOST_DRAFTS]
    return respond(200, {"items": [draft_json(row) for row in rows]})


@router.post(
    "/policy/{kind}/drafts/{draft}/{act}",
    summary="Approve, refuse or withdraw a change of the policy",
    operation_id="judge_policy_draft",
    **changes(PolicyOut, "PolicyJudgement", ROLE, IDEMPOTENCY_KEY),
)
@scoped("policy")
def judge_policy_draft(request: HttpRequest, kind: str, draft: int, act: str) -> HttpResponse:
    """`digest` and `effect` are those that were read with the data: what changed since is not approved."""
    user, role = reading.caller(request), reading.role(request)
    spec = kind_named(kind, user)
    check_role(user, role)
    given = reading.body(request)
    wrong = list(faults(JUDGEMENT, given))
    if wrong:
        raise invalid([{"pointer": pointer, "message": message} for pointer, message in wrong])
    found = PolicyDraft.objects.filter(kind=spec.code, pk=min(draft, MOST_KEY)).first()
    if found is None or act not in JUDGEMENTS:
        raise Problem(404, "There is no such draft.")
    named = "override" if act == judging.APPROVE else "reason"
    why = WhyForm({"reason": given.get(named)}, needed=act == judging.REFUSE)
    if not why.is_valid():
        raise invalid([{"pointer": f"/{named}", "message": str(one)} for one in why.errors["reason"]])
    seen = given.get("effect")
    shown = {"shown": Effect(**seen) if seen else None} if act == judging.APPROVE else {}

    def work() -> Answer:
        done = JUDGEMENTS[act](found, by=user, digest=given["digest"], **{named: why.told}, **shown)
        if not done.ok:
            raise refusals_problem(done.refusals, 409)
        return Answer(200, draft_json(done.draft))

    return perform(request, given, work)


def draft_json(draft: PolicyDraft) -> dict[str, Any]:
    """A draft as programs see it; the version is that of its values once they are approved."""
    now_moves = effect_of(draft) if draft.status == PolicyDraft.Status.SUBMITTED else None
    version = PolicyVersion.objects.filter(draft=draft).values_list("number", "effective_from").first()
    body: dict[str, Any] = plain(
        {
            "kind": draft.kind,
            "version": version[0] if version else None,
            "values": draft.values,
            "effective_from": version[1] if version else draft.effective_from,
            "set_deadlines": draft.set_deadlines,
            "reason": draft.reason,
            "author": (draft.submitted_by or draft.author).username,
            "status": draft.status,
            "draft": draft.pk,
            "digest": digest_of(draft),
            "effect": draft.effect or (now_moves.told if now_moves else None),
            "approved_by": draft.approved_by.username if draft.approved_by else None,
        }
    )
    return body


def input_schema(kind: Kind) -> dict[str, Any]:
    """The body: keys without the kind's prefix. What each takes is said by the key's own check."""
    values = {key.name: {"description": f"{key.label} {key.unit}".strip()} for key in kind.policies}
    instant = {"type": ["string", "null"], "format": "date-time", "description": "Left out: once approved."}
    return {
        "type": "object",
        "properties": {
            "values": {"type": "object", "properties": values, "minProperties": 1},
            "effective_from": instant,
            "set_deadlines": CHOICE,
            "reason": {"type": "string", "maxLength": 2000},
        },
        "required": ["values", "reason"],
        "additionalProperties": False,
    }


def check_role(user: User, role: str | None) -> None:
    """Raises RoleNotHeld or the problem 403 for somebody who does not act as a manager."""
    if role is not None and role not in user.roles:
        raise access.RoleNotHeld(role)
    if (role is not None and role not in judging.CHANGERS) or not user.roles & judging.CHANGERS:
        raise refusals_problem([judging.role_missing()], 403)


def _told(given: dict[str, Any]) -> dict[str, Any]:
    """From when on, why, and what becomes of set deadlines, as the form reads them."""
    parts = {name: given.get(name) for name in FIELDS}
    form = PolicyForm(read(FIELDS, parts), strict=True)
    if not form.is_valid():
        raise invalid(pointers(form.errors))
    if not given["values"]:
        raise invalid([{"pointer": "/values", "message": "Say which values change."}])
    return {name: form.cleaned_data[name] for name in FIELDS}
