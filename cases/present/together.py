"""Who else is at a case, and what changed since the page was drawn, as plain data."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import access, presence, standing
from cases.models import Case, TimelineEntry, User
from cases.navigation import of_case
from cases.presence import Other
from cases.statements import Statement, written
from cases.wording import time_of_day
from cases.workflow import Look

WORDS: Final = {"editing": _("is editing"), "viewing": _("is viewing"), "idle": _("is idle")}
ICONS: Final = {"editing": "edit", "viewing": "eye", "idle": "clock"}
ARRIVED: Final = {
    "editing": _("{} is editing this case."),
    "viewing": _("{} is viewing this case."),
    "idle": _("{} has this case open."),
}


@dataclass(frozen=True)
class Newest:
    """The newest entry of a case: what the page is held against."""

    case: int
    kind: str
    seq: int
    at: datetime
    actor: int | None
    name: str
    time_zone: str


def newest(reference: str) -> Newest | None:
    """The case of that number by its newest entry, in one statement; None where there is none."""
    rows = _newest().run({"": reference})
    return Newest(*rows[0]) if rows else None


@cache
def _newest() -> Statement:
    rows = TimelineEntry.objects.filter(case__reference="", refused=False).order_by("-seq")
    names = ("case_id", "case__kind", "seq", "recorded_at", "actor_id", "actor__name", "case__time_zone")
    statement = written(rows.values_list(*names)[:1])
    assert statement is not None, "something can be found"
    return statement


def region(look: Look, user: User) -> dict[str, Any] | None:
    """What a fresh page of a case shows; None for people from outside, who are shown nobody."""
    case: Case = look.case
    if access.is_outside(user, case):
        return None
    tab = uuid.uuid4().hex
    found = presence.here(case.pk, user.pk, str(user), tab, presence.VIEWING) if user.live else []
    return _region(case.reference, found, tab, standing.of(case).seq, user) | {"announce": ""}


def again(reference: str, found: Newest, user: User, sent: dict[str, str]) -> dict[str, Any] | None:
    """What an open page shows from now on; None where that is what it shows.

    `sent` is what the page holds: `tab`, `doing`, `known` (who was there), `seen` (the newest entry it
    shows) and `told` (the newest one that it was told of).
    """
    tab = sent["tab"] if sent["tab"].isalnum() else ""
    there = presence.here(found.case, user.pk, str(user), tab, sent["doing"])
    known, seen, told = sent["known"].split(), _number(sent["seen"]), _number(sent["told"])
    if [one.mark for one in there] == known and max(seen, told) >= found.seq:
        return None
    shown = _region(reference, there, tab, seen, user) | {"told": found.seq}
    words = [_arrived(there, known)]
    if found.seq > seen:
        at = time_of_day(found.at, ZoneInfo(found.time_zone))
        places = {"who": found.name or "AccountOps", "at": at}
        mine = found.actor == user.pk
        told_by = gettext("Changed by you at %(at)s") if mine else gettext("Changed by %(who)s at %(at)s")
        shown["changed"] = told_by % places
        words += [f"{shown['changed']}."] if found.seq > told else []
    return shown | {"announce": " ".join(filter(None, words))}


def _region(reference: str, there: Sequence[Other], tab: str, seen: int, user: User) -> dict[str, Any]:
    return {
        "url": of_case("together", reference),
        "case_url": of_case("case", reference),
        "there": [{"name": one.name, "words": WORDS[one.doing], "icon": ICONS[one.doing]} for one in there],
        "known": " ".join(one.mark for one in there),
        "tab": tab,
        "seen": seen,
        "told": seen,
        "changed": "",
        "live": user.live,
    }


def _arrived(there: Sequence[Other], known: Collection[str]) -> str:
    """What is said aloud: who was not there before, and who has begun to write."""
    before = {mark.partition(".")[0] for mark in known}
    news = [one for one in there if str(one.user) not in before]
    news += [
        one for one in there if str(one.user) in before and one.mark not in known and one.doing == "editing"
    ]
    return " ".join(ARRIVED[one.doing].format(one.name) for one in news)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
