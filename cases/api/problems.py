"""Errors as RFC 9457 problems: one body for every way in which a request can fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import NON_FIELD_ERRORS, BadRequest, RequestDataTooBig, SuspiciousOperation
from django.forms.utils import ErrorDict
from django.http.multipartparser import MultiPartParserError

from cases.access import NotVisible, RoleNotHeld
from cases.idempotency import KeyMalformed, KeyReused
from cases.policy import PolicyError
from cases.queue import QueueFault
from cases.routing import Refusal
from cases.teams import role_label
from cases.text import shown
from cases.timeline import plain
from cases.workflow import InputErrors, Outcome, Stale

MEDIA_TYPE: Final = "application/problem+json"
DATABASE_AWAY: Final = (
    "The database does not answer at the moment. Send it again with the same Idempotency-Key: "
    "it is carried out only once."
)
TITLES: Final[dict[int, tuple[str, str]]] = {
    400: ("malformed", "Malformed request"),
    401: ("unauthenticated", "Sign-in needed"),
    403: ("forbidden", "Not allowed"),
    404: ("not-found", "Not found"),
    405: ("method-not-allowed", "Method not allowed"),
    409: ("conflict", "Conflict"),
    410: ("gone", "Gone"),
    413: ("too-large", "Body too large"),
    415: ("media-type", "Media type not supported"),
    422: ("invalid", "Input not valid"),
    429: ("too-many", "Too many requests"),
    500: ("error", "Something went wrong here"),
    503: ("unavailable", "Not available now"),
}


@dataclass
class Problem(Exception):
    """A failed request: raised anywhere below the API, answered as a problem."""

    status: int
    detail: str
    kind: str = ""
    title: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, instance: str) -> dict[str, Any]:
        """The JSON object of the problem."""
        kind, title = TITLES.get(self.status, ("error", "Request failed"))
        known = {
            "type": f"/problems/{self.kind or kind}",
            "title": self.title or title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
        }
        return known | dict(self.more)


def invalid(errors: Sequence[Mapping[str, str]]) -> Problem:
    """422 with its errors: each a JSON pointer into the body, or the name of a parameter, and a sentence."""
    number = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
    return Problem(422, f"{number} in the input.", more={"errors": list(errors)})


def bad_parameter(name: str, message: str) -> Problem:
    """422 for a parameter of the address."""
    return invalid([{"parameter": name, "message": message}])


def refused(outcome: Outcome) -> Problem:
    """403 or 409 with every refusal of an action, event or opening."""
    return refusals_problem(outcome.refusals, outcome.status)


def refusals_problem(refusals: Sequence[Refusal], status: int) -> Problem:
    """The problem of an action that was refused."""
    number = "1 condition is" if len(refusals) == 1 else f"{len(refusals)} conditions are"
    more = {"refusals": [refusal_json(refusal) for refusal in refusals]}
    return Problem(status, f"{number} not met.", "refused", "Action refused", more)


def refusal_json(refusal: Refusal) -> dict[str, Any]:
    """A refusal as the contract shows it."""
    return {
        "code": refusal.code,
        "message": refusal.message,
        "who": list(refusal.who),
        "opens_at": plain(refusal.opens_at),
    }


def pointers(errors: ErrorDict, within: str = "") -> list[dict[str, str]]:
    """A form's errors by JSON pointer; an error may carry the rest of its pointer in `params["pointer"]`.

    `within` names the input that the form is a part of.
    """
    found = []
    before = f"/{escaped(within)}" if within else ""
    for name, faults in errors.as_data().items():
        place = before + ("" if name == NON_FIELD_ERRORS else f"/{escaped(name)}")
        for fault in faults:
            deeper = fault.params.get("pointer", "") if isinstance(fault.params, Mapping) else ""
            found += [{"pointer": f"{place}{deeper}", "message": str(text)} for text in fault.messages]
    return found


def escaped(key: str) -> str:
    """A key as a part of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def problem_of(error: Exception) -> Problem | None:
    """The problem that an exception of the core stands for; None for one that is a fault of ours."""
    if isinstance(error, Problem):
        return error
    for known, told in _KNOWN.items():
        if isinstance(error, known):
            problem: Problem = told(error)
            return problem
    return None


def _stale(error: Stale) -> Problem:
    detail = f"The case has changed: it is at version {error.case.version}, not {error.expected}."
    return Problem(409, detail, "stale", "The case has changed", {"version": error.case.version})


def _role_not_held(error: RoleNotHeld) -> Problem:
    detail = f"You do not hold the role {_role_name(str(error))}."
    return Problem(403, detail, "role-not-held", "Role not held")


def _role_name(code: str) -> str:
    try:
        return f"“{role_label(code)}”"
    except KeyError:
        return f"“{shown(code)}”"


def _policy(error: PolicyError) -> Problem:
    return invalid(
        [{"pointer": f"/values/{escaped(name)}", "message": text} for name, text in error.errors.items()]
    )


_KNOWN: Final[dict[type[Exception], Any]] = {
    NotVisible: lambda error: Problem(404, "There is nothing here that you may see."),
    InputErrors: lambda error: invalid(pointers(error.form.errors, error.within)),
    Stale: _stale,
    RoleNotHeld: _role_not_held,
    QueueFault: lambda error: bad_parameter(error.parameter, str(error)),
    KeyReused: lambda error: Problem(422, str(error), "key-reused", "Key used before"),
    KeyMalformed: lambda error: Problem(400, str(error)),
    PolicyError: _policy,
    RequestDataTooBig: lambda error: Problem(413, "A body has at most 1 MB."),
    SuspiciousOperation: lambda error: Problem(
        400, "The request cannot be read."
    ),  # too many parameters, say
    BadRequest: lambda error: Problem(400, "The request cannot be read."),
    MultiPartParserError: lambda error: Problem(400, "The request cannot be read."),
}
