"""What a search found, as plain data."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from cases import navigation
from cases.glance import Asked, glance
from cases.models import User
from cases.present.exports import exports
from cases.present.listing import frame
from cases.present.rows import row
from cases.queue import QueueQuery


def found(user: User, query: QueueQuery, url: str) -> dict[str, Any]:
    """The context of the page; `exact` is the address of the case whose whole number was given, or ""."""
    seen = glance(user, [Asked(query, user.page_size)], [query, *navigation.counted(user)])
    lines = seen.pages[0].cases
    shown = [row(line, user) for line in lines]
    whole = [one["url"] for one in shown if one["reference"] == query.q.upper()]
    return {
        "exact": whole[0] if whole else "",
        "searched": True,
        "query": query.q,
        "results": [
            one | {"matched": " · ".join(filter(None, [one["waiting_for"], one["detail"]]))} for one in shown
        ],
        "total": seen.count(query),
        "filter_url": f"{reverse('cases')}?{query.address()}",
        "exports": exports(user, query),
    } | frame(user, seen, url)
