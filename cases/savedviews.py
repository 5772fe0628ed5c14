"""Saved views of lists: whose they are, who sees them, and what they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from cases.models import SavedView as Row
from cases.models import User
from cases.queue import QueueFault, QueueQuery
from cases.statements import Statement, written
from cases.teams import OUTSIDE, OVERSEERS, TEAMS, Team
from cases.text import shown

COLUMNS: Final = "columns"
MOST: Final = 30
"""Views that one person may save: each is counted whenever its list is looked at."""
MOST_SHOWN: Final = 20


class ViewFault(ValueError):
    """Why a view was not saved; `field` names the input."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class SavedView:
    """A view as a list shows it. `query` is None where what it asks for is not known any more."""

    pk: int
    name: str
    address: str
    shared_with: str
    query: QueueQuery | None


def seen_by(user: User) -> QuerySet[Row]:
    """One's own, those of one's teams, and for who oversees all that are shared."""
    return _seen_by(user.pk, _teams(user), oversees=bool(user.roles & OVERSEERS))


def _teams(user: User) -> tuple[str, ...]:
    return tuple(team.code for team in user.teams if not set(team.roles) <= OUTSIDE)


def _seen_by(owner: int, teams: tuple[str, ...], *, oversees: bool) -> QuerySet[Row]:
    shared = ~Q(shared_with="") if oversees else Q(shared_with__in=teams)
    return Row.objects.filter(Q(owner=owner) | shared)


def of_list(user: User, team: str) -> Sequence[SavedView]:
    """The views of one list that this person sees, those of teams last; one statement."""
    asked = _of_list(user.pk, _teams(user), team, oversees=bool(user.roles & OVERSEERS))
    rows = asked.objects(Row, *asked.params)
    return [SavedView(row.pk, row.name, row.address, row.shared_with, query_of(row)) for row in rows]


@lru_cache(maxsize=1000)
def _of_list(owner: int, teams: tuple[str, ...], team: str, *, oversees: bool) -> Statement:
    rows = _seen_by(owner, teams, oversees=oversees).filter(team=team)
    statement = written(rows.order_by("shared_with", "name", "pk")[:MOST_SHOWN])
    assert statement is not None, "something can be found"
    return statement


def query_of(row: Row) -> QueueQuery | None:
    """What a view asks for; None where a filter of it is gone since it was saved."""
    try:
        return read(row.address, row.team)
    except QueueFault:
        return None


def read(address: str, team: str) -> QueueQuery:
    """The query of an address, from its first page on; raises QueueFault."""
    given = {name: str(value) for name, value in QueryDict(address).items() if name != COLUMNS}
    return QueueQuery.parse(given | ({"team": team} if team else {})).but()


def shareable(user: User, team: str) -> list[Team]:
    """The teams that this person may share a view with: their own, and for who oversees every team."""
    fitting = list(TEAMS.values()) if user.roles & OVERSEERS else user.teams
    fitting = [one for one in fitting if not set(one.roles) <= OUTSIDE]
    return sorted(fitting, key=lambda one: one.code != team)


def may_change(user: User, row: Row) -> bool:
    """Whether this person may rename or remove the view: its owner, and of shared ones who oversees."""
    return row.owner_id == user.pk or bool(row.shared_with and user.roles & OVERSEERS)


def save(user: User, *, name: str, team: str, address: str, shared_with: str) -> Row:
    """Keeps a view; raises ViewFault with what to change."""
    if team and team not in TEAMS:
        raise ViewFault("name", _("This list is not known."))
    try:
        read(address, team)
    except QueueFault as fault:
        raise ViewFault("name", str(fault)) from fault
    _may_share(user, team, shared_with)
    if Row.objects.filter(owner=user).count() >= MOST:
        raise ViewFault("name", _("You have %(most)s views already. Remove one first.") % {"most": MOST})
    row = Row(owner=user, name=name, team=team, address=address, shared_with=shared_with)
    return _stored(row)


def change(user: User, row: Row, *, name: str, shared_with: str) -> Row:
    """Renames a view and says with whom it is shared; raises ViewFault."""
    if shared_with != row.shared_with:
        _may_share(user, row.team, shared_with)
    row.name, row.shared_with = name, shared_with
    return _stored(row)


def _may_share(user: User, team: str, shared_with: str) -> None:
    if shared_with and shared_with not in {one.code for one in shareable(user, team)}:
        raise ViewFault("shared_with", _("You can share it with a team that you work in."))


def _stored(row: Row) -> Row:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        told = _("You have a view “%(name)s” of this list already. Give it another name.") % {
            "name": shown(row.name)
        }
        raise ViewFault("name", told) from error
    return row


def listed(user: User) -> list[dict[str, Any]]:
    """Every view that this person sees, with whether they may change it."""
    rows = seen_by(user).select_related("owner").order_by("team", "shared_with", "name", "pk")
    return [{"row": row, "may_change": may_change(user, row), "lost": query_of(row) is None} for row in rows]
