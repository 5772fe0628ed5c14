"""A database that is away is no fault of a page: people are told so calmly, and when to come again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from cases.outage import RETRY_SECONDS, database_is_away

log = logging.getLogger(__name__)

TOLD: Final = "_accountops_unavailable"  # on the request: nobody on the way out asks the database again
TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105 - the field's name; the page gets a token of its own
SECRETS_BELOW: Final = ("/account/", "/api/")


class OutageMiddleware:
    """Answers 503 for a view that lost its database; `accountops.views.failures` does so for the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The calm page where the database is away; anything else goes on as it is."""
        return unavailable(request, error, _sent(request)) if database_is_away(error) else None


def unavailable(
    request: HttpRequest, error: BaseException | None, sent: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    """The page of 503. It needs nothing from database, session or person.

    `sent` are the fields of a form, which the page keeps and sends again at the press of a button.
    """
    log.warning("the database is away: %s", error, extra={"path": request.path})
    setattr(request, TOLD, True)
    context = {
        "request_id": getattr(request, "request_id", ""),
        "reads": request.method in {"GET", "HEAD"},
        "sent": sent,
        "address": request.get_full_path(),
        "csrf_token": get_token(request) if sent else "",
    }
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html", context), status=503, headers=headers)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, its token being good; never passwords, nor files, which no page can keep."""
    if request.method != "POST" or request.FILES or request.path_info.startswith(SECRETS_BELOW):
        return []
    fields = request.POST.lists()
    return [(name, str(value)) for name, values in fields if name != TOKEN for value in values]
