"""Who sees a case, and in which role somebody acts. One place, asked by page, API, search and export."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet

from cases import registry
from cases.models import Case, Participation, PartyOf
from cases.teams import OUTSIDE, READ_ALL, TEAMS
from cases.words import plain_name

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
    ours = user.roles - OUTSIDE
    return [kind.code for kind in registry.all_kinds() if kind.acting_roles & ours]


@dataclass(frozen=True)
class Sight:
    """What one person sees: cases of `kinds` by role, and those of other kinds that they took part in.

    `everything` spares the question; `elsewhere` is False where it is known that there are no such others.
    `unseen` are the other kinds: named, they are a few ranges of an index; as "none of `kinds`" they are not.
    `organisation` is the one that somebody from outside acts for: the cases it is party to are seen as well.
    """

    who: int
    kinds: tuple[str, ...]
    unseen: tuple[str, ...] = ()
    everything: bool = False
    elsewhere: bool = True
    organisation: str = ""

    def parts(self, *, listed: bool = False) -> list[Q]:
        """The cases seen, as conditions that no case meets two of: each has an index of its own to go by.

        Each is asked by itself, so that the planner may begin with whichever is shorter, the part taken in
        cases or what else is asked for. Joined with "or" that is no choice: `listed` gives keys instead.
        """
        if self.everything:
            return [Q()]
        parts = [Q(kind__in=self.kinds)] if self.kinds else []
        if self.elsewhere:
            parts.append(Q(_among(self.others())) if listed else Q(pk__in=self.others()))
        return parts

    def others(self) -> QuerySet[Any, Any]:
        """The numbers of cases of other kinds: those taken part in, and those of the organisation."""
        mine = Participation.objects.filter(actor=self.who, kind__in=self.unseen).values("case")
        if not self.organisation:
            return mine
        ours = PartyOf.objects.filter(organisation=self.organisation, kind__in=self.unseen)
        return mine.union(ours.values("case"))


def _among(parts: QuerySet[Any, Any]) -> Func:
    """Being one of these cases. Given a list of keys, the planner begins with them, not with all cases."""
    keys = ArraySubquery(parts)
    template, between = "(%(expressions)s))", " = ANY("
    return Func(F("pk"), keys, template=template, arg_joiner=between, output_field=BooleanField())


def sight_of(user: User) -> Sight:
    """What this person may see now."""
    if not user.is_active:
        return Sight(user.pk, (), elsewhere=False)
    kinds = tuple(visible_kinds(user))
    unseen = tuple(kind.code for kind in registry.all_kinds() if kind.code not in kinds)
    return Sight(user.pk, kinds, unseen, everything=not unseen, organisation=organisation_of(user))


def organisation_of(user: User) -> str:
    """The organisation that somebody acts for from outside, as names are compared; "" for our own people."""
    return plain_name(user.organisation) if user.roles & OUTSIDE else ""


def is_outside(user: User, case: Case) -> bool:
    """Whether this person sees the case only as a party to it, or as one: our own words are not for them."""
    return bool(user.roles & OUTSIDE) and case.kind not in visible_kinds(user)


def visible_to(user: User, cases: QuerySet[Case] | None = None) -> QuerySet[Case]:
    """The cases this person may see: by role, or because of having taken part."""
    queryset = Case.objects.all() if cases is None else cases
    parts = sight_of(user).parts(listed=True)
    return queryset.filter(reduce(or_, parts)) if parts else queryset.none()


def can_see(user: User, case: Case) -> bool:
    """Whether the case is among `visible_to(user)`."""
    if not user.is_active:
        return False
    if case.kind in visible_kinds(user):
        return True
    if Participation.objects.filter(actor=user, kind=case.kind, case=case.pk).exists():
        return True
    ours = organisation_of(user)
    return bool(ours) and PartyOf.objects.filter(organisation=ours, kind=case.kind, case=case.pk).exists()


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
