"""A database that is away is no fault of a page: people are told so calmly, and when to come again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from cases.outage import RETRY_SECONDS, database_is_away

log = logging.getLogger(__name__)

TOLD: Final = "_accountops_unavailable"  # on the request: nobody on the way out asks the database again


class OutageMiddleware:
    """Answers 503 for a view that lost its database; `accountops.views.failures` does so for the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The calm page where the database is away; anything else goes on as it is."""
        return unavailable(request, error) if database_is_away(error) else None


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """The page of 503. It needs nothing from database, session or person."""
    log.warning("the database is away: %s", error, extra={"path": request.path})
    setattr(request, TOLD, True)
    context = {"request_id": getattr(request, "request_id", ""), "reads": request.method in {"GET", "HEAD"}}
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html", context), status=503, headers=headers)
