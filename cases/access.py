"""Who sees a case, and in which role somebody acts. One place, asked by page, API, search and export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases import registry
from cases.models import Case, TimelineEntry
from cases.teams import READ_ALL, TEAMS

if TYPE_CHECKING:
    from cases.kinds import Action, Event, Opening
    from cases.models import User


class NotVisible(LookupError):
    """The case does not exist for this person, whether it exists or not."""


class RoleNotHeld(PermissionError):
    """Somebody named a role that is not theirs."""


def visible_kinds(user: User) -> list[str]:
    """The codes of the kinds whose cases this person sees because of a role."""
    if user.roles & READ_ALL:
        return [kind.code for kind in registry.all_kinds()]
    return [kind.code for kind in registry.all_kinds() if kind.acting_roles & user.roles]


def visible_to(user: User, cases: QuerySet[Case] | None = None) -> QuerySet[Case]:
    """The cases this person may see: by role, or because of having taken part."""
    queryset = Case.objects.all() if cases is None else cases
    if not user.is_active:
        return queryset.none()
    kinds = visible_kinds(user)
    if len(kinds) == len(registry.all_kinds()):
        return queryset
    took_part = Exists(TimelineEntry.objects.filter(case=OuterRef("pk"), actor=user, refused=False))
    return queryset.filter(Q(kind__in=kinds) | took_part)


def can_see(user: User, case: Case) -> bool:
    """Whether the case is among `visible_to(user)`."""
    if not user.is_active:
        return False
    if case.kind in visible_kinds(user):
        return True
    return TimelineEntry.objects.filter(case=case.pk, actor=user, refused=False).exists()


def roles_for(spec: Action | Event | Opening, case: Case | None) -> frozenset[str]:
    """The roles that may do this now, those of the holding team included where the action says so."""
    roles = spec.roles
    if case is not None and getattr(spec, "by_holder", False) and case.team in TEAMS:
        roles = roles | frozenset(TEAMS[case.team].roles)
    return roles


def acting_role(
    actor: User | None, named: str | None, spec: Action | Event | Opening, case: Case | None
) -> str:
    """The role somebody acts in: the named one, else one that may, else any held ("" when none is).

    Raises RoleNotHeld when the named role is not held.
    """
    if actor is None:
        return named or "system"
    held = actor.roles
    if named:
        if named not in held:
            raise RoleNotHeld(named)
        return named
    fitting = sorted(held & roles_for(spec, case))
    return (fitting or sorted(held) or [""])[0]
