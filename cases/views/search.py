"""Search over the cases that the reader may see."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases import clock, queue
from cases.access import visible_to
from cases.present.exports import exports
from cases.present.rows import rows
from cases.queue import QueueFault, QueueQuery
from cases.views.base import page, reader

SHOWN = 50


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
    exact = visible_to(user).filter(reference=query.q.upper()).first()
    if exact is not None:
        return redirect(reverse("case", args=[exact.reference]))
    found = rows(queue.page(user, query, SHOWN).cases, user, clock.now())
    results = [
        row | {"matched": " · ".join(filter(None, [row["waiting_for"], row["detail"]]))} for row in found
    ]
    total = queue.count(user, query)
    context = {
        "searched": True,
        "query": words,
        "results": results,
        "total": total,
        "filter_url": f"{reverse('cases')}?{query.address()}",
        "exports": exports(user, query),
    }
    return render(request, "cases/search.html", context)
