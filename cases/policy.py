"""Policy values in force: what is shipped, then what people changed, by the instant asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.kinds import Kind, PolicyKey
from cases.models import PolicyVersion
from cases.routing import Policy
from cases.worktime import known_zones

AS_SHIPPED = 1
COLUMNS = ("effective_from", "number", "created_at", "values", "moves_deadlines")
TOO_LARGE = 1e15  # NaN and infinity are not below it either


class PolicyError(ValueError):
    """A value that the key does not take; `errors` maps each key to a sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Written:
    """One stored version: what it changes, from when on, and when it was written down.

    `moves` says that it counts for timed steps too that were set before it.
    """

    effective_from: datetime
    number: int
    created_at: datetime
    values: Mapping[str, Any]
    moves: bool = False

    def counted_when(self, instant: datetime) -> bool:
        """Whether a step that was set at an instant was set under it."""
        return self.effective_from <= instant and self.created_at < instant


@dataclass(frozen=True)
class Book:
    """Every stored version of a kind's values, read once, for questions about several instants."""

    kind: Kind
    versions: Sequence[Written] = ()

    @classmethod
    def of(cls, kind: Kind, versions: Iterable[Written]) -> Book:
        """The book of these versions, in the order in which they take effect."""
        return cls(kind, sorted(versions, key=lambda one: (one.effective_from, one.number)))

    def in_force(self, at: datetime, *, known_before: datetime | None = None) -> Policy:
        """The values at an instant: the shipped ones, and over them each version effective by then.

        A change planned for later and one made before it do not undo each other: each says only what it
        changes. `known_before` leaves out what was written down at that instant or after it.
        """
        number, values = AS_SHIPPED, {key.name: key.default for key in self.kind.policies}
        for one in self.versions:
            if one.effective_from <= at and (known_before is None or one.created_at < known_before):
                number, values = one.number, {**values, **one.values}
        return Policy(number, values)

    def moving(self, armed_at: datetime, due_at: datetime, at: datetime) -> Written | None:
        """The newest version by `at` that moves a step which was set before it; None where none does.

        A step that was due by the start of a version happens as it was set, however late it fires.
        """
        found = [
            one
            for one in self.versions
            if one.moves
            and one.effective_from <= at
            and one.effective_from < due_at
            and not one.counted_when(armed_at)
        ]
        return found[-1] if found else None


def in_force(kind: Kind, at: datetime, *, known_before: datetime | None = None) -> Policy:
    """The values of a kind at an instant, read now; see `Book.in_force`."""
    return read(kind).in_force(at, known_before=known_before)


def read(kind: Kind) -> Book:
    """The book of a kind as it is now."""
    rows = PolicyVersion.objects.filter(kind=kind.code)
    found = rows.values_list(*COLUMNS)
    return Book.of(kind, (Written(*row) for row in found))


def books(kinds: Iterable[Kind]) -> dict[str, Book]:
    """The books of several kinds by their codes, read in one statement."""
    given, found = list(kinds), defaultdict(list)
    rows = PolicyVersion.objects.filter(kind__in=[kind.code for kind in given])
    for code, *row in rows.values_list("kind", *COLUMNS):
        found[code].append(Written(*row))
    return {kind.code: Book.of(kind, found[kind.code]) for kind in given}


def checked(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as their keys take them; raises PolicyError naming every one that does not fit."""
    keys = {key.name: key for key in kind.policies}
    errors = {name: f"“{name}” is no policy value of this kind." for name in values if name not in keys}
    for name, value in values.items():
        if name in keys and (fault := _fault(keys[name], value)):
            errors[name] = fault
    if errors:
        raise PolicyError(errors)
    return dict(values)


def _fault(key: PolicyKey, value: Any) -> str:
    if key.choices:
        return "" if value in key.choices else f"{key.label}: use one of {', '.join(key.choices)}."
    if isinstance(key.default, bool) or isinstance(value, bool):
        fits = isinstance(key.default, bool) and isinstance(value, bool)
        return "" if fits else f"{key.label}: the type does not fit."
    if isinstance(key.default, (int, float)):
        if not isinstance(value, (int, float)) or not abs(value) < TOO_LARGE:
            return f"{key.label}: give a number{' of ' + key.unit if key.unit else ''}."
        return _outside(key, value)
    return _of_type(key, value)


def _of_type(key: PolicyKey, value: Any) -> str:
    """Texts and lists: like the shipped value, which also shows where a time zone is meant."""
    if not isinstance(value, type(key.default)):
        return f"{key.label}: the type does not fit."
    if isinstance(value, list) and not all(isinstance(one, str) and one.isprintable() for one in value):
        return f"{key.label}: give a list of words."
    if key.entries and (unknown := [one for one in value if one not in key.entries]):
        return f"{key.label}: {unknown[0]} cannot stand here. Use any of {', '.join(key.entries)}."
    if isinstance(value, str) and not value.isprintable():
        return f"{key.label}: use letters, digits and signs."
    if isinstance(value, str) and key.default in known_zones() and value not in known_zones():
        return f"{key.label}: use a time zone such as Europe/Oslo."
    return ""


def _outside(key: PolicyKey, value: float) -> str:
    low, high = key.minimum, key.maximum
    if (low is None or value >= low) and (high is None or value <= high):
        return ""
    limits = [
        f"{word} {limit:.15g}" for word, limit in (("at least", low), ("at most", high)) if limit is not None
    ]
    return f"{key.label}: {' and '.join(limits)} {key.unit}".strip() + "."
