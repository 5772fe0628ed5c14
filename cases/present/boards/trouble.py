"""Where people get stuck, and what the kinds themselves count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import registry
from cases.daily.buckets import number
from cases.daily.reading import Figures
from cases.kind_figures import KindFigure
from cases.money import CURRENCIES, format_amount
from cases.present.boards.definitions import REFUSALS
from cases.present.boards.parts import (
    Cell,
    Column,
    Panel,
    amount,
    counted,
    figure,
    list_url,
    of_hundred,
)
from cases.present.boards.scope import Scope
from cases.queue import Count, QueueQuery

LETTERS: Final = 2  # that a kind's own codes begin with


def reasons(figures: Figures) -> dict[str, int]:
    """How often each reason stood against an act, by its code."""
    found: dict[str, int] = {}
    for (_kind, code), told in figures.lengths.get("refused", {}).items():
        found[code] = found.get(code, 0) + number(told)
    return found


def refused(scope: Scope, figures: Figures, code: str) -> QueueQuery:
    """The cases in which it did in the period, while this team held them where it is a team's board."""
    return QueueQuery(
        kind=scope.kind, refused=code, refused_from=figures.first.isoformat(), refused_in=scope.team
    )


def refusals(scope: Scope, figures: Figures, now: Mapping[QueueQuery, Count], base: str) -> Panel:
    """The reasons for which acts were refused, most frequent first."""
    found = reasons(figures)
    asked = {code: refused(scope, figures, code) for code in found}
    often = sorted(found, key=lambda code: (-found[code], code))
    every = sum(found.values())
    return Panel(
        "refusals",
        _("What stood against acts"),
        _(REFUSALS).format(by=_(", while this team held the case") if scope.team else ""),
        ngettext("%(n)s reason, %(period)s", "%(n)s reasons, %(period)s", every)
        % {"n": f"{every:,}", "period": scope.period},
        [Column(_("Reason")), Column(_("Code")), figure(_("Refusals")), figure(_("Of 100")),
         figure(_("Cases"))],
        [[Cell(sentence(code), sentence(code)), Cell(code, code), amount(found[code]),
          of_hundred(found[code], every), counted(now[asked[code]], list_url(asked[code], base))]
         for code in often],
        empty=_("Nothing was refused in this period."),
    )  # fmt: skip


def sentence(code: str) -> str:
    """A code as words, without the two letters of its kind: "Wrong role", "Window expired"."""
    kind, _rest, words = code.partition("_")
    return (words if len(kind) == LETTERS and words else code).replace("_", " ").strip().capitalize()


def own(scope: Scope, figures: Figures) -> list[Panel]:
    """The figures that the kind of a process declares for itself."""
    if not scope.kind:
        return []
    kind = registry.get_kind(scope.kind)
    return [_own(scope, figures, of_kind) for of_kind in kind.figures]


def _own(scope: Scope, figures: Figures, of_kind: KindFigure) -> Panel:
    keys = _keys(figures, scope.kind, of_kind)
    n, of = (_summed(figures, measure, scope.kind, of_kind) for measure in ("own", "own_of"))
    sums = _amounts(figures, scope.kind, of_kind)
    counted, heads = sum(n(key) for key in keys), [Column(""), figure(_(of_kind.counted).capitalize())]
    if of_kind.is_share:
        heads += [figure(_("Of")), figure(_("Of 100"))]
    if of_kind.is_amount:
        heads += [figure(_("Sum"))]
    rows = []
    for key in keys:
        name = _(of_kind.labels.get(key, key)) or _("All")
        row = [Cell(name, name), amount(n(key))]
        row += [amount(of(key)), of_hundred(n(key), of(key))] if of_kind.is_share else []
        row += [_money(sums.get(key, Decimal(0)), key)] if of_kind.is_amount else []
        rows.append(row)
    whole = sum(of(key) for key in keys) if of_kind.is_share else counted
    return Panel(
        f"own-{of_kind.code}", _(of_kind.title), _(of_kind.how),
        _("%(n)s counted, %(period)s") % {"n": f"{whole:,}", "period": scope.period}, heads, rows,
        empty=_("Nothing to count in this period."),
    )  # fmt: skip


def _keys(figures: Figures, kind: str, of_kind: KindFigure) -> Sequence[str]:
    begins = f"{of_kind.code}:"
    named = {place[1] for _, place in figures.daily.get("own", {}) if place[0] == kind}
    return sorted(name.removeprefix(begins) for name in named if name.startswith(begins))


def _summed(figures: Figures, measure: str, kind: str, of_kind: KindFigure) -> Callable[[str], int]:
    rows = figures.daily.get(measure, {})
    return lambda key: sum(
        value for (_, place), value in rows.items() if place == (kind, f"{of_kind.code}:{key}")
    )


def _amounts(figures: Figures, kind: str, of_kind: KindFigure) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for (_day, (code, name)), value in figures.amounts.items():
        if code == kind and name.startswith(f"{of_kind.code}:"):
            key = name.removeprefix(f"{of_kind.code}:")
            found[key] = found.get(key, Decimal(0)) + value
    return found


def _money(value: Decimal, currency: str) -> Cell:
    if currency not in CURRENCIES:
        return Cell(f"{value:,}", value, num=True)
    return Cell(
        f"{format_amount(value, currency)} {currency}", Decimal(format_amount(value, currency)), num=True
    )
