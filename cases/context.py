"""What the frame around every page shows: where one can go, who one is, how it looks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cases import access
from cases.figures import count_all
from cases.models import Case, User
from cases.requests import current_request_id
from cases.teams import READ_ALL, role_label

MOST = 1000


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame; empty for those who are not signed in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or request.headers.get("HX-Request") == "true":
        return {"request_id": current_request_id()}
    return {
        "nav": _nav(request.path, user),
        "me": {
            "name": str(user),
            "role": ", ".join(role_label(role) for role in sorted(user.roles)) or "No role yet",
        },
        "look": {
            "theme": "" if user.theme == User.Theme.SYSTEM else user.theme,
            "density": "" if user.density == User.Density.COMFORTABLE else user.density,
            "shortcuts": "" if user.shortcuts else "off",
        },
        "request_id": current_request_id(),
    }


def _nav(path: str, user: User) -> list[dict[str, Any]]:
    mine, *held = _figures(user)
    rows = [_item("My work", reverse("home"), "inbox", path, mine)]
    rows += [
        _item(team.label, reverse("queue", args=[team.code]), "queue", path, figure)
        for team, figure in zip(user.teams, held, strict=True)
    ]
    if user.roles & READ_ALL or len(user.teams) != 1:
        rows.append(_item("All cases", reverse("cases"), "queue", path))
    if access.visible_kinds(user):
        rows.append(_item("Board", reverse("boards"), "chart", path))
    if "administrator" in user.roles:
        rows.append(_item("People", reverse("people"), "people", path))
    return rows


def _item(label: str, url: str, icon: str, path: str, count: str = "") -> dict[str, Any]:
    current = path == url if url == "/" else path.startswith(url)
    return {"label": label, "url": url, "icon": icon, "count": count, "current": current}


def _figures(user: User) -> list[str]:
    """How many cases are mine and in each of my teams' queues, in one statement."""
    cases = [Case.objects.filter(assignee=user, closed_at=None)]
    cases += [Case.objects.filter(team=team.code) for team in user.teams]
    return [f"{MOST:,}+" if number > MOST else f"{number:,}" for number in count_all(cases, MOST)]
