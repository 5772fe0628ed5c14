"""Trying a decision: the same rules as for a case, and nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from ninja import Router

from cases import clock, trying
from cases.account_field import AccountField
from cases.api import reading
from cases.api.answering import perform
from cases.api.auth import scoped
from cases.api.documented import IDEMPOTENCY_KEY, changes
from cases.api.finding import kind_named
from cases.api.inputs import fields_of, read, schema_of
from cases.api.problems import Problem, invalid, pointers
from cases.api.schemas import TriedDecisionOut
from cases.api.shapes import faults
from cases.caseview import card_json
from cases.fields import InstantField
from cases.idempotency import Answer
from cases.kinds import DryRun, Kind
from cases.policy import PolicyError
from cases.routing import Policy
from cases.timeline import plain

router = Router(tags=["Decisions"])
INSTANT = {"type": "string", "format": "date-time"}


@router.post(
    "/decisions/{kind}",
    summary="Try a decision",
    operation_id="try_decision",
    **changes(TriedDecisionOut, "DecisionInput", IDEMPOTENCY_KEY, conflicts=False),
)
@scoped("read")
def try_decision(request: HttpRequest, kind: str) -> HttpResponse:
    """What the rules say about these facts, at `at` and with the values of `policy` over those in force.

    The facts stand under `facts`, or directly in the body. Nothing is stored.
    """
    reading.parameters(request)
    spec = kind_named(kind, reading.caller(request))
    given = reading.body(request)
    if spec.dry_run is None:
        raise Problem(404, "Decisions of this kind cannot be tried.")
    inner = "facts" in given
    facts = given.get("facts") if inner else {n: v for n, v in given.items() if n not in {"at", "policy"}}
    asked = {name: given[name] for name in given if not inner and name in {"at", "policy"}}
    wrong = list(faults(outer_schema(spec), given if inner else asked | {"facts": {}}))
    if wrong:
        raise invalid([{"pointer": pointer, "message": message} for pointer, message in wrong])
    at = _instant(given.get("at"))
    trial = spec.dry_run

    def work() -> Answer:
        return Answer(200, _decide(spec, trial, facts or {}, at, given.get("policy"), inner))

    return perform(request, given, work)


def outer_schema(kind: Kind) -> dict[str, Any]:
    """The body around the facts."""
    policy_values = {"type": ["object", "null"], "properties": {key.name: {} for key in kind.policies}}
    return {
        "type": "object",
        "properties": {
            "facts": {"type": "object"},
            "at": INSTANT | {"type": ["string", "null"], "description": "The instant to decide for; now."},
            "policy": policy_values | {"description": "Values that differ from those in force."},
        },
        "required": ["facts"],
        "additionalProperties": False,
    }


def input_schema(kind: Kind, trial: DryRun) -> dict[str, Any]:
    """The whole body, for the description."""
    outer, facts = outer_schema(kind), schema_of(_fields(trial))
    facts["properties"] |= schema_of(_only_for_opening(kind, trial))["properties"]
    return outer | {"properties": outer["properties"] | {"facts": facts}}


def _decide(
    kind: Kind, trial: DryRun, given: Mapping[str, Any], at: datetime, values: Any, inner: bool
) -> dict[str, Any]:
    with clock.fixed_at(at):
        rules = _rules(kind, at, values or {})
        facts = _cleaned(kind, trial, given, "/facts" if inner else "")
        decision = trying.decided(kind, trial, facts, rules, at)
    card = plain(asdict(decision))
    more = {"action": card["action"], "answer": card["answer"], "follow_ups": card["follow_ups"]}
    version = None if values else rules.version
    tried: dict[str, Any] = plain(card_json(card) | more | {"policy_version": version, "at": at})
    return tried


def _rules(kind: Kind, at: datetime, values: Mapping[str, Any]) -> Policy:
    try:
        return trying.with_values(kind, at, values)
    except PolicyError as error:
        wrong = [{"pointer": f"/policy/{name}", "message": text} for name, text in error.errors.items()]
        raise invalid(wrong) from error


def _cleaned(kind: Kind, trial: DryRun, given: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The facts as the form reads them; what only the opening asks for may stand among them.

    So that a program tries what it is about to open. The account's time zone counts where none is named.
    """
    opening = _only_for_opening(kind, trial)
    try:
        told = read({**_fields(trial), **opening}, given)
    except Problem as problem:
        raise _below(where, problem.more["errors"]) from problem
    data = {name: value for name, value in told.items() if name not in opening}
    if "account" in opening and "time_zone" in trial.form.base_fields and "time_zone" not in told:
        data |= _zone_of(told.get("account"), where)
    form = trial.form(data, strict=True)
    if not form.is_valid():
        raise _below(where, pointers(form.errors))
    return dict(form.cleaned_data)


def _fields(trial: DryRun) -> Mapping[str, forms.Field]:
    """The facts; the instant stands beside them."""
    return {name: field for name, field in fields_of(trial.form).items() if name != "at"}


def _only_for_opening(kind: Kind, trial: DryRun) -> dict[str, forms.Field]:
    """The facts of an opening that no rule reads."""
    known = trial.form.base_fields
    return {name: field for name, field in fields_of(kind.opening.form).items() if name not in known}


def _zone_of(account: Any, where: str) -> dict[str, str]:
    try:
        found = AccountField(required=False).clean(account)
    except forms.ValidationError as error:
        raise _below(where, [{"pointer": "/account", "message": " ".join(error.messages)}]) from error
    if found is None or (found.pk is None and not isinstance(account, Mapping)):
        return {}
    return {"time_zone": found.time_zone}


def _below(where: str, errors: list[dict[str, str]]) -> Problem:
    return invalid([error | {"pointer": where + error["pointer"]} for error in errors])


def _instant(text: str | None) -> datetime:
    field = InstantField(required=False)
    field.offset_required = True
    try:
        return (field.clean(text) or clock.now()).astimezone(UTC)
    except forms.ValidationError as error:
        raise invalid([{"pointer": "/at", "message": " ".join(error.messages)}]) from error
