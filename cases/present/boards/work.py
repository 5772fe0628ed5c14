"""Who has how much now: by person for a team, by team for a process and the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases import clock, registry
from cases.assigning import Member, members
from cases.models import User
from cases.present.boards.definitions import HIDDEN, WORK
from cases.present.boards.parts import Cell, Column, Panel, amount, counted, figure, list_url
from cases.present.boards.scope import Scope, sees_names
from cases.queue import Count, QueueQuery
from cases.teams import TEAMS

PARTS: Final[tuple[dict[str, Any], ...]] = ({"due": "overdue"}, {"waiting": True}, {})
NOBODY: Final = gettext_noop("Nobody's")
MOST_PEOPLE: Final = 40


@dataclass(frozen=True)
class Share:
    """A row: whose, and the queries of its figures. `shown`: whether the reader may see it by name.

    `under` says whether somebody is at work, `here` whether they can be given something now.
    """

    name: str
    queries: tuple[QueueQuery, ...]
    shown: bool = True
    under: str = ""
    here: bool = False


def shares(user: User, scope: Scope) -> list[Share]:
    """The rows of the board and what each of them counts."""
    if not scope.team:
        return [_of_team(scope, code) for code in _teams(scope)]
    people = members(scope.team)[:MOST_PEOPLE]
    return [
        *(_of_person(user, scope, one) for one in people),
        Share(NOBODY, _queries(scope, assignee="none")),
    ]


def _teams(scope: Scope) -> list[str]:
    held = {team for code in scope.kinds for team in registry.teams_of_kind(registry.get_kind(code))}
    return [code for code in TEAMS if code in held]


def _of_team(scope: Scope, code: str) -> Share:
    return Share(TEAMS[code].label, _queries(scope, team=code))


def _of_person(user: User, scope: Scope, one: Member) -> Share:
    shown = one.person.pk == user.pk or sees_names(user)
    now = one.presence.words(user.asked_at or clock.now(), user.time_zone)
    queries = _queries(scope, assignee=one.person.username)
    return Share(str(one.person), queries, shown, now[:1].upper() + now[1:], one.presence.here)


def _queries(scope: Scope, **more: Any) -> tuple[QueueQuery, ...]:
    return tuple(QueueQuery(**scope.fixed, **more, **part) for part in PARTS)


def work(scope: Scope, rows: Sequence[Share], now: Mapping[QueueQuery, Count], base: str) -> Panel:
    """Open work per person or per team, with how much of it is overdue and how much waits for others."""
    most = max((now[row.queries[-1]].number for row in rows), default=0)
    kept = [row for row in rows if row.shown and (scope.team or now[row.queries[-1]].number)]
    told = [_row(row, now, base, most) for row in kept]
    if scope.team:
        told.append(_sum(rows, now))
    return Panel(
        "work",
        _("Open work per person") if scope.team else _("Open work per team"),
        _(WORK).format(
            by=_("of the team by their owner") if scope.team else _("by the team that holds them"),
            hidden=_(HIDDEN) if any(not row.shown for row in rows) else "",
        ),
        "now",
        [Column(_("Person") if scope.team else _("Team")), figure(_("Overdue")), figure(_("Waiting")),
         figure(_("Open")), Column("", drawn=True)],
        told,
        empty=_("Nothing is open."),
    )  # fmt: skip


def _row(row: Share, now: Mapping[QueueQuery, Count], base: str, most: int) -> list[Cell]:
    figures = [counted(now[query], list_url(query, base)) for query in row.queries]
    open_cases, waiting = now[row.queries[2]].number, now[row.queries[1]].number
    bar = {"used": _percent(open_cases - waiting, most), "whole": _percent(open_cases, most)}
    return [Cell(row.name, row.name, under=row.under), *figures, Cell("", bar=bar)]


def _sum(rows: Sequence[Share], now: Mapping[QueueQuery, Count]) -> list[Cell]:
    sums = [amount(sum(now[row.queries[place]].number for row in rows)) for place in range(len(PARTS))]
    return [Cell(_("Together"), "Together"), *sums, Cell("")]


def _percent(part: int, whole: int) -> str:
    return f"{100 * max(part, 0) / whole:.1f}" if whole else "0"


def freest(user: User, scope: Scope, rows: Sequence[Share], now: Mapping[QueueQuery, Count]) -> str:
    """A sentence: who of a team is at work and has the least, for those who hand work out; "" for others."""
    if not scope.team or not sees_names(user):
        return ""
    people = [row for row in rows if row.here]
    if not people:
        return _("Nobody of the team is at work now. Below, at each name, stands who is back when.")
    least = sorted(people, key=lambda row: (now[row.queries[-1]].number, row.name))[:3]
    named = ", ".join(
        _("%(person)s (%(n)s open)") % {"person": row.name, "n": now[row.queries[-1]]} for row in least
    )
    return _("At work, with the fewest open cases: %(people)s") % {"people": named}
