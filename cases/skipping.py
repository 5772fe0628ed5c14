"""Passing a case on to whoever comes next: with a reason, for managers to see, and for one's own day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crispy_forms.layout import Layout
from django.utils.translation import gettext_noop as _

from cases.forms import ReasonForm
from cases.kinds import Action
from cases.models import TimelineEntry, User
from cases.routing import Asked, Check
from cases.teams import OVERSEERS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cases.step import Step

SKIP, UNDO = "skip", "undo"


class SkipForm(ReasonForm):
    """Why somebody else should take it."""

    def layout(self) -> Layout:
        """It is skipped now: when it happened is not asked for on the page."""
        return Layout("reason")


def skip_actions() -> tuple[Action, ...]:
    """Skipping a case that is one's own or nobody's."""
    return (
        Action(
            SKIP, _("Skip this case"),
            _("Leaves it to the next colleague; “next case” does not give it to you again today."),
            "skipped the case", frozenset(), SkipForm, _guards, _skip, personal=frozenset({"reason"}),
            by_holder=True, core=True, states="open", keeps_version=True,
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class Skipped:
    """A case that somebody skipped: who, when and why."""

    case_id: int
    team: str
    by: User
    at: datetime
    reason: str


def day_of(now: datetime, zone: str) -> datetime:
    """When the day began on somebody's clock."""
    local = now.astimezone(ZoneInfo(zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def skipped_by(user: User, now: datetime) -> frozenset[int]:
    """The numbers of the cases this person skipped today, those left out whose skip was undone."""
    rows = _rows(day_of(now, user.time_zone)).filter(actor=user)
    return frozenset(row.case_id for row in _standing(rows))


def skipped_in(team: str, now: datetime, zone: str) -> list[Skipped]:
    """What was skipped today in a team, the latest first, by the day of the `zone`."""
    rows = _rows(day_of(now, zone)).select_related("actor", "personal")
    found = [row for row in _standing(rows) if row.data.get("team") == team and row.actor is not None]
    return [
        Skipped(row.case_id, team, row.actor, row.recorded_at, _reason(row))  # type: ignore[arg-type]  # above
        for row in reversed(found)
    ]


def _rows(since: datetime) -> QuerySet[TimelineEntry]:
    rows = TimelineEntry.objects.filter(action__in=[SKIP, UNDO], refused=False, recorded_at__gte=since)
    return rows.order_by("recorded_at", "pk")


def _standing(rows: Iterable[TimelineEntry]) -> list[TimelineEntry]:
    """The skips that were not undone; the last one of each case and person."""
    found: dict[tuple[int, int | None], TimelineEntry] = {}
    for row in rows:
        key = (row.case_id, row.actor_id)
        if row.action == SKIP:
            found.pop(key, None)
            found[key] = row
        elif key in found and row.data.get("undoes", {}).get("seq") == found[key].seq:
            del found[key]
    return list(found.values())


def _reason(row: TimelineEntry) -> str:
    words = getattr(row, "personal", None)
    return str(words.data.get("reason", "")) if words else ""


def _guards(asked: Asked) -> Sequence[Check]:
    owner, mine = asked.extra.get("owner"), asked.extra.get("owner_is_actor")
    free: Any = owner is None or mine
    return [
        Check("TAKEN", bool(free), f"{owner} has this case.", "It is yours or nobody's.",
              who=tuple(sorted(OVERSEERS)))
    ]  # fmt: skip


def _skip(step: Step) -> None:
    step.say(team=step.case.team)
    if step.case.assignee_id is not None:
        step.set("assignee", None)
