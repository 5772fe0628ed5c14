"""A case as it was at an instant, as plain data: nothing on this page can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from cases import asof, clock, registry, wording
from cases.models import Case, TimelineEntry, User
from cases.navigation import of_case
from cases.present import casepage, history, statemap
from cases.workflow import Look

MOST_DIGITS: Final = 6


def then_page(case: Any, then: asof.Then, user: User) -> dict[str, Any]:
    """The case then: where it stood, its decision, facts and deadlines; and the moments to choose from.

    `case` is as it is now, `then` as it was.
    """
    old, kind, told = then.case, registry.kind_of(case), history.read(case)
    look = Look.at(old, user)
    known = [row for row in told if row.recorded_at <= then.at]
    with clock.fixed_at(then.at):
        state = kind.state(old.state)
        rules = old.standing.book.in_force(then.at)
        facts = casepage.facts_panel(look, user) | {"edit_url": ""}
        return {
            "case": _head(old) | {"state_label": state.label, "state_shape": state.shape},
            "map": statemap.state_map(kind, old.state, casepage.states_before(known)),
            "decision": casepage.decision(old.standing.decision),
            "facts": [facts],
            "ahead": casepage.ahead(old, user, then.at),
            "policy": {"version": rules.version},
            "moments": _moments(case, told, then.at, user),
            "at": then.at,
            "now": then.at,
            "zone": ZoneInfo(case.time_zone),
            "zone_label": casepage.zone_label(case.time_zone),
            "typed": then.at.astimezone(ZoneInfo(case.time_zone)).strftime("%Y-%m-%dT%H:%M"),
        }


def stop_of(number: str, case: Case) -> datetime | None:
    """The instant of the slider's stop of that number; None for a number that is none."""
    if not (number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS):
        return None
    rows = TimelineEntry.objects.filter(case=case.pk, refused=False)
    found = sorted(set(rows.values_list("recorded_at", flat=True)))
    return found[int(number) - 1] if 0 < int(number) <= len(found) else None


def _head(case: Any) -> dict[str, Any]:
    return {
        "title": case.title,
        "reference": case.reference,
        "url": of_case("case", case.reference),
        "then_url": of_case("case_then", case.reference),
        "owner": str(case.assignee) if case.assignee else "nobody",
        "version": case.version,
        "waiting_for": case.waiting_for,
    }


def _moments(case: Case, told: list[TimelineEntry], at: datetime, user: User) -> dict[str, Any]:
    """Each instant at which the case changed, oldest first; the one shown, and those beside it."""
    rows = [row for row in reversed(told) if not row.refused]
    entries = {row["seq"]: row for row in history.entries(case, rows, user, at)}
    url = of_case("case_then", case.reference)
    newest = max((row.seq for row in rows if row.recorded_at <= at), default=0)
    found: list[dict[str, Any]] = [
        {
            "at": row.recorded_at,
            "url": f"{url}?{urlencode({'at': row.recorded_at.isoformat()})}",
            "told": f"{entries[row.seq]['actor']} {entries[row.seq]['sentence']}",
            "current": row.seq == newest,
        }
        for row in rows
    ]
    shown = next((one["at"] for one in found if one["current"]), at)
    stops = _stops(found, ZoneInfo(case.time_zone))
    stop = len({one["at"] for one in found if one["at"] <= at})
    return {
        "all": found,
        "stops": stops,
        "place": stop,
        "said": stops[max(stop, 1) - 1],
        "before": next((one["url"] for one in reversed(found) if one["at"] < shown), ""),
        "after": next((one["url"] for one in found if one["at"] > shown), ""),
    }


def _stops(found: Sequence[Mapping[str, Any]], zone: ZoneInfo) -> list[str]:
    """A sentence for each instant: what is done at one instant is one stop, told by what began it."""
    first: dict[datetime, str] = {}
    for one in found:
        first.setdefault(one["at"], one["told"])
    return [
        gettext("%(number)s of %(all)s, %(date)s %(time)s: %(told)s")
        % {
            "number": number,
            "all": len(first),
            "date": wording.date(instant, zone),
            "time": instant.astimezone(zone).strftime("%H:%M"),
            "told": told,
        }
        for number, (instant, told) in enumerate(sorted(first.items()), 1)
    ]
