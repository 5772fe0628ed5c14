"""What panels are made of: cells, tables, charts drawn from a table, and the way to a file of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cases.queue import Count, QueueQuery
from cases.wording import span

NONE: Final = "\N{EN DASH}"
FEWEST: Final = 5  # steps that a chart has at least
_MONTHS: Final = (
    _("Jan"),
    _("Feb"),
    _("Mar"),
    _("Apr"),
    _("May"),
    _("Jun"),
    _("Jul"),
    _("Aug"),
    _("Sep"),
    _("Oct"),
    _("Nov"),
    _("Dec"),
)


@dataclass(frozen=True)
class Cell:
    """A value as people read it and as a file holds it; `url` leads to the list that it counts.

    `n` is the value that a chart draws; `bar` is drawn in its place (see `_board_cell.html`).
    """

    text: str
    value: Any = None
    url: str = ""
    num: bool = False
    under: str = ""
    n: float | None = None
    bar: Any = None


@dataclass(frozen=True)
class Column:
    """A column's head; `series` puts it into the chart, `drawn` marks one that only pages have."""

    label: str
    num: bool = False
    series: bool = False
    drawn: bool = False


def figure(label: str) -> Column:
    """A column of numbers."""
    return Column(label, num=True)


def series(label: str) -> Column:
    """A column of numbers that the chart draws."""
    return Column(label, num=True, series=True)


@dataclass(frozen=True)
class Panel:
    """One panel. `how` says how it is counted, `period` when and how many; `chart` is lines or areas.

    `says` tells in a sentence what the chart shows; `marks` what is drawn on bars means;
    `empty` is told where there are no rows.
    """

    id: str
    title: str
    how: str
    period: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    chart: str = ""
    says: str = ""
    marks: str = ""
    note: str = ""
    empty: str = _("Nothing yet. Figures are counted once an hour from what was finished.")
    wide: bool = False
    files: dict[str, str] = field(default_factory=dict)


def words(text: Any, under: str = "", url: str = "") -> Cell:
    """A cell of words."""
    return Cell(str(text), str(text), url=url, under=under)


def amount(number: int, *, drawn: bool = False, url: str = "") -> Cell:
    """A whole number; `drawn` lets a chart have it, `url` leads to what it counts."""
    return Cell(f"{number:,}", number, url=url, num=True, n=number if drawn else None)


def counted(count: Count, url: str, *, drawn: bool = False) -> Cell:
    """A count with the way to exactly those cases."""
    return Cell(str(count), count.number, url=url, num=True, n=count.number if drawn else None)


def length(found: timedelta | None) -> Cell:
    """A length of time; files hold its hours."""
    if found is None:
        return Cell(NONE, None, num=True)
    return Cell(span(found), round(found.total_seconds() / 360) * 10 // 10 / 10, num=True)


def of_hundred(part: int, whole: int) -> Cell:
    """A share as "85 of 100"; none where there is nothing to share."""
    if whole <= 0:
        return Cell(NONE, None, num=True)
    share = round(100 * part / whole)
    return Cell(gettext("%(share)d of 100") % {"share": share}, share, num=True)


def day(value: date) -> str:
    """A day as axes and tables name it: "9 Mar"."""
    return f"{value.day} {gettext(_MONTHS[value.month - 1])}"


def begun(rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    """The rows from the first one with anything in it on: a young house has no years of nothing."""
    first = next((place for place, row in enumerate(rows) if any(cell.n for cell in row)), len(rows))
    return rows[min(first, max(len(rows) - FEWEST, 0)) :] if first < len(rows) else []


def list_url(query: QueueQuery, base: str) -> str:
    """The list of exactly the cases that a query finds."""
    return f"{base}?{query.address()}"


def cases(number: int) -> str:
    """ "1 case", "3 cases"."""
    return ngettext("%(n)s case", "%(n)s cases", number) % {"n": f"{number:,}"}


def closed_in(number: int, period: str) -> str:
    """ "3 cases closed, last 28 days"."""
    said = ngettext("%(n)s case closed, %(period)s", "%(n)s cases closed, %(period)s", number)
    return said % {"n": f"{number:,}", "period": period}
