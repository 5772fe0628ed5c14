"""Search over the cases that the reader may see."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cases.present.finding import found
from cases.queue import QueueFault, QueueQuery
from cases.views.base import page, reader


@page
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Finds cases by number, order, account or words; a whole number leads straight to its case."""
    user, words = reader(request), request.GET.get("q", "").strip()
    if not words:
        return render(request, "cases/search.html", {"searched": False})
    try:
        query = QueueQuery.parse({"q": words, "sort": "-updated"})
    except QueueFault as fault:
        messages.error(request, str(fault))
        return render(
            request, "cases/search.html", {"searched": True, "query": words, "total": 0, "results": []}
        )
    context = found(user, query, request.path)
    if context["exact"]:
        return redirect(context["exact"])
    return render(request, "cases/search.html", context)
