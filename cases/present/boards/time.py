"""How long work takes: open work against finished work, and closed cases. Never an average alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from cases import registry
from cases.daily.buckets import SHARES, added, bucket_of, longer_than, middle, number, quantile
from cases.daily.reading import Figures, Place
from cases.present.boards.definitions import AGEING, AGES, EXACT, LEAD, LEAD_OF_TEAM
from cases.present.boards.lists import Lists, said
from cases.present.boards.parts import (
    Cell,
    Column,
    Panel,
    amount,
    closed_in,
    counted,
    figure,
    length,
    list_url,
)
from cases.present.boards.scope import Scope
from cases.queue import Count, QueueQuery

HEADS: Final = [
    figure(gettext_noop("Half within")),
    figure(gettext_noop("85 of 100")),
    figure(gettext_noop("95 of 100")),
]
SCALE: Final = 80.0  # where on a bar, in percent, 95 of 100 were done
END: Final = 98.0


def states(scope: Scope) -> list[QueueQuery]:
    """A query per open state: what stands there now, and the list behind it."""
    known = (registry.get_kind(code) for code in scope.kinds)
    fixed = {name: value for name, value in scope.fixed.items() if name != "kind"}
    return [
        QueueQuery(**fixed, kind=kind.code, state=state.code)
        for kind in known
        for state in kind.states
        if not state.closed
    ]


def older(figures: Figures, query: QueueQuery) -> list[QueueQuery | None]:
    """What is in a state for longer than 85 and 95 of 100 were; None where nothing can be.

    Held against the time of the data, so that the question stays the same until it is counted again.
    """
    place: Place = (query.kind, query.state)
    ended, ages, until = figures.of("stay", place), figures.ages.get(place, {}), figures.until
    asked: list[QueueQuery | None] = []
    for limit in (quantile(ended, share) for share in SHARES[1:]):
        if limit is None or until is None or max(ages, default=-1) < bucket_of(limit.total_seconds()):
            asked.append(None)
        else:
            since = (until - limit).replace(microsecond=0)
            asked.append(query.but(since_before=since.isoformat().replace("+00:00", "Z")))
    return asked


def aged(scope: Scope, figures: Figures) -> list[QueueQuery]:
    """All of these that a board has to count."""
    return [one for query in states(scope) for one in older(figures, query) if one is not None]


def ageing(
    scope: Scope, figures: Figures, now: Mapping[QueueQuery, Count], base: str, first: Sequence[QueueQuery]
) -> Panel:
    """Open cases by state, and how long they have been there against those that left it."""
    rows = [_aged(scope, figures, query, now, base) for query in first]
    rows = [row for query, row in zip(first, rows, strict=True) if now[query].number]
    old = sum(int(row[6].value or 0) for row in rows)
    left = number(figures.all_of("stay"))
    return Panel(
        "ageing",
        _("Age of open work against finished work"),
        f"{_(AGEING)} {_(EXACT)}",
        ngettext("%(n)s stay that ended, %(period)s", "%(n)s stays that ended, %(period)s", left)
        % {"n": f"{left:,}", "period": scope.period},
        [Column(_("State")), figure(_("Open")), figure(_("Ended")), *HEADS,
         figure(_("Older than 85 of 100")), figure(_("Older than 95 of 100")), Column(_("Age"), drawn=True)],
        rows,
        note=ngettext(
            "%(n)s open case is older than 85 of 100 finished ones.",
            "%(n)s open cases are older than 85 of 100 finished ones.",
            old,
        ) % {"n": f"{old:,}"}
        if left else _("Nothing was finished in this period, so there is nothing to hold open work against."),
        marks=_(AGES) if any(row[-1].bar for row in rows) else "",
        empty=_("Nothing is open."),
        wide=True,
    )  # fmt: skip


def _aged(
    scope: Scope, figures: Figures, query: QueueQuery, now: Mapping[QueueQuery, Count], base: str
) -> list[Cell]:
    kind = registry.get_kind(query.kind)
    place: Place = (query.kind, query.state)
    ended, ages = figures.of("stay", place), figures.ages.get(place, {})
    half, most, nearly = (quantile(ended, share) for share in SHARES)
    name = Cell(kind.state(query.state).label, under="" if scope.kind else kind.label)
    longer = [_longer(one, now, base) if ended else length(None) for one in older(figures, query)]
    bar = _bar(ages, half, most, nearly)
    open_now, left = counted(now[query], list_url(query, base)), amount(number(ended))
    return [name, open_now, left, length(half), length(most), length(nearly), *longer, Cell("", bar=bar)]


def _longer(query: QueueQuery | None, now: Mapping[QueueQuery, Count], base: str) -> Cell:
    return amount(0) if query is None else counted(now[query], list_url(query, base))


def _bar(
    ages: Mapping[int, int], half: timedelta | None, most: timedelta | None, nearly: timedelta | None
) -> dict[str, Any] | None:
    """Bands and marks in percent of the bar; a mark stands for all open cases of about one age."""
    if half is None or most is None or nearly is None:
        return None
    whole = max(nearly.total_seconds(), 1.0)

    def at(seconds: float) -> str:
        return f"{min(seconds / whole * SCALE, END):.1f}"

    late = [bucket for bucket in sorted(ages) if longer_than({bucket: 1}, most)]
    return {
        "half": at(half.total_seconds()),
        "most": at(most.total_seconds()),
        "nearly": at(nearly.total_seconds()),
        "rings": [at(middle(bucket)) for bucket in sorted(ages) if bucket not in late],
        "triangles": list(dict.fromkeys(at(middle(bucket)) for bucket in late)),
    }


def lead(scope: Scope, figures: Figures, lists: Lists) -> Panel:
    """From opening to closing, by outcome."""
    places = sorted(figures.lengths.get("closed", {}), key=lambda place: -number(figures.of("closed", place)))
    rows = [_taken(_("All"), figures.all_of("closed"), lists)] if places else []
    if len(scope.kinds) > 1:
        kinds = [code for code in scope.kinds if any(place[0] == code for place in places)]
        rows += [_of_kind(figures, code, places, lists) for code in kinds]
    else:
        rows += [
            _taken(_outcome(place), figures.of("closed", place), lists, **_asked(place)) for place in places
        ]
    return Panel(
        "lead",
        _("How long a case takes, closed cases"),
        f"{_(LEAD_OF_TEAM if scope.team else LEAD)} {_(EXACT)}" + said(scope),
        closed_in(figures.number("closed"), scope.period),
        [Column(_("Process") if len(scope.kinds) > 1 else _("Outcome")), figure(_("Cases")), *HEADS],
        rows,
        empty=_("No case was closed in this period."),
    )


def _taken(name: str, found: Mapping[int, int], lists: Lists, **asked: str) -> list[Cell]:
    lengths = (length(quantile(found, share)) for share in SHARES)
    return [Cell(name, name), lists.ended(number(found), **asked), *lengths]


def _of_kind(figures: Figures, code: str, places: Sequence[Place], lists: Lists) -> list[Cell]:
    own = added(*(figures.of("closed", place) for place in places if place[0] == code))
    return _taken(registry.get_kind(code).label_plural, own, lists, kind=code)


def _asked(place: Place) -> dict[str, str]:
    return {"kind": place[0], "outcome": place[1]}


def _outcome(place: Place) -> str:
    kind = registry.get_kind(place[0])
    labels = {state.code: state.label for state in kind.states} | dict(kind.outcomes)
    return labels.get(place[1], place[1])
