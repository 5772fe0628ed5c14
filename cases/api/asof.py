"""A case as it was at an instant."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from cases import asof, clock
from cases.api import reading
from cases.api.answering import respond
from cases.api.auth import scoped
from cases.api.documented import parameter, reads
from cases.api.finding import case_named
from cases.api.problems import Problem, bad_parameter
from cases.api.schemas import CaseOut
from cases.caseview import then_json
from cases.fields import InstantField

router = Router(tags=["Cases"])


class PolicyThenOut(Schema):
    """The policy values in force at the instant."""

    version: int
    values: dict[str, Any]


class CaseThenOut(CaseOut):
    """A case as it was. `facts` are wound back by what the timeline keeps."""

    as_of: datetime
    policy: PolicyThenOut


@router.get(
    "/cases/{reference}/as-of",
    summary="A case as it was",
    operation_id="get_case_as_of",
    **reads(CaseThenOut, parameter("at", "The instant, with its offset; needed", format="date-time")),
)
@scoped("read")
def get_case_as_of(request: HttpRequest, reference: str) -> HttpResponse:
    """State, facts, deadlines, decision and policy at an instant; 404 where the case was opened later."""
    given, user = reading.parameters(request, "at"), reading.caller(request)
    case = case_named(reference, user)
    try:
        then = asof.at(case, _instant(given.get("at")))
    except asof.NotYet as error:
        raise Problem(404, "The case was not there yet: it was opened later.") from error
    body = then_json(then, user)
    # No version of now, so no ETag: what was cannot be changed.
    return respond(200, body, {"ETag": f'"{body["version"]}-then"'})


def _instant(text: str | None) -> datetime:
    if text is None:
        raise bad_parameter("at", "Say which instant, such as at=2026-03-02T09:00:00Z.")
    field = InstantField()
    field.offset_required = True
    try:
        instant: datetime = field.clean(text.replace(" ", "+"))  # a plus in an address reads as a space
    except ValidationError as error:
        raise bad_parameter("at", error.messages[0]) from error
    if instant > clock.now():
        raise bad_parameter("at", "This is in the future. GET the case for how it is now.")
    return instant
