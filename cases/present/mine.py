"""My work as plain data."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from cases import access, queue
from cases.models import User
from cases.present.casepage import zone_label
from cases.present.listing import intakes
from cases.present.rows import rows
from cases.queue import QueueQuery
from cases.teams import Team

SHOWN = 15


def my_work(user: User, now: datetime) -> dict[str, Any]:
    """The person's own queue first, then what nobody has in each of their teams; all by breach time."""
    sections = [_mine(user, now), *[_free(user, team, now) for team in user.teams]]
    if not user.teams and access.visible_kinds(user):
        sections = [_everything(user, now)]
    return {
        "sections": sections,
        "intakes": intakes(user),
        "now": now,
        "zone": ZoneInfo(user.time_zone),
        "zone_label": zone_label(user.time_zone),
        "next_url": reverse("take_next", args=[user.teams[0].code]) if len(user.teams) == 1 else "",
    }


def _mine(user: User, now: datetime) -> dict[str, Any]:
    query = QueueQuery(assignee="me", open=True)
    empty = {
        "kind": "nothing",
        "title": "You have no cases",
        "text": "Take the next one: the most urgent is first.",
    }
    return _section(user, query, now, "mine", "Yours", reverse("cases"), empty)


def _free(user: User, team: Team, now: datetime) -> dict[str, Any]:
    query = QueueQuery(team=team.code, assignee="none", open=True)
    empty = {
        "kind": "nothing",
        "title": "Everything is taken",
        "text": f"Every case of {team.label} has an owner.",
    }
    return _section(
        user, query, now, f"free-{team.code}", f"Nobody's in {team.label}", reverse("cases"), empty
    )


def _everything(user: User, now: datetime) -> dict[str, Any]:
    empty = {"kind": "nothing", "title": "No open case", "text": "Nothing is under way."}
    return _section(user, QueueQuery(open=True), now, "all", "All open cases", reverse("cases"), empty)


def _section(
    user: User, query: QueueQuery, now: datetime, code: str, title: str, url: str, empty: dict[str, str]
) -> dict[str, Any]:
    found = queue.page(user, query, SHOWN).cases
    return {
        "id": code,
        "title": title,
        "note": "what breaches first on top",
        "url": f"{url}?{query.address()}",
        "url_label": "All",
        "count": queue.count(user, query),
        "rows": rows(found, user, now),
        "empty": empty,
    }
