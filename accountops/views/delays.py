"""The banner alone, for pages that show it: they ask again until nothing is late any more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accountops.health.delays import is_over, known


@never_cache
@require_safe
def delays(request: HttpRequest) -> HttpResponse:
    """The banner, or the news that it is over. 403 for who is not signed in (any more).

    No redirect to the sign-in: nobody asked for this, and somebody may be typing on that page.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    if known() is None and not is_over():
        return HttpResponse(status=204)  # this process has only just started: it has no news
    return render(request, "partials/delays.html", {"delays_over": is_over()})
