"""Lists of cases: my work, a team's queue, all that I may see."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cases import access, clock, queue, registry
from cases.models import User
from cases.present.listing import intakes, listing
from cases.present.mine import my_work
from cases.queue import QueueFault, QueueQuery
from cases.teams import TEAMS
from cases.views.base import page, reader


@page
def home(request: HttpRequest) -> HttpResponse:
    """My own cases and those of my teams that nobody has, what breaches first on top."""
    return render(request, "cases/my_work.html", my_work(reader(request), clock.now()))


@page
def team_queue(request: HttpRequest, team: str) -> HttpResponse:
    """The queue of a team: every case it must act on now."""
    user = reader(request)
    if team not in TEAMS or not (team in {mine.code for mine in user.teams} or access.visible_kinds(user)):
        raise Http404
    url = reverse("queue", args=[team])
    return _list(request, url=url, title=f"{TEAMS[team].label} queue", fixed={"team": team})


@page
def all_cases(request: HttpRequest) -> HttpResponse:
    """Every case that the reader may see, of every team, open and closed."""
    return _list(request, url=reverse("cases"), title="All cases", fixed={})


def _list(request: HttpRequest, *, url: str, title: str, fixed: dict[str, Any]) -> HttpResponse:
    user = reader(request)
    try:
        query = QueueQuery.parse(_asked(request, fixed))
    except QueueFault as fault:
        messages.error(request, f"{fault} The filters were cleared.")
        return redirect(url)
    context = listing(user, query, clock.now(), url=url, title=title, fixed=fixed)
    context |= {"views": _views(user, url, query, fixed), "intakes": intakes(user)}
    if fixed.get("team") in {team.code for team in user.teams}:
        context["next_url"] = reverse("take_next", args=[fixed["team"]])
    return render(request, "cases/queue.html", context)


def _asked(request: HttpRequest, fixed: dict[str, Any]) -> dict[str, str]:
    given = {name: value for name, value in request.GET.items() if isinstance(value, str) and value}
    return given | {name: str(value) for name, value in fixed.items()}


def _views(user: User, url: str, query: QueueQuery, fixed: dict[str, Any]) -> list[dict[str, Any]]:
    """The usual ways to look at the list; each figure is the length of exactly the list behind it."""
    usual: dict[str, dict[str, Any]] = {
        "By breach time": {},
        "Mine": {"assignee": "me"},
        "Nobody's": {"assignee": "none"},
        "Overdue": {"due": "overdue"},
    }
    usual |= {label: {"flag": flag} for kind in registry.all_kinds() for flag, label in kind.flags.items()}
    asked = [QueueQuery(**fixed, **part) for part in usual.values()]
    figures = queue.counts(user, asked)
    rows: list[dict[str, Any]] = [
        {
            "label": label,
            "url": f"{url}?{QueueQuery(**part).address()}" if part else url,
            "count": figure,
            "current": one == query.but(sort="due"),
        }
        for (label, part), one, figure in zip(usual.items(), asked, figures, strict=True)
    ]
    return [
        row
        for row in rows
        if row["count"].number or row["current"] or row["label"] in {"By breach time", "Mine"}
    ]
