"""The lists behind a board's kept figures: of exactly those cases, up to the time of the data.

A figure has no link where a list could hold other cases: what came to a team and went is counted by the
change of hands, and where a reader does not see every process by role, a list of all also holds what they
took part in.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext

from cases.daily.reading import Figures
from cases.present.boards.definitions import OTHERS_TOO, UP_TO
from cases.present.boards.parts import Cell, amount, list_url
from cases.present.boards.scope import Scope
from cases.queue import QueueQuery

STEP_DAYS: Final = 7


class Lists:
    """The ways to the lists of one board; `base` is the address of the list of all cases."""

    def __init__(self, scope: Scope, figures: Figures, base: str) -> None:
        self.scope, self.figures, self.base = scope, figures, base

    def opened(self, number: int, begins: date, *, drawn: bool = False) -> Cell:
        """So many cases opened in the step that begins on this day."""
        if self.scope.team:
            return amount(number, drawn=drawn)
        return self._cell(number, drawn=drawn, **self._days("opened", begins))

    def closed(self, number: int, begins: date, *, drawn: bool = False, **more: Any) -> Cell:
        """So many cases closed in the step that begins on this day."""
        return self._cell(number, drawn=drawn, **self._closed(), **self._days("closed", begins), **more)

    def ended(self, number: int, **more: Any) -> Cell:
        """So many cases closed in the whole period, of this kind or outcome."""
        first, last = self.figures.first, self._last(self.figures.days[-1])
        days = {"closed_from": first.isoformat(), "closed_to": last}
        return self._cell(number, **self._closed() | days | more)

    def _closed(self) -> dict[str, Any]:
        return {"closed_by": self.scope.team} if self.scope.team else {}

    def _days(self, what: str, begins: date) -> dict[str, str]:
        step = STEP_DAYS if self.figures.weekly else 1
        first = max(begins, self.figures.first)
        last = self._last(begins + timedelta(days=step - 1))
        return {f"{what}_from": first.isoformat(), f"{what}_to": last}

    def _last(self, day: date) -> str:
        """The end of a list: of the day, or what was known when it was counted. It was counted up to then."""
        until = self.figures.until
        if until is None or day < until.date():
            return day.isoformat()
        return (until + timedelta(microseconds=1)).isoformat().replace("+00:00", "Z")

    def _cell(self, number: int, *, drawn: bool = False, **asked: Any) -> Cell:
        kind = asked.pop("kind", self.scope.kind)
        if not number or not (kind or self.scope.whole):
            return amount(number, drawn=drawn)
        query = QueueQuery(kind=kind, **asked)
        return amount(number, drawn=drawn, url=list_url(query, self.base))


def said(scope: Scope) -> str:
    """Where its figures lead, or why they do not, as the end of a definition."""
    return f" {gettext(UP_TO if scope.whole else OTHERS_TOO)}"
