"""The page of a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.present.casepage import case_page
from cases.present.history import FILTERS
from cases.views import kept
from cases.views.base import framing, page, reader, seen_case


@page
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the case goes and why, what can be done and why the rest cannot, what happens next."""
    found = seen_case(request, reference)
    shown = request.GET.get("show", "all")
    context = case_page(
        found,
        reader(request),
        shown if shown in FILTERS else "all",
        request.GET.dict(),
    )
    context["made_for"] = kept.made_for(reader(request))
    return framing(render(request, "cases/case.html", context))
