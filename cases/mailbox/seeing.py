"""Who sees a mail: who sees its case; of one without a case, its team, and who reads everything."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q, QuerySet

from cases import access, registry
from cases.models import InboundMail, User
from cases.teams import OUTSIDE, READ_ALL, TEAMS, Team

GATEWAY = "mail"


def inbox_teams() -> list[Team]:
    """The teams that mail without a case can come to."""
    codes = {kind.mail.team for kind in registry.all_kinds() if kind.mail is not None} | {settings.MAIL_TEAM}
    return [team for code, team in TEAMS.items() if code in codes]


def teams_of(user: User) -> list[Team]:
    """The inboxes that this person works in; managers work in all."""
    if not user.is_active:
        return []
    everywhere = "manager" in user.roles
    return [team for team in inbox_teams() if everywhere or user.roles & set(team.roles)]


def may_look(user: User) -> bool:
    """Whether there is an inbox for this person."""
    return bool(teams_of(user)) or (user.is_active and bool(user.roles & READ_ALL))


def may_bring(user: User) -> bool:
    """Whether this person, or system, may bring mail."""
    return user.is_active and (GATEWAY in user.roles or bool(teams_of(user)))


def visible_to(user: User) -> QuerySet[InboundMail]:
    """The mails that this person may read. Nobody from outside reads any."""
    rows = InboundMail.objects.all()
    ours = user.roles - OUTSIDE
    if not user.is_active or not ours:
        return rows.none()
    without = Q(case=None)
    if not ours & READ_ALL:
        without &= Q(team__in=[team.code for team in teams_of(user)])
    kinds = access.visible_kinds(user)
    return rows.filter(without | Q(case__kind__in=kinds))


def may_handle(user: User, mail: InboundMail) -> bool:
    """Whether this person may do something with it: works in the team that it is for."""
    return mail.case_id is None and mail.team in {team.code for team in teams_of(user)}
