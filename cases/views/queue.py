"""Lists of cases: my work, a team's queue, all that I may see."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import access
from cases.navigation import address
from cases.present import columns
from cases.present.listing import listing
from cases.present.mine import my_work
from cases.present.place import Place
from cases.queue import QueueFault, QueueQuery
from cases.teams import TEAMS
from cases.views.base import page, reader


@page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My own cases and those of my teams that nobody has, what breaches first on top."""
    return render(request, "cases/my_work.html", my_work(reader(request)))


@page
@require_safe
def team_queue(request: HttpRequest, team: str) -> HttpResponse:
    """The queue of a team: every case it must act on now."""
    user = reader(request)
    if team not in TEAMS or not (team in {mine.code for mine in user.teams} or access.visible_kinds(user)):
        raise Http404
    url = address("queue", args=(team,))
    return _list(
        request, url=url, title=_("%(team)s queue") % {"team": _(TEAMS[team].label)}, fixed={"team": team}
    )


@page
@require_safe
def all_cases(request: HttpRequest) -> HttpResponse:
    """Every case that the reader may see, of every team, open and closed."""
    return _list(request, url=address("cases"), title=_("All cases"), fixed={})


def _list(request: HttpRequest, *, url: str, title: str, fixed: dict[str, Any]) -> HttpResponse:
    user = reader(request)
    try:
        query = QueueQuery.parse(_asked(request, fixed))
        chosen = columns.read(request.GET.getlist(columns.PARAMETER))
    except QueueFault as fault:
        messages.error(request, _("%(fault)s The filters were cleared.") % {"fault": fault})
        return redirect(url)
    context = listing(user, query, Place(url, title, fixed, chosen))
    takes = bool(access.visible_kinds(user))  # who is from outside takes no case
    if takes and fixed.get("team") in {team.code for team in user.teams}:
        context["next_url"] = address("take_next", args=(fixed["team"],))
    if takes and "team" in fixed:
        context["triage_url"] = address("triage", args=(fixed["team"],))
    return render(request, "cases/queue.html", context)


def _asked(request: HttpRequest, fixed: dict[str, Any]) -> dict[str, str]:
    given = {name: value for name, value in request.GET.items() if isinstance(value, str) and value}
    given.pop(columns.PARAMETER, None)
    return given | {name: str(value) for name, value in fixed.items()}
