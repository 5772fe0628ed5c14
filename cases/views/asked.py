"""What is asked of a party: with a login over all its cases, by a signed link for one of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import clock
from cases.consent import status
from cases.present import asked as shown
from cases.teams import OUTSIDE
from cases.views.base import page, reader
from cases.views.consent import PRIVATE


@page
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """For people from outside; for our own there is nothing here."""
    user = reader(request)
    if not user.roles & OUTSIDE:
        raise Http404
    return render(request, "cases/asked.html", shown.asked_page(user))


@require_safe
def asked_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds the link of a mail: to read, nothing else."""
    found = status.by_link(token, clock.now())
    if found is None:
        response = render(request, "consent/unknown.html", status=404)
    else:
        response = render(request, "consent/status.html", shown.by_link(found))
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response
