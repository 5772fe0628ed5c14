"""What lies ahead, of a team or of the whole house."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import access
from cases.present.deadlines import HOUSE, Asked, deadlines_page
from cases.teams import TEAMS
from cases.views.base import page, reader


@page
@require_safe
def deadlines(request: HttpRequest, team: str = HOUSE) -> HttpResponse:
    """Every timed step that is set, when it happens, what it will do, and why then."""
    user = reader(request)
    if (team and team not in TEAMS) or not access.visible_kinds(user):
        raise Http404
    context = deadlines_page(user, Asked.read(request.GET.dict(), team))
    return render(request, "cases/deadlines.html", context)
