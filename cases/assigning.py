"""Who could have a case next: the people of a team, how much each has, and whom to propose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from cases.models import Case, User
from cases.teams import TEAMS


@dataclass(frozen=True)
class Colleague:
    """Somebody of a team with the number of their open cases."""

    person: User
    open_cases: int

    @property
    def is_present(self) -> bool:
        """Whether a case handed over now finds them at work."""
        return True


def colleagues(teams: Iterable[str]) -> dict[str, list[Colleague]]:
    """Everybody who works in each of these teams and may sign in, by name; one statement."""
    known = [TEAMS[code] for code in dict.fromkeys(teams) if code in TEAMS]
    roles = {role for team in known for role in team.roles}
    held = Case.objects.filter(assignee=OuterRef("pk"), closed_at=None).order_by().values("assignee")
    people = (
        User.objects.filter(is_active=True, grants__role__in=roles)
        .annotate(held_cases=Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0))
        .prefetch_related("grants")
        .order_by("name", "pk")
        .distinct()
    )
    found = [(Colleague(one, one.held_cases), {grant.role for grant in one.grants.all()}) for one in people]
    return {team.code: [one for one, held in found if held & set(team.roles)] for team in known}


class Spreading:
    """Proposes one case after the other to whoever has the fewest then; what was proposed counts."""

    def __init__(self, teams: Iterable[str]) -> None:
        self.by_team = colleagues(teams)

    def next_for(self, team: str | None, owner: int | None) -> Colleague | None:
        """Who gets the next case of `team`: present, not its `owner`, with the fewest. None for nobody."""
        fitting = [
            one for one in self.by_team.get(team or "", []) if one.is_present and one.person.pk != owner
        ]
        chosen = min(fitting, key=lambda one: one.open_cases, default=None)
        if chosen is not None:
            self._moved(chosen.person.pk, owner)
        return chosen

    def _moved(self, to: int, owner: int | None) -> None:
        change = {owner: -1, to: 1}
        self.by_team = {
            code: [replace(one, open_cases=one.open_cases + change.get(one.person.pk, 0)) for one in people]
            for code, people in self.by_team.items()
        }
