"""The page of a status link: how a case stands, for somebody without an account. Reading changes nothing."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import statuslinks
from cases.pace import Pace
from cases.present import status as shown
from cases.views.consent import PRIVATE

PACE: Final = Pace(30)


@require_safe
def status_link(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds the link of a mail."""
    response = _answer(request, statuslinks.found(token))
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response


def _answer(request: HttpRequest, link: statuslinks.Found | None) -> HttpResponse:
    if link is None:
        return render(request, "consent/unknown.html", status=404)
    seconds = PACE.seconds_to_wait(str(link.case.pk))
    if seconds:
        return _too_fast(request, seconds)
    if link.why is not statuslinks.Why.LIVE:
        return render(request, "status/gone.html", shown.gone(link), status=410)
    return render(request, "status/page.html", shown.page(link))


def _too_fast(request: HttpRequest, seconds: int) -> HttpResponse:
    context: dict[str, Any] = {"seconds": seconds}
    response = render(request, "status/too_fast.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
