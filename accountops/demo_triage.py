"""Something to see of putting aside: in each team one case that is snoozed, and one that somebody skipped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from cases import clock
from cases.demo import people_by_role
from cases.models import Case
from cases.teams import TEAMS, Team
from cases.workflow import advance

FEWEST: Final = 6  # a team with fewer free cases keeps all of them to decide
MORNING: Final = 10
WAITS_FOR: Final = "The customer's buyer is back tomorrow."
PASSED_ON: Final = "I wrote the offer myself; somebody else should look."


def put_aside(now: datetime) -> None:
    """Through the door, as one of the team's own people."""
    people = people_by_role()
    for team in TEAMS.values():
        someone = next((held[0] for role in team.roles if (held := people.get(role))), None)
        free = _free(team)
        if someone is None or len(free) < FEWEST:
            continue
        with clock.fixed_at(now):
            asleep, passed = free[1], free[3]
            advance(asleep.reference, "snooze", actor=someone, data=_until(asleep, now))
            advance(passed.reference, "skip", actor=someone, data={"reason": PASSED_ON})


def _free(team: Team) -> list[Case]:
    rows = Case.objects.filter(team=team.code, assignee=None, closed_at=None, next_due_at__isnull=False)
    return list(rows.order_by("next_due_at", "id")[:FEWEST])


def _until(case: Case, now: datetime) -> dict[str, str]:
    """Ten in the morning of the day after, on the case's clock."""
    tomorrow = (now + timedelta(days=1)).astimezone(ZoneInfo(case.time_zone))
    until = tomorrow.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return {"until": until.isoformat(), "reason": WAITS_FOR}
