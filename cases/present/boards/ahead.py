"""What will breach against the pace of the last weeks, and what was closed in time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.daily.pace import Ahead, forecast
from cases.daily.reading import Figures
from cases.filtering import DAYS
from cases.present.boards.definitions import FORECAST, IN_TIME, UTC_DAYS, WEEKS
from cases.present.boards.lists import Lists, said
from cases.present.boards.parts import (
    NONE,
    Cell,
    Column,
    Panel,
    amount,
    begun,
    cases,
    closed_in,
    counted,
    day,
    figure,
    list_url,
    of_hundred,
    series,
)
from cases.present.boards.scope import Scope
from cases.queue import Count, QueueQuery

LOOKED_BACK: Final = 28


def queries(scope: Scope) -> dict[str, QueueQuery]:
    """What is due, by the words of the filter: late already, and within so many days."""
    return {word: QueueQuery(**scope.fixed, due=word) for word in ("overdue", *DAYS)}


def breaches(scope: Scope, figures: Figures, now: Mapping[QueueQuery, Count], base: str) -> Panel:
    """What is due in the next days against what so many days have finished."""
    asked = queries(scope)
    late = now[asked["overdue"]]
    days = {number: late.number + now[asked[word]].number for word, number in DAYS.items()}
    told = forecast(days, _finished(scope, figures))
    rows = [_overdue(late, list_url(asked["overdue"], base))]
    rows += [_row(ahead, asked[word], now, base) for word, ahead in zip(DAYS, told, strict=True)]
    known = told[0].usual is not None
    return Panel(
        "forecast",
        _("What will breach, at the recent pace"),
        _(FORECAST).format(overdue=cases(late.number), days=LOOKED_BACK),
        _("due: now; pace: last %(days)d days") % {"days": LOOKED_BACK},
        [Column(_("Within")), figure(_("Due")), figure(_("Usual")), figure(_("Slow")),
         figure(_("Left over"))],
        rows,
        note=_said(told) if known else _("There is no history yet to take a pace from."),
    )  # fmt: skip


def _finished(scope: Scope, figures: Figures) -> list[int]:
    """What each of the last whole days finished; none before anything was counted at all."""
    per_day, known = figures.per_day(scope.went), figures.per_day(scope.came)
    begun = min([*per_day, *known], default=None)
    if begun is None:
        return []
    days = [one for one in figures.days[:-1][-LOOKED_BACK:] if one >= begun]
    return [per_day.get(one, 0) for one in days]


def _overdue(late: Count, url: str) -> list[Cell]:
    """What a run of days has to finish besides what falls due in it."""
    return [Cell(_("Overdue now"), 0), counted(late, url), *[Cell(NONE, None, num=True)] * 3]


def _row(ahead: Ahead, query: QueueQuery, now: Mapping[QueueQuery, Count], base: str) -> list[Cell]:
    paces = [Cell(NONE, None, num=True) if pace is None else amount(pace)
             for pace in (ahead.usual, ahead.slow, ahead.short)]  # fmt: skip
    name = _days(ahead.days)
    return [Cell(name, ahead.days), counted(now[query], list_url(query, base)), *paces]


def _said(told: list[Ahead]) -> str:
    worst = max((one for one in told if one.short), key=lambda one: (one.short or 0, -one.days), default=None)
    if worst is None:
        return _("Even slow days finish what is due.")
    return _("On slow days %(n)s of the %(all)s overdue or due within %(days)s are left over.") % {
        "n": f"{worst.short:,}", "all": f"{worst.due:,}", "days": _days(worst.days),
    }  # fmt: skip


def _days(number: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": f"{number:,}"}


def in_time(scope: Scope, figures: Figures, lists: Lists) -> Panel:
    """Closed cases by whether each state was left before its attention time."""
    closed, late = figures.in_steps("closed"), figures.in_steps("late")
    rows = [
        [
            Cell(day(one), one.isoformat()),
            lists.closed(closed[one] - late[one], one, drawn=True, late=False),
            lists.closed(late[one], one, drawn=True, late=True),
            of_hundred(closed[one] - late[one], closed[one]),
        ]
        for one in figures.steps
    ]
    number, too_late = sum(closed.values()), sum(late.values())
    return Panel(
        "in-time",
        _("Closed in time"),
        _(IN_TIME).format(
            by=_(", by this team") if scope.team else "", when=_(WEEKS if figures.weekly else UTC_DAYS)
        )
        + said(scope),
        closed_in(number, scope.period),
        [Column(_("Week of") if figures.weekly else _("Day")), series(_("In time")),
         series(_("Late")), figure(_("In time, of 100"))],
        begun(rows),
        chart="lines",
        says=_("Lines. %(well)d of %(n)d cases closed in time, %(late)d late.")
        % {"well": number - too_late, "n": number, "late": too_late},
        note=_("%(share)s were closed in time.") % {"share": of_hundred(number - too_late, number).text}
        if number else "",
        empty=_("No case was closed in this period."),
    )  # fmt: skip
