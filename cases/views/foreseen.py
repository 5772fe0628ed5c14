"""What happens to a case if nobody does anything."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import access
from cases.present.foreseen import foreseen_page
from cases.views.base import is_fragment, page, reader, seen_case


@page
@require_safe
def foreseen(request: HttpRequest, reference: str) -> HttpResponse:
    """Asked for when somebody wants to know; for our own people, who read what timed steps do."""
    case = seen_case(request, reference)
    if access.is_outside(reader(request), case):
        raise Http404
    template = "cases/_foreseen.html" if is_fragment(request) else "cases/foreseen.html"
    return render(request, template, foreseen_page(case))
