"""A board as plain data: what needs somebody now, and the panels of finished and open work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import clock, navigation
from cases.daily.reading import Figures, read
from cases.exchange.writing import FORMATS, Table
from cases.glance import Asked, Glance, glance
from cases.models import User
from cases.present.boards import ahead, flow, time, trouble, work
from cases.present.boards.lists import Lists
from cases.present.boards.parts import Panel, list_url
from cases.present.boards.scope import PERIODS, Scope, boards_of, scope
from cases.present.listing import frame
from cases.present.rows import rows
from cases.queue import QueueQuery
from cases.wording import span

NEXT: Final = 8
TILES: Final[tuple[tuple[str, str, str, dict[str, Any]], ...]] = (
    ("octagon", _("Overdue"), _("past their due time"), {"due": "overdue"}),
    ("triangle", _("Due within 4 hours"), _("by the clock"), {"due": "4h"}),
    ("triangle", _("Due later today"), _("before midnight, your time"), {"due": "today"}),
    ("dashed-ring", _("Nobody's"), _("without an owner"), {"assignee": "none"}),
    ("hourglass", _("Blocked"), _("somebody else acts first"), {"waiting": True}),
)
ALARMS: Final = frozenset({"octagon", "triangle"})


@dataclass(frozen=True)
class Board:
    """All that a board is made of: counted now, and counted by the day."""

    user: User
    scope: Scope
    seen: Glance
    figures: Figures
    shares: Sequence[work.Share]

    def panels(self) -> list[Panel]:
        """Its panels, in their order."""
        counts, base = self.seen.counts, navigation.address("cases")
        scope, figures = self.scope, self.figures
        lists = Lists(scope, figures, base)
        return [
            ahead.breaches(scope, figures, counts, base),
            work.work(scope, self.shares, counts, base),
            time.ageing(scope, figures, counts, base, time.states(scope)),
            flow.came_and_finished(scope, figures, lists),
            flow.cumulative(scope, figures),
            time.lead(scope, figures, lists),
            ahead.in_time(scope, figures, lists),
            *trouble.own(scope, figures),
            trouble.refusals(scope, figures, counts, base),
        ]


def board_of(user: User, code: str, params: Mapping[str, str]) -> Board | None:
    """The board of that code; None where there is none for this person."""
    found = scope(user, code, params)
    if found is None:
        return None
    shares, present = work.shares(user, found), clock.now_or_none() or user.asked_at or clock.now()
    figures = read(found.kinds, found.team, present, found.days)
    asked = [QueueQuery(**found.fixed), *_tiles(found), *time.states(found), *ahead.queries(found).values()]
    asked += [query for share in shares for query in share.queries]
    asked += [
        *time.aged(found, figures),
        *(trouble.refused(found, figures, code) for code in trouble.reasons(figures)),
    ]
    lists = [Asked(_soon(found), NEXT), Asked(QueueQuery(**found.fixed, due="overdue"), 1)]
    seen = glance(user, lists, [*asked, *navigation.counted(user)])
    return Board(user, found, seen, figures, shares)


def board_page(board: Board) -> dict[str, Any]:
    """The context of a board."""
    scope, seen = board.scope, board.seen
    base = navigation.address("cases")
    return {
        "title": scope.title,
        "views": boards_of(board.user, scope.code, scope.days),
        "periods": [
            {
                "label": gettext("Finished work: %(words)s") % {"words": words},
                "days": days,
                "current": days == scope.days,
            }
            for days, words in PERIODS.items()
        ],
        "until": board.figures.until,
        "open_count": seen.count(QueueQuery(**scope.fixed)),
        "open_url": list_url(QueueQuery(**scope.fixed), base),
        "tiles": _shown(scope, seen, base),
        "breaching": rows(seen.pages[0].cases, board.user),
        "freest": work.freest(board.user, scope, board.shares, seen.counts),
        "panels": [_with_files(scope, panel) for panel in board.panels()],
    } | frame(board.user, seen, scope.url)


def table_of(board: Board, panel_id: str) -> Table | None:
    """A panel's table as it goes into a file; None for a panel that the board has not."""
    for panel in board.panels():
        if panel.id == panel_id:
            kept = [place for place, column in enumerate(panel.columns) if not column.drawn]
            head = [panel.columns[place].label or gettext("What") for place in kept]
            return Table(panel.title, head, [[row[place].value for place in kept] for row in panel.rows])
    return None


def _with_files(scope: Scope, panel: Panel) -> Panel:
    return replace(panel, files={fmt: scope.file(panel.id, fmt) for fmt in FORMATS})


def _soon(scope: Scope) -> QueueQuery:
    return QueueQuery(**scope.fixed)


def _tiles(scope: Scope) -> list[QueueQuery]:
    return [QueueQuery(**scope.fixed, **part) for *_shown, part in TILES]


def _shown(scope: Scope, seen: Glance, base: str) -> list[dict[str, Any]]:
    """A tile's alarm shape only where there is something to be alarmed about."""
    told = []
    for (shape, label, note, _part), query in zip(TILES, _tiles(scope), strict=True):
        figure = seen.count(query)
        told.append(
            {
                "shape": "ring" if shape in ALARMS and not figure.number else shape,
                "label": label,
                "figure": figure,
                "note": _oldest(seen) or note if query.due == "overdue" else note,
                "url": list_url(query, base),
            }
        )
    return told


def _oldest(seen: Glance) -> str:
    found = seen.pages[1].cases
    return (
        gettext("the oldest for %(span)s") % {"span": span(seen.now - found[0].next_due_at)}
        if found and found[0].next_due_at
        else ""
    )
