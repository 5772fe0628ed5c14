"""Who sees a case, and in which role somebody acts. One place, asked by page, API, search and export."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet

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
class Part:
    """Cases seen for one reason, as rows of the table that has an index for them.

    `case` begins the names of what only the case itself has; what `HELD` names stands in the row.
    """

    rows: QuerySet[Any]
    case: str = ""
    by_role: bool = False

    def newest(self, number: int) -> QuerySet[Case]:
        """The cases of so many of the newest rows, by a list of keys: read in order, they cost the least."""
        keys = self.rows.order_by("-case_id").values("case")[:number]
        return Case.objects.filter(_among(keys))


@dataclass(frozen=True)
class Sight:
    """What one person sees: cases of `kinds` by role, and those of other kinds that they took part in.

    `everything` spares the question; `unseen` are the other kinds: named, they are a few ranges of an index;
    as "none of `kinds`" they are not. `settled`: they are only those in which there is something to see.
    `organisation` is the one that somebody from outside acts for: the cases it is party to are seen as well.
    """

    who: int
    kinds: tuple[str, ...]
    unseen: tuple[str, ...] = ()
    everything: bool = False
    settled: bool = False
    organisation: str = ""

    def parts(self) -> list[Part]:
        """The cases seen, in parts that share no row.

        Each is asked by itself: kind by kind, what somebody took part in is read in the order of an index.
        Where it is not known of which kinds there is something, the keys of all of it are one part.
        """
        if self.everything:
            return [Part(Case.objects.all(), by_role=True)]
        by_role = Part(Case.objects.filter(kind__in=self.kinds), by_role=True)
        parts = [by_role] if self.kinds else []
        if self.unseen and (self.organisation or not self.settled):
            return [*parts, Part(Case.objects.filter(pk__in=self.others()))]
        mine = Participation.objects.filter(actor=self.who)
        return parts + [Part(mine.filter(kind=kind), "case__") for kind in self.unseen]

    def listed(self) -> list[Q]:
        """The same as conditions on a case that can be joined with "or", the second one by a list of keys."""
        if self.everything:
            return [Q()]
        parts = [Q(kind__in=self.kinds)] if self.kinds else []
        return [*parts, Q(_among(self.others()))] if self.unseen else parts

    def among_few(self) -> Q:
        """The same as a condition for few cases that something else names: only these are looked at.

        A list of keys is reckoned to be short: of who took part in thousands, all would be read for it.
        """
        if self.everything:
            return Q()
        here = {"kind": OuterRef("kind"), "case": OuterRef("pk")}
        mine = Exists(Participation.objects.filter(actor=self.who, **here))
        ours = Exists(PartyOf.objects.filter(organisation=self.organisation, **here))
        others = [mine, ours] if self.organisation else [mine]
        return reduce(or_, map(Q, others if self.unseen else []), Q(kind__in=self.kinds))

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
        return Sight(user.pk, ())
    kinds, ours = tuple(visible_kinds(user)), organisation_of(user)
    unseen = tuple(kind.code for kind in registry.all_kinds() if kind.code not in kinds)
    everything, settled = not unseen, user.took_part is not None and not ours
    if settled:
        unseen = tuple(kind for kind in unseen if kind in (user.took_part or ()))
    return Sight(user.pk, kinds, unseen, everything, settled, ours)


def organisation_of(user: User) -> str:
    """The organisation that somebody acts for from outside, as names are compared; "" for our own people."""
    return plain_name(user.organisation) if user.roles & OUTSIDE else ""


def is_outside(user: User, case: Case) -> bool:
    """Whether this person sees the case only as a party to it, or as one: our own words are not for them."""
    return bool(user.roles & OUTSIDE) and case.kind not in visible_kinds(user)


def visible_to(user: User, cases: QuerySet[Case] | None = None) -> QuerySet[Case]:
    """The cases this person may see: by role, or because of having taken part."""
    queryset = Case.objects.all() if cases is None else cases
    parts = sight_of(user).listed()
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
