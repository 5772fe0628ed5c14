"""Who could have a case next: the people of a team, how much each has, who is present, whom to propose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cases import clock
from cases.attendance import Away, Hours, Presence, presence
from cases.models import Absence, Case, User, WorkingHours
from cases.teams import TEAMS, Team

NOBODY: Final = _("Nobody else of the team can be proposed: they are absent, or there is nobody else.")
NAMED: Final = 3
"""Colleagues of whom the proposal says why they are not proposed."""


@dataclass(frozen=True)
class Member:
    """Somebody of a team, and whether they are at work."""

    person: User
    presence: Presence


@dataclass(frozen=True)
class Colleague(Member):
    """The same with the number of their open cases."""

    open_cases: int

    def words(self, now: datetime, zone: str) -> str:
        """ "Ines Okafor: 3 open cases, present until today 17:00"."""
        message = ngettext(
            "%(person)s: %(cases)s open case, %(presence)s",
            "%(person)s: %(cases)s open cases, %(presence)s",
            self.open_cases,
        )
        presence = self.presence.words(now, zone)
        return message % {"person": self.person, "cases": f"{self.open_cases:,}", "presence": presence}


@dataclass(frozen=True)
class Proposal:
    """Whom to hand a case to, None for nobody; why, in a sentence; and what is told of each, by key."""

    colleague: Colleague | None
    why: str
    told: Mapping[int, str]


def members(team: str) -> list[Member]:
    """Everybody who works in this team and may sign in, by name; no case is counted for it."""
    return [Member(one, told) for one, told in _present(_working([TEAMS[team]]))]


def colleagues(teams: Iterable[str]) -> dict[str, list[Colleague]]:
    """The same of each of these teams, with all their open cases; a fixed number of statements."""
    known = [TEAMS[code] for code in dict.fromkeys(teams) if code in TEAMS]
    held = Case.objects.filter(assignee=OuterRef("pk"), closed_at=None).order_by().values("assignee")
    people = _working(known).annotate(
        held_cases=Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0)
    )
    found = [
        (Colleague(one, told, one.held_cases), {grant.role for grant in one.grants.all()})
        for one, told in _present(people.prefetch_related("grants"))
    ]
    return {team.code: [one for one, held in found if held & set(team.roles)] for team in known}


def _working(teams: Sequence[Team]) -> Any:
    roles = {role for team in teams for role in team.roles}
    found = User.objects.filter(is_active=True, grants__role__in=roles)
    return found.order_by("name", "pk").distinct()


def _present(people: Any) -> list[tuple[Any, Presence]]:
    now = clock.now()
    return [(one, presence_of(one, now)) for one in with_presence(people)]


def with_presence(people: Any) -> Any:
    """The people of a query with what `presence_of` asks for."""
    absences = Absence.objects.select_related("substitute")
    return people.select_related("hours").prefetch_related(Prefetch("absences", absences))


def presence_of(person: User, now: datetime) -> Presence:
    """Whether somebody is at work, from their hours and absences."""
    hours: WorkingHours | None = getattr(person, "hours", None)
    told = Hours(hours.begins, hours.ends, frozenset(hours.days)) if hours else Hours()
    away = [
        Away(one.first, one.last, str(one.substitute) if one.substitute else "")
        for one in person.absences.all()
    ]
    return presence(now, person.time_zone, told, away)


def told_when_handed_over(person: User, zone: str) -> str:
    """How it was with somebody when a case was handed to them, in a sentence that is read later."""
    found = with_presence(User.objects.filter(pk=person.pk)).get()
    words = presence_of(found, clock.now()).dated(zone)
    return gettext("%(person)s, when it was handed over: %(presence)s") % {
        "person": person,
        "presence": words,
    }


def propose(team: str | None, owner: int | None, zone: str) -> Proposal:
    """Whoever of the team is at work and has the fewest open cases, and why; never the owner.

    Where nobody is at work it is whoever is only outside their hours, and never who is absent.
    """
    now, people = clock.now(), colleagues([team] if team else []).get(team or "", [])
    told = {one.person.pk: one.words(now, zone) for one in people}
    chosen = least_loaded(people, owner)
    known = {owner, chosen.person.pk if chosen else None}
    others = sorted(
        (one for one in people if one.person.pk not in known),
        key=lambda one: (one.presence.rank, one.open_cases),
    )
    first = (
        gettext("Proposed: %(words)s.") % {"words": chosen.words(now, zone)} if chosen else gettext(NOBODY)
    )
    return Proposal(chosen, " ".join([first, *(_instead(one, now, zone) for one in others[:NAMED])]), told)


def _instead(one: Colleague, now: datetime, zone: str) -> str:
    if one.presence.here:
        return gettext("%(person)s has %(cases)s.") % {
            "person": one.person,
            "cases": one.open_cases,
        }
    return gettext("%(person)s is %(words)s.") % {
        "person": one.person,
        "words": one.presence.words(now, zone),
    }


def least_loaded(people: Sequence[Colleague], owner: int | None) -> Colleague | None:
    """Who is asked first: at work before outside their hours, then the fewest open cases, then the name."""
    fitting = [one for one in people if one.presence.away is None and one.person.pk != owner]
    return min(fitting, key=lambda one: (one.presence.rank, one.open_cases), default=None)


class Spreading:
    """Proposes one case after the other to whoever has the fewest then; what was proposed counts."""

    def __init__(self, teams: Iterable[str]) -> None:
        self.by_team = colleagues(teams)

    def next_for(self, team: str | None, owner: int | None) -> Colleague | None:
        """Who gets the next case of `team`: not its `owner`, as `least_loaded` says. None for nobody."""
        chosen = least_loaded(self.by_team.get(team or "", []), owner)
        if chosen is not None:
            self._moved(chosen.person.pk, owner)
        return chosen

    def _moved(self, to: int, owner: int | None) -> None:
        change = {owner: -1, to: 1}
        self.by_team = {
            code: [replace(one, open_cases=one.open_cases + change.get(one.person.pk, 0)) for one in people]
            for code, people in self.by_team.items()
        }
