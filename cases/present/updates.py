"""What happened to a list since it was drawn: counted, never put in."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from cases import access
from cases.glance import Line
from cases.models import User
from cases.navigation import address
from cases.queue import QueueFault, QueueQuery, find

MOST: Final = 100  # more is told as "100 or more"
MOST_SHOWN: Final = 200  # rows of one page


@dataclass(frozen=True)
class Change:
    """A case that changed since: when it came into being or into its state, and whether the list has it."""

    reference: str
    opened_at: datetime
    state_since: datetime
    listed: bool


def of_list(user: User, url: str, query: QueueQuery, lines: Sequence[Line], now: datetime) -> dict[str, Any]:
    """What the page of a list asks with. `url` is the page's own, `now` the instant it shows."""
    held = {
        "list": query.but().address(),
        "since": now.astimezone(UTC).isoformat(),
        "shown": " ".join(line.reference for line in lines),
    }
    return {"url": address("updates"), "page_url": url, "held": json.dumps(held), "live": user.live}


def words(user: User, sent: dict[str, str]) -> str:
    """ "5 new, 2 changed", or nothing. `sent` is what `of_list` gave; rubbish is answered with nothing."""
    try:
        query = QueueQuery.parse(QueryDict(sent["list"]).dict())
        since = datetime.fromisoformat(sent["since"])
    except (QueueFault, ValueError):
        return ""
    if since.tzinfo is None:
        return ""
    shown = [one for one in sent["shown"].split()[:MOST_SHOWN] if one.isprintable()]
    return told(changes(user, query, since, shown), since, shown)


def changes(user: User, query: QueueQuery, since: datetime, shown: Collection[str]) -> list[Change]:
    """The cases of the list that changed after `since`, and those shown that are not of it any more."""
    names = ("reference", "opened_at", "state_since")
    there = find(user, query.but()).filter(updated_at__gt=since).order_by()
    found = [Change(one, at, moved, listed=True) for one, at, moved in there.values_list(*names)[:MOST]]
    seen = {one.reference for one in found}
    left = access.visible_to(user).filter(reference__in=[one for one in shown if one not in seen])
    gone = left.filter(updated_at__gt=since).values_list(*names)
    return found + [Change(one, at, moved, listed=False) for one, at, moved in gone]


def told(found: Sequence[Change], since: datetime, shown: Collection[str]) -> str:
    """How many are new to the list, and how many others changed, in words; nothing where there are none."""
    on_page = set(shown)
    new = [
        one
        for one in found
        if one.listed and one.reference not in on_page and max(one.opened_at, one.state_since) > since
    ]
    changed = len(found) - len(new)
    parts = [_("%(n)s new") % {"n": _many(len(new))}] if new else []
    parts += [_("%(n)s changed") % {"n": _many(changed)}] if changed else []
    return ", ".join(parts)


def _many(number: int) -> str:
    return _("%(most)d or more") % {"most": MOST} if number >= MOST else str(number)


def announced(told_words: str) -> str:
    """The same as a sentence for who hears it."""
    return _("In this list: %(told)s. Nothing has moved.") % {"told": told_words} if told_words else ""
