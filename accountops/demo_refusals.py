"""Acts that were tried too early in the demo, so that its boards have something that stood against acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cases import clock, registry
from cases.demo import people_by_role
from cases.models import Case, User
from cases.workflow import InputErrors, advance
from cases.workflow.looking import Look

MOST: Final = 12
EACH: Final = 3  # of one reason: boards show several


def seed_refusals(now: datetime) -> int:
    """Lets people try what is not allowed now on some open cases; answers how often something was refused."""
    held, told, refused = people_by_role(), dict[str, int](), 0
    for case in (
        Case.objects.filter(closed_at=None).exclude(team=None).order_by("-updated_at", "pk")[: 8 * MOST]
    ):
        tried = _tried_too_early(case, held, told)
        if tried is None:
            continue
        user, name = tried
        with clock.fixed_at(max(now - timedelta(minutes=10), case.updated_at)):
            try:
                refused += not advance(case.reference, name, actor=user).ok
            except InputErrors:
                continue
        if refused >= MOST:
            break
    return refused


def _tried_too_early(
    case: Case, held: dict[str, list[User]], told: dict[str, int]
) -> tuple[User, str] | None:
    """Somebody of the team, and an act of the kind's own that one rule alone stands against now."""
    kind = registry.kind_of(case)
    for spec in kind.actions:
        people = [user for role in sorted(spec.roles) for user in held.get(role, ())]
        if spec.core or spec.automatic or not people:
            continue
        look = Look.at(kind.model.objects.get(pk=case.pk), people[0])
        against = [check.code for check in look.checks(spec) if not check.met]
        if len(against) == 1 and told.get(against[0], 0) < EACH and against[0] != "WRONG_STATE":
            told[against[0]] = told.get(against[0], 0) + 1
            return people[0], spec.name
    return None
