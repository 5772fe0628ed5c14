"""One id per request, in the answer's header and in every log line it causes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cases.requests import set_request_id

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestIdMiddleware:
    """Sets `request.request_id`. An id from outside counts only when a trusted proxy stands in front."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = _given(request) or uuid.uuid4().hex
        set_request_id(request_id)  # for the timeline
        request.request_id = request_id  # type: ignore[attr-defined]  # ours, set here for every request
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        response[HEADER] = request_id
        return response


def _given(request: HttpRequest) -> str:
    """The proxy's id, where there is a proxy and the id is harmless in a log."""
    value = request.headers.get(HEADER, "") if settings.TRUSTED_PROXIES else ""
    return value if ACCEPTED.fullmatch(value) else ""
