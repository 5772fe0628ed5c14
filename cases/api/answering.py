"""Answering: JSON out, problems out, and each keyed POST only once."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any, Final

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from cases.api import reading
from cases.api.problems import DATABASE_AWAY, MEDIA_TYPE, Problem, problem_of
from cases.idempotency import Answer, address, answer_once, answered_before
from cases.models import User
from cases.outage import RETRY_SECONDS, database_is_away

log = logging.getLogger(__name__)

LOCK_NOT_AVAILABLE: Final = "55P03"
RETRY: Final = {"Retry-After": "1"}


def respond(status: int, body: Any, headers: dict[str, str] | None = None) -> HttpResponse:
    """The response of an answer; a whole case tells its version as ETag, and its place when it is new."""
    media_type = MEDIA_TYPE if status >= 400 else "application/json"
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")), media_type, status=status
    )
    if isinstance(body, dict) and "reference" in body and "version" in body:
        response["ETag"] = f'"{body["version"]}"'
        if status == 201:
            response["Location"] = f"/api/v1/cases/{body['reference']}"
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def respond_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The response of a problem."""
    return respond(problem.status, problem.body(address(request)), dict(problem.headers))


def perform(request: HttpRequest, content: Any, work: Callable[[], Answer]) -> HttpResponse:
    """A POST: with an `Idempotency-Key` its first answer is kept and replayed, problems included."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        answer = work()
        return respond(answer.status, answer.body)
    answer = answer_once(*_keyed(request, key, content), lambda: _final(request, work))
    return _once_more(answer)


def replayed(request: HttpRequest, content: Any) -> HttpResponse | None:
    """The first answer to the request's `Idempotency-Key`; None where it has none, or none was given yet."""
    key = request.headers.get("Idempotency-Key")
    answer = None if key is None else answered_before(*_keyed(request, key, content))
    return None if answer is None else _once_more(answer)


def _keyed(request: HttpRequest, key: str, content: Any) -> tuple[User, str, str, Any]:
    """Who asks what under a key."""
    asked = [request.GET.dict(), request.headers.get("If-Match", ""), content]
    return reading.caller(request), key, f"{request.method} {address(request)}", asked


def _once_more(answer: Answer) -> HttpResponse:
    return respond(answer.status, answer.body, {"Idempotency-Replayed": "true"} if answer.replayed else None)


def _final(request: HttpRequest, work: Callable[[], Answer]) -> Answer:
    """The work's answer, a problem being one too; faults of ours go on as exceptions."""
    try:
        return work()
    except Exception as error:
        problem = problem_of(error)
        if problem is None:
            raise
        return Answer(problem.status, problem.body(address(request)))


def on_error(request: HttpRequest, error: Any) -> HttpResponse:
    """Every exception below the API as a problem; what is a fault of ours is logged and told in no detail."""
    problem = problem_of(error)
    if problem is None and (isinstance(error, OperationalError) or database_is_away(error)):
        problem = _of_database(error)
    if problem is None:
        log.error("the API failed", exc_info=error, extra={"path": request.path})
        problem = Problem(500, "The failure is logged under the id in X-Request-ID.")
    return respond_problem(request, problem)


def _of_database(error: Exception) -> Problem:
    if getattr(error.__cause__, "pgcode", None) == LOCK_NOT_AVAILABLE:
        return Problem(409, "Another request is changing the same thing.", "busy", "Busy", headers=RETRY)
    if database_is_away(error):
        log.warning("the database is away: %s", error)
    else:
        log.error("the database did not answer", exc_info=error)
    return Problem(503, DATABASE_AWAY, headers={"Retry-After": str(RETRY_SECONDS)})
