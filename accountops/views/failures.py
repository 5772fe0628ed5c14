"""What is answered when something failed where no view could catch it: in a middleware, say."""

from __future__ import annotations

import sys
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from accountops.middleware.outage import unavailable
from cases.outage import database_is_away

OWN_PAGES: Final = (405, 413)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 for a database that is away; for a fault of ours 500, with the id that the log has too."""
    error = sys.exc_info()[1]
    if database_is_away(error):
        return unavailable(request, error)
    context = {"request_id": getattr(request, "request_id", "")}
    return HttpResponseServerError(render_to_string("500.html", context))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what Django could not read; 413 where there was only too much of it."""
    return refusal(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def refusal(request: HttpRequest, status: int) -> HttpResponse:
    """The page for a request that cannot be taken: it says that nothing was changed and what to do."""
    template = f"errors/{status if status in OWN_PAGES else 400}.html"
    context = {"request_id": getattr(request, "request_id", "")}
    return HttpResponse(render_to_string(template, context), status=status)
