"""Doing something with a case: actions, and facts from outside."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from cases import registry
from cases.api import reading
from cases.api.answering import perform, respond
from cases.api.auth import scoped
from cases.api.documented import IDEMPOTENCY_KEY, IF_MATCH, ROLE, changes, reads, with_files
from cases.api.finding import action_named, asked, case_named, event_named, files_of
from cases.api.inputs import fields_of, schema_of
from cases.api.problems import Problem, refusal_json, refused
from cases.api.schemas import ActionsOut, CaseOut
from cases.caseview import case_json
from cases.files import quota
from cases.idempotency import Answer
from cases.kinds import Action
from cases.models import User
from cases.routing import unmet
from cases.workflow import Outcome, advance, ledger, record

router = Router(tags=["Actions"])


@router.get(
    "/cases/{reference}/actions",
    summary="What can be done",
    operation_id="list_actions",
    **reads(ActionsOut, ROLE),
)
@scoped("read")
def list_actions(request: HttpRequest, reference: str) -> HttpResponse:
    """Every action of the kind and of the core for the caller now, with what stands against it."""
    role, user = reading.role(request), reading.caller(request)
    case = case_named(reference, user)
    specs = registry.kind_of(case).actions
    return respond(200, {"items": [_action_json(case, spec, user, role) for spec in specs]})


@router.post(
    "/cases/{reference}/actions/{name}",
    summary="Perform an action",
    operation_id="perform_action",
    **with_files(changes(CaseOut, "ActionInput", ROLE, IF_MATCH, IDEMPOTENCY_KEY)),
)
@scoped("act")
def perform_action(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Performs it, or refuses it with every reason: 409, or 403 where the role is among them."""
    user, role = reading.caller(request), reading.role(request)
    version, given = reading.expected_version(request), _given(request, reference, name)

    def work() -> Answer:
        spec, data = asked(reference, user, lambda kind: action_named(kind, name), given)
        outcome = advance(
            reference,
            spec.name,
            actor=user,
            as_role=role,
            data=data,
            expected_version=version,
            strict=True,
        )
        return _answer(outcome, user)

    return perform(request, given, work)


def _given(request: HttpRequest, reference: str, name: str) -> dict[str, Any]:
    """The body: JSON, or a form where the action takes files. Bringing a file counts; raises Problem 429."""
    files = files_of(reference, name)
    if not files:
        return reading.body(request)
    is_form = request.content_type == "multipart/form-data"
    given = reading.form(request, files) if is_form else reading.body(request)
    seconds = quota.seconds_to_wait(reading.caller(request)) if files & set(given) else 0
    if seconds:
        headers = {"Retry-After": str(seconds)}
        raise Problem(429, f"At most {settings.FILES_PER_MINUTE} files a minute.", headers=headers)
    return given


@router.post(
    "/cases/{reference}/events/{name}",
    summary="Record a fact from outside",
    operation_id="record_event",
    **changes(CaseOut, "EventInput", ROLE, IDEMPOTENCY_KEY),
)
@scoped("record")
def record_event(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Records it with `at`, when it happened; the rules look again. Only malformed input is not taken."""
    user, role, given = reading.caller(request), reading.role(request), reading.body(request)

    def work() -> Answer:
        spec, data = asked(reference, user, lambda kind: event_named(kind, name), given)
        outcome = record(reference, spec.name, None, actor=user, as_role=role, data=data, strict=True)
        return _answer(outcome, user)

    return perform(request, given, work)


def _answer(outcome: Outcome, user: User) -> Answer:
    if not outcome.ok:
        raise refused(outcome)
    return Answer(200, case_json(outcome.case, user))


def _action_json(case: Any, spec: Action, user: User, role: str | None) -> dict[str, Any]:
    checks = ledger(case, spec, user, role)
    refusals = unmet(checks)
    return {
        "name": spec.name,
        "label": spec.label,
        "allowed": not refusals,
        "refusals": [refusal_json(refusal) for refusal in refusals],
        "checks_on_submit": [check.met_message or check.message for check in checks if check.on_submit],
        "input": schema_of(fields_of(spec.form)),
    }
