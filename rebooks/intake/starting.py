"""The first page: who may open a case, and the drafts to go on with."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext

from cases.models import Draft, User
from cases.registry import get_kind
from cases.teams import role_label
from rebooks.intake import drafts
from rebooks.intake.pages import Page
from rebooks.intake.steps import CHECK


def start_context(user: User) -> dict[str, Any]:
    """The start page as plain data."""
    opening = get_kind("rebook").opening
    return {
        "may": bool(user.roles & opening.roles),
        "who": ", ".join(role_label(role) for role in sorted(opening.roles)),
        "unfinished": [_unfinished(draft, user) for draft in drafts.unfinished(user)],
        "zone": ZoneInfo(user.time_zone),
    }


def _unfinished(draft: Draft, user: User) -> dict[str, Any]:
    page = Page(draft, user, draft.updated_at)
    return {
        "title": draft.title or gettext("No order yet"),
        "saved_at": draft.updated_at,
        "at": page.talk.open_step.name if page.talk.open_step else CHECK,
        "url": page.next_url,
        "delete_url": reverse("rebook_intake_delete", args=[draft.pk]),
    }
