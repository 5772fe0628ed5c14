"""Find or do: cases, acts on the case at hand and pages, by a few letters."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases import access, registry
from cases.navigation import address
from cases.present.palette import palette_list
from cases.queue import QueueFault
from cases.views.base import is_fragment, page, reader


@page
@require_safe
def palette(request: HttpRequest) -> HttpResponse:
    """The list for what was typed; asked for as a page it is the search."""
    words = request.GET.get("q", "").strip()
    if not is_fragment(request):
        return redirect(f"{address('search')}?{urlencode({'q': words})}" if words else address("search"))
    user = reader(request)
    kind = registry.kind_of_reference(request.GET.get("case", ""))
    case = kind.model.objects.filter(reference=request.GET["case"]).first() if kind else None
    if case is not None and not access.can_see(user, case):
        case = None
    try:
        context = palette_list(user, words, case)
    except QueueFault as fault:
        context = {"groups": [], "fault": str(fault)}
    return render(request, "cases/palette.html", context)
