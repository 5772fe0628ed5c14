"""What the frame around every page shows: where one can go, who one is, how it looks."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cases import access, navigation, queue
from cases.models import User
from cases.notices import reading
from cases.present import introducing
from cases.requests import current_request_id
from cases.teams import role_label


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame; empty for those who are not signed in."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or request.headers.get("HX-Request") == "true":
        return {"request_id": current_request_id()}
    return {
        "nav": SimpleLazyObject(partial(_nav, request.path, user)),
        "me": {
            "name": str(user),
            "role": ", ".join(role_label(role) for role in sorted(user.roles)) or "No role yet",
            "unread": _count(reading.unread(user)),
            "at_notifications": request.path == navigation.address("notifications"),
        },
        "look": {
            "theme": "" if user.theme == User.Theme.SYSTEM else user.theme,
            "density": "" if user.density == User.Density.COMFORTABLE else user.density,
            "shortcuts": "" if user.shortcuts else "off",
        },
        "introduction": introducing.of_page(request, user),
        "request_id": current_request_id(),
    }


def _count(number: int) -> str:
    """Beside the bell; nothing where there is nothing."""
    return f"{reading.MOST_COUNTED}+" if number >= reading.MOST_COUNTED else str(number or "")


def _nav(path: str, user: User) -> list[dict[str, Any]]:
    """The places with their figures, for pages that have not counted them together with their own."""
    asked = navigation.counted(user)
    # None of them asks for the present, and what was taken part in is short to count: one statement.
    told = queue.figures(access.sight_of(user), asked, {})
    figures = dict(zip(asked, told, strict=True))
    return navigation.navigation(path, user, figures.__getitem__)
