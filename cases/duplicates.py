"""Cases that may be one matter, by what their kind says they share; and where a duplicate goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final

from django.db.models import QuerySet, Value

from cases import access, registry
from cases.models import Case, Link, User
from cases.panels import Alike
from cases.registry import DUPLICATE
from cases.statements import Statement, written

MARK: Final = "of the case: "  # before the name of a value, where it will stand in a statement
NO_ROW: Final = 0  # the number of a case that is not stored yet: one to compare with, and nobody's
MOST: Final = 3  # suggested at once
MOST_HOPS: Final = 5  # from a duplicate of a duplicate to the case that goes on


@dataclass(frozen=True)
class Suggested:
    """Another case of the kind, and the reason in words: "the same order 40-1 and the same amount"."""

    case: Case
    why: str


def suggested(case: Any, user: User) -> list[Suggested]:
    """Cases that may be the same matter and that this person sees, the newest first; one statement."""
    fitting = tuple(one for one in registry.kind_of(case).alike if _is_filled(one, case))
    if not fitting:
        return []
    asked: dict[str, Any] = {f"{MARK}{name}": value for name, value in _asked(fitting, case).items()}
    if user.is_active and case.kind in access.visible_kinds(user):
        model: type[Case] = type(case)
        statement = _written(model, tuple(replace(one, words="") for one in fitting))
        others = statement.objects(model, *(asked.get(p, p) for p in statement.params))
    else:
        rows = access.visible_to(user, type(case).objects.all())
        others = list(_others(rows, fitting, _asked(fitting, case)))
    return [Suggested(other, why(fitting, case, other)) for other in others]


@lru_cache(maxsize=200)
def _written(model: type[Case], fitting: tuple[Alike, ...]) -> Statement:
    """The statement for who sees every case of the kind: composing it takes longer than answering it."""
    names = _names(fitting)
    marks = {name: Value(f"{MARK}{name}") for name in names}
    statement = written(_others(model._default_manager.all(), fitting, marks))
    assert statement is not None, "something can be found"
    return statement


def _names(fitting: Sequence[Alike]) -> list[str]:
    """What a statement asks about the case: its fields, itself, and the spans of days around its opening."""
    spans = [f"{edge} {one.within_days}" for one in fitting if one.within_days for edge in ("from", "until")]
    return ["pk", *(name for one in fitting for name in one.fields), *spans]


def _asked(fitting: Sequence[Alike], case: Any) -> dict[str, Any]:
    """The same by name, with the values of a case."""
    found = {name: getattr(case, name, None) for name in _names(fitting)}
    found["pk"] = case.pk or NO_ROW
    for days in {one.within_days for one in fitting if one.within_days}:
        length = timedelta(days=days)
        found |= {f"from {days}": case.opened_at - length, f"until {days}": case.opened_at + length}
    return found


def _others(rows: QuerySet[Any], fitting: Sequence[Alike], asked: Mapping[str, Any]) -> QuerySet[Any]:
    parts = [_sharing(rows.model, one, asked).values("pk")[: MOST + 1] for one in fitting]
    found = rows.filter(pk__in=_any_of(parts)).exclude(pk=asked["pk"]).exclude(outcome=DUPLICATE)
    return found.order_by("-opened_at", "-pk")[:MOST]


def why(fitting: Sequence[Alike], case: Any, other: Any) -> str:
    """What the two share, as the end of a sentence."""
    words = [one.words.format_map(_values(one, case)) for one in fitting if _is_shared(one, case, other)]
    return " and ".join(words)


def going_on(case: Case) -> Case:
    """The case that goes on for one that was closed as a duplicate; the case itself for any other."""
    for _ in range(MOST_HOPS):
        if case.outcome != DUPLICATE:
            break
        link = Link.objects.filter(case=case.pk, relation=Link.Relation.DUPLICATE_OF).order_by("-pk")
        further = link.select_related("other").first()
        if further is None:
            break
        case = further.other
    return case


def merged(case: Case, user: User) -> list[Case]:
    """The cases that were closed as duplicates of this one, and theirs, as far as this person sees them.

    A statement for each step from the one to the other, so one where there is no duplicate.
    """
    found: dict[int, Case] = {}
    at = [case.pk]
    for _ in range(MOST_HOPS):
        same = Case.objects.filter(links__other__in=at, links__relation=Link.Relation.DUPLICATE_OF)
        rows = access.visible_to(user, same.filter(outcome=DUPLICATE)).order_by("pk")
        fresh = {row.pk: row for row in rows if row.pk not in found and row.pk != case.pk}
        if not fresh:
            break
        found, at = found | fresh, [*fresh]
    return [found[key] for key in sorted(found)]


def _is_filled(one: Alike, case: Any) -> bool:
    return all(value not in (None, "") for value in _values(one, case).values())


def _values(one: Alike, case: Any) -> dict[str, Any]:
    return {name: getattr(case, name) for name in one.fields}


def _is_shared(one: Alike, case: Any, other: Any) -> bool:
    if one.within_days and abs(other.opened_at - case.opened_at) > timedelta(days=one.within_days):
        return False
    return _values(one, case) == _values(one, other)


def _sharing(model: type[Any], one: Alike, asked: Mapping[str, Any]) -> QuerySet[Any]:
    """By the first field's index: each is asked by itself, so that none has to read the whole table."""
    same = {name: asked[name] for name in one.fields}
    rows = model._default_manager.filter(**same).exclude(pk=asked["pk"])
    if one.within_days:
        span = (asked[f"from {one.within_days}"], asked[f"until {one.within_days}"])
        rows = rows.filter(opened_at__range=span)
    found: QuerySet[Any] = rows.order_by("-pk")
    return found


def _any_of(parts: Sequence[Any]) -> Any:
    return parts[0] if len(parts) == 1 else parts[0].union(*parts[1:], all=True)
