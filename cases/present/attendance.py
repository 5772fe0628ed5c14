"""Who is at work, with hours and absences, as plain data."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import clock
from cases.assigning import Colleague, colleagues, presence_of, with_presence
from cases.models import Absence, User
from cases.navigation import address
from cases.people import ADMINISTRATOR
from cases.saying import day_of
from cases.teams import OUTSIDE, OVERSEERS, TEAMS
from cases.wording import capital
from cases.worktime import local_date

DAYS: Final = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
SHAPES: Final = {0: "tick-disc", 1: "dash", 2: "slashed-ring"}


def may_see_to(user: User) -> bool:
    """Whether this person enters absences and hours of others."""
    return bool(user.roles & (OVERSEERS | {ADMINISTRATOR}))


def colleagues_of(person: User) -> QuerySet[User]:
    """Who may stand in for somebody: the active people of their teams."""
    held = frozenset(person.grants.values_list("role", flat=True))
    roles = {role for team in TEAMS.values() if held & set(team.roles) for role in team.roles}
    people = User.objects.filter(is_active=True, grants__role__in=roles).exclude(pk=person.pk)
    return people.order_by("name", "pk").distinct()


def listing(user: User) -> dict[str, Any]:
    """The people of one's teams with how it is with them now; every team for who oversees."""
    teams = [one for one in TEAMS.values() if not set(one.roles) <= OUTSIDE]
    mine = teams if may_see_to(user) else [one for one in user.teams if one in teams]
    found, now = colleagues(one.code for one in mine), clock.now()
    groups = [
        {
            "id": f"present-{team.code}",
            "title": team.label,
            "people": [_row(one, user, now) for one in found.get(team.code, [])],
        }
        for team in mine
    ]
    return {
        "groups": [group for group in groups if group["people"]],
        "mine_url": address("person_attendance", args=(user.pk,)),
    }


def _row(one: Colleague, user: User, now: Any) -> dict[str, Any]:
    may = may_see_to(user) or one.person.pk == user.pk
    return {
        "name": str(one.person),
        "url": address("person_attendance", args=(one.person.pk,)) if may else "",
        "shape": SHAPES[one.presence.rank],
        "words": capital(one.presence.words(now, user.time_zone)),
        "open_cases": one.open_cases,
    }


def card(person: User, user: User) -> dict[str, Any]:
    """One person's page: how it is with them now, and the absences that are not over."""
    found, now = with_presence(User.objects.filter(pk=person.pk)).get(), clock.now()
    told = presence_of(found, now)
    today = local_date(now, person.time_zone)
    coming = person.absences.select_related("substitute", "entered_by").filter(last__gte=today)
    return {
        "person": {"name": str(person), "pk": person.pk, "zone": person.time_zone},
        "is_self": person.pk == user.pk,
        "shape": SHAPES[told.rank],
        "words": capital(told.words(now, user.time_zone)),
        "absences": [_absence(one, person) for one in coming],
        "hours_url": address("person_hours", args=(person.pk,)),
    }


def _absence(one: Absence, person: User) -> dict[str, Any]:
    by = (
        gettext("entered by %(entered_by)s") % {"entered_by": one.entered_by}
        if one.entered_by and one.entered_by != person
        else ""
    )
    return {
        "words": gettext("%(low)s to %(high)s") % {"low": day_of(one.first), "high": day_of(one.last)},
        "more": ", ".join(
            part
            for part in (
                gettext("%(substitute)s stands in") % {"substitute": one.substitute}
                if one.substitute
                else "",
                one.note,
                by,
            )
            if part
        ),
        "remove_url": address("absence_remove", args=(person.pk, one.pk)),
    }
