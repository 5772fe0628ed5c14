"""What came in and what was finished, and how much stood where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from cases import registry
from cases.daily.pace import every_day, standing
from cases.daily.reading import Figures, Place
from cases.present.boards.definitions import FLOW, NO_TEAM, ONCE, STANDING, UTC_DAYS, WEEKS
from cases.present.boards.lists import Lists, said
from cases.present.boards.parts import Cell, Column, Panel, amount, begun, day, figure, series
from cases.present.boards.scope import Scope

DRAWN: Final = 4  # as many areas as can be told apart; the others are drawn as one
OTHERS: Final = gettext_noop("Others")


def came_and_finished(scope: Scope, figures: Figures, lists: Lists) -> Panel:
    """Arrivals and completions per day or week."""
    came, went = figures.in_steps(scope.came), figures.in_steps(scope.went)
    begins = figures.steps
    where = _("the team") if scope.team else _("the house") if not scope.kind else _("the process")
    all_in, all_out = sum(came.values()), sum(went.values())
    return Panel(
        "flow",
        _("Came in and finished, per week") if figures.weekly else _("Came in and finished, per day"),
        _(FLOW).format(where=where, when=_(WEEKS if figures.weekly else UTC_DAYS))
        + (_(NO_TEAM) if scope.team else _(ONCE) + said(scope)),
        ngettext(
            "%(n)s case in, %(out)s out, %(period)s", "%(n)s cases in, %(out)s out, %(period)s", all_in
        )
        % {"n": f"{all_in:,}", "out": f"{all_out:,}", "period": scope.period},
        [Column(_("Week of") if figures.weekly else _("Day")), series(_("Came in")),
         series(_("Finished")), figure(_("More in than out"))],
        begun([[Cell(day(one), one.isoformat()), lists.opened(came[one], one, drawn=True),
                _went(lists, went[one], one), _signed(came[one] - went[one])] for one in begins]),
        chart="lines",
        says=_flow_said(figures.weekly, list(came.values()), list(went.values())),
        note=_more(all_in - all_out, scope.period),
    )  # fmt: skip


def _went(lists: Lists, number: int, begins: date) -> Cell:
    """What left a team was handed on as well: no list tells that from what stands there."""
    is_team = bool(lists.scope.team)
    return amount(number, drawn=True) if is_team else lists.closed(number, begins, drawn=True)


def _signed(number: int) -> Cell:
    text = f"+{number}" if number > 0 else f"\N{MINUS SIGN}{-number}" if number < 0 else "0"
    return Cell(text, number, num=True)


def _flow_said(weekly: bool, came: list[int], went: list[int]) -> str:
    if not came:
        return ""
    ranges = [
        _("between %(least)d and %(most)d, %(last)d in the last one")
        % {"least": min(line), "most": max(line), "last": line[-1]}
        for line in (came, went)
    ]
    number = len(came)
    steps = (
        ngettext("Lines of %(n)d week.", "Lines of %(n)d weeks.", number)
        if weekly
        else ngettext("Lines of %(n)d day.", "Lines of %(n)d days.", number)
    )
    told = _("Came in: %(came)s. Finished: %(went)s.") % {"came": ranges[0], "went": ranges[1]}
    return f"{steps % {'n': number}} {told}"


def _more(difference: int, period: str) -> str:
    if not difference:
        return _("As many came in as were finished, %(period)s.") % {"period": period}
    told = (
        _("%(n)s more were finished than came in, %(period)s.")
        if difference < 0
        else _("%(n)s more came in than were finished, %(period)s.")
    )
    return told % {"n": f"{abs(difference):,}", "period": period}


def cumulative(scope: Scope, figures: Figures) -> Panel:
    """How much stood in each state at the end of each day or week, one upon the other."""
    levels = _levels(scope, figures)
    begins, drawn = figures.steps, sorted(levels, key=lambda key: -max(levels[key], default=0))[:DRAWN]
    if len(levels) > DRAWN:
        drawn = drawn[: DRAWN - 1]
    drawn = [key for key in levels if key in drawn]  # in the order of the process
    rest = {key: line for key, line in levels.items() if key not in drawn}
    ends = [min(number + (6 if figures.weekly else 0), len(figures.days) - 1)
            for number, one in enumerate(figures.days) if one in set(begins)]  # fmt: skip
    rows = []
    for one, end in zip(begins, ends, strict=True):
        row = [Cell(day(one), one.isoformat())]
        row += [amount(levels[key][end], drawn=True) for key in drawn]
        row += [amount(sum(line[end] for line in rest.values()), drawn=True)] if rest else []
        rows.append([*row, amount(sum(line[end] for line in levels.values()))])
    heads = [*drawn, *([_(OTHERS)] if rest else [])]
    return Panel(
        "standing",
        _("Where the open work stood"),
        _(STANDING).format(
            part=_("state") if scope.kind or scope.team else _("process"),
            step=_("week") if figures.weekly else _("day"),
        )
        + (f" {_(OTHERS)}: {', '.join(rest)}." if rest else ""),
        _open_then(sum(figures.standing.values())),
        [Column(_("Week of") if figures.weekly else _("Day")), *(series(name) for name in heads),
         figure(_("All"))],
        begun(rows),
        chart="areas",
        says=_levels_said(levels, day(figures.first)),
    )  # fmt: skip


def _levels(scope: Scope, figures: Figures) -> dict[str, list[int]]:
    """The levels by name: by process for the house, else by state."""
    by_kind = not (scope.kind or scope.team)
    names = {place: _name(scope, place, by_kind=by_kind) for place in _places(scope)}
    now = dict.fromkeys(dict.fromkeys(names.values()), 0)
    for place, number in figures.standing.items():
        if place in names:
            now[names[place]] += number
    came, went = (_by_name(figures, measure, names) for measure in ("entered", "stay"))
    levels = standing(every_day(figures.days[0], figures.days[-1]), now, came, went)
    return {name: line for name, line in levels.items() if any(line)}


def _by_name(figures: Figures, measure: str, names: Mapping[Place, str]) -> dict[tuple[date, str], int]:
    found: dict[tuple[date, str], int] = {}
    for (when, place), number in figures.daily.get(measure, {}).items():
        if place in names:
            found[when, names[place]] = found.get((when, names[place]), 0) + number
    return found


def _places(scope: Scope) -> list[Place]:
    return [(code, state.code) for code in scope.kinds for state in registry.get_kind(code).states]


def _name(scope: Scope, place: Place, *, by_kind: bool) -> str:
    kind = registry.get_kind(place[0])
    if by_kind:
        return _(kind.label_plural)
    label = _(kind.state(place[1]).label)
    others = (registry.get_kind(code) for code in scope.kinds if code != kind.code)
    is_shared = any(_(state.label) == label for other in others for state in other.states)
    return f"{label} ({_(kind.label).lower()})" if is_shared else label


def _levels_said(levels: dict[str, list[int]], first: str) -> str:
    told = [
        _("%(state)s from %(first)d to %(last)d") % {"state": name, "first": line[0], "last": line[-1]}
        for name, line in levels.items()
    ]
    return _("Areas since %(day)s: %(told)s.") % {"day": first, "told": ", ".join(told)} if told else ""


def _open_then(number: int) -> str:
    return ngettext(
        "%(n)s open case at the time of the data", "%(n)s open cases at the time of the data", number
    ) % {"n": f"{number:,}"}
