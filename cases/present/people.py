"""People as their pages show them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import access, clock, sessions
from cases.models import RoleGrant, User
from cases.sameperson import are_own, other_accounts
from cases.teams import TEAMS, role_label, teams_of
from cases.wording import when, zone_words
from cases.worktime import first_instant_of, local_date

MOST_CHANGES = 50


def held_roles(person: User) -> frozenset[str]:
    """The roles granted to a person, active or not."""
    return frozenset(RoleGrant.objects.filter(user=person).values_list("role", flat=True))


def listing(reader: User) -> dict[str, Any]:
    """Everybody by team, those without one after them, those without access last; three queries."""
    open_cases = Count("assigned", filter=Q(assigned__closed_at=None))
    today = Count("assigned", filter=Q(assigned__closed_at=None, assigned__next_due_at__lt=_tomorrow(reader)))
    everybody = User.objects.annotate(open_count=open_cases, due_today=today).order_by("name", "pk")
    rows = [_row(person) for person in everybody.prefetch_related("grants")]
    active = [row for row in rows if row["active"]]
    groups = [
        _group(team.code, team.label, [row for row in active if team.code in row["teams"]])
        for team in TEAMS.values()
    ]
    if not access.visible_kinds(reader):  # there is no queue for who sees no cases
        groups = [group | {"url": ""} for group in groups]
    groups.append(_group("no-team", _("Across teams"), [row for row in active if not row["teams"]]))
    groups.append(_group("no-access", _("Without access"), [row for row in rows if not row["active"]]))
    return {"title": _("People"), "groups": [group for group in groups if group["people"]]}


def _group(code: str, title: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    url = reverse("queue", args=[code]) if code in TEAMS else ""
    return {"id": f"people-{code}", "title": title, "url": url, "people": rows}


def _row(person: User) -> dict[str, Any]:
    roles = frozenset(grant.role for grant in person.grants.all())
    return {
        "name": str(person),
        "url": reverse("person", args=[person.pk]),
        "roles": words(roles),
        "teams": {team.code for team in teams_of(roles)},
        "active": person.is_active,
        "open_count": getattr(person, "open_count", 0),
        "due_today": getattr(person, "due_today", 0),
    }


def words(roles: frozenset[str]) -> str:
    """Roles as one line of words."""
    return ", ".join(sorted(role_label(role) for role in roles)) or _("No role yet")


def card(person: User, reader: User) -> dict[str, Any]:
    """The context of a person's page."""
    roles = held_roles(person)
    last = when_for(person.last_login, reader) if person.last_login else ""
    facts = [
        {"label": _("Username"), "value": person.username},
        {"label": _("E-mail"), "value": person.email},
        {"label": _("Time zone"), "value": zone_words(person.time_zone)},
        {"label": _("Last signed in"), "value": last or _("Never"), "missing": not last},
    ]
    changes = person.changes.select_related("actor")[:MOST_CHANGES]
    return {
        "person": {
            "name": str(person),
            "roles": words(roles),
            "team": ", ".join(team.label for team in teams_of(roles)),
            "active": person.is_active,
        },
        "facts_groups": [{"id": "account", "title": _("Account"), "facts": facts}],
        "changes": [
            {
                "what": str(change),
                "who": str(change.actor),
                "when": when_for(change.at, reader),
                "why": change.reason,
            }
            for change in changes
        ],
        "accounts": _accounts(person, reader),
        "roles_url": reverse("person_roles", args=[person.pk]),
        "attendance_url": reverse("person_attendance", args=[person.pk]),
        "active_url": reverse("person_active", args=[person.pk]),
        "password_url": reverse("person_password", args=[person.pk]),
    }


def _accounts(person: User, reader: User) -> dict[str, Any]:
    """The other accounts of the same human, and where they are linked and unlinked."""
    return {
        "others": [
            {"name": str(one), "username": one.username, "url": reverse("person", args=[one.pk])}
            for one in other_accounts(person)
        ],
        "own": are_own(reader, person),
        "link_url": reverse("person_link", args=[person.pk]),
        "unlink_url": reverse("person_unlink", args=[person.pk]),
    }


def when_for(instant: datetime, reader: User) -> str:
    """In real time: access is no business of the cases' clock."""
    return when(instant, timezone.now(), ZoneInfo(reader.time_zone))


def _tomorrow(reader: User) -> datetime:
    zone = reader.time_zone
    return first_instant_of(local_date(clock.now(), zone) + timedelta(days=1), zone)


def sessions_of(person: User, key: str) -> list[dict[str, Any]]:
    """Where this person is signed in; `key` is the session that asks."""
    return [
        {
            "device": row.device,
            "since": when_for(row.at, person),
            "seen": when_for(row.seen_at, person),
            "current": row.session_key == key,
            "end_url": reverse("session_end", args=[row.pk]),
        }
        for row in sorted(sessions.living(person), key=lambda one: one.session_key != key)
    ]
