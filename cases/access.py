"""Who sees a case, and in which role somebody acts. One place, asked by page, API, search and export."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet

from cases import registry
from cases.models import Case, Participation
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


@dataclass(frozen=True)
class Sight:
    """What one person sees: cases of `kinds` by role, and those of other kinds that they took part in.

    `everything` spares the question; `elsewhere` is False where it is known that there are no such others.
    """

    who: int
    kinds: tuple[str, ...]
    everything: bool = False
    elsewhere: bool = True

    def parts(self) -> list[Q]:
        """The cases seen, as conditions that no case meets two of: each has an index of its own to go by."""
        if self.everything:
            return [Q()]
        parts = [Q(kind__in=self.kinds)] if self.kinds else []
        if self.elsewhere:
            parts.append(Q(_among(self.others())))
        return parts

    def narrowed(self) -> Self:
        """The same with `elsewhere` looked up; one statement, where it matters."""
        if self.everything or not self.kinds or not self.elsewhere:
            return self
        return replace(self, elsewhere=self.others().exists())

    def others(self) -> QuerySet[Participation]:
        """The parts taken in cases of other kinds."""
        return Participation.objects.filter(actor=self.who).exclude(kind__in=self.kinds)


def _among(parts: QuerySet[Participation]) -> Func:
    """Being one of these cases. Given a list of keys, the planner begins with them, not with all cases."""
    keys = ArraySubquery(parts.values("case"))
    template, between = "(%(expressions)s))", " = ANY("
    return Func(F("pk"), keys, template=template, arg_joiner=between, output_field=BooleanField())


def sight_of(user: User) -> Sight:
    """What this person may see now."""
    if not user.is_active:
        return Sight(user.pk, (), elsewhere=False)
    kinds = tuple(visible_kinds(user))
    return Sight(user.pk, kinds, everything=len(kinds) == len(registry.all_kinds()))


def visible_to(user: User, cases: QuerySet[Case] | None = None) -> QuerySet[Case]:
    """The cases this person may see: by role, or because of having taken part."""
    queryset = Case.objects.all() if cases is None else cases
    parts = sight_of(user).parts()
    return queryset.filter(reduce(or_, parts)) if parts else queryset.none()


def can_see(user: User, case: Case) -> bool:
    """Whether the case is among `visible_to(user)`."""
    if not user.is_active:
        return False
    if case.kind in visible_kinds(user):
        return True
    return Participation.objects.filter(actor=user, kind=case.kind, case=case.pk).exists()


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
