"""What did not happen on a case, and why."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import access
from cases.present.silence import silence_page
from cases.views.base import page, reader, seen_case


@page
@require_safe
def silence(request: HttpRequest, reference: str) -> HttpResponse:
    """For our own people: it tells of rules and steps that parties from outside are told nothing of."""
    case = seen_case(request, reference)
    if access.is_outside(reader(request), case):
        raise Http404
    return render(request, "cases/silence.html", silence_page(case, reader(request)))
