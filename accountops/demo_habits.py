"""Habits of the demo's people: views that they saved, and an absence that plans can show."""

from __future__ import annotations

from datetime import datetime, timedelta

from cases.models import Absence, SavedView, User
from cases.worktime import local_date

AWAY_DAYS = 3
NAMED = ("ines", "malin", "carl", "priya")
VIEWS = (
    ("ines", "research", "research", "Nobody's by amount", "assignee=none&sort=-amount"),
    ("ines", "research", "", "Newest first", "sort=-opened&columns=due%2Cwaits%2Cstate%2Copened"),
    ("malin", "", "", "Largest open", "open=true&sort=-amount&columns=due%2Cstate%2Cowner%2Camount%2Ckind"),
)


def seed_habits(now: datetime) -> None:
    """Makes what is missing; running it twice adds nothing."""
    people = {
        user.username: user for user in User.objects.filter(username__in=("ines", "malin", "carl", "priya"))
    }
    for owner, team, shared_with, name, address in VIEWS:
        given = {"shared_with": shared_with, "address": address}
        SavedView.objects.get_or_create(owner=people[owner], team=team, name=name, defaults=given)
    carl = people["carl"]
    if not carl.absences.exists():
        today = local_date(now, carl.time_zone)
        Absence.objects.create(
            user=carl,
            first=today,
            last=today + timedelta(days=AWAY_DAYS),
            substitute=people["priya"],
            entered_by=carl,
        )
