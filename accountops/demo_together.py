"""Colleagues who named each other in notes, so that a visitor of the demo finds something at the bell."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cases import clock
from cases.demo import people_by_role
from cases.models import Case, Notification, User
from cases.teams import TEAMS
from cases.workflow import advance

NOTES: Final = (
    "@{} could you look at the dates before you go on? I may have read them wrongly.",
    "@{} they called again and ask when they hear from us.",
    "@{} this one looks like the case of last week.",
)
MOST: Final = 9
OLD: Final = timedelta(days=2)


def seed_together(now: datetime) -> int:
    """Names the owners of some open cases in notes of their colleagues; answers how many notes were written.

    What happened in the demo's past is read already, and nobody gets a mail of it.
    """
    held, written = people_by_role(), 0
    cases = Case.objects.filter(closed_at=None).exclude(assignee=None).select_related("assignee")
    for number, case in enumerate(cases.order_by("-updated_at", "pk")[:MOST]):
        owner = case.assignee
        writer = _colleague(case, held)
        if owner is None or writer is None:
            continue
        with clock.fixed_at(max(now - timedelta(minutes=25 * (number + 1)), case.updated_at)):
            text = NOTES[number % len(NOTES)].format(owner.username)
            written += advance(case.reference, "note", actor=writer, data={"text": text}).ok
    Notification.objects.filter(mail_at__isnull=False).update(mail_at=None)
    Notification.objects.filter(at__lt=now - OLD, read_at=None).update(read_at=now)
    return written


def _colleague(case: Case, held: dict[str, list[User]]) -> User | None:
    """Somebody else of the team that holds the case, else a manager."""
    roles = [*(TEAMS[case.team].roles if case.team else ()), "manager"]
    others = [user for role in roles for user in held.get(role, ()) if user.pk != case.assignee_id]
    return others[0] if others else None
