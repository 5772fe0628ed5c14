"""What a change leaves behind and its entry does not tell otherwise: the values before it, for winding back.

`was` holds them by column (`column.key` for an object's), `{"first": n}` standing for a list that only grew;
`rows` tells how many rows of each of the kind's tables are new, and what those that changed held before.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from django.db.models import Field, JSONField, Model, TextField, UniqueConstraint

from cases.models import Case
from cases.models.remembering import Remembering
from cases.timeline import plain

BESIDE: Final = frozenset({field.attname for field in Case._meta.concrete_fields}) - {"outcome"}


def columns(
    case: Case, now: Mapping[str, Any], changes: Mapping[str, Any], personal: frozenset[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a case's own columns before this change: those for the chain, those to lie beside it.

    `now` is the picture of the case as it is about to be stored. Nothing of a case that is not stored yet.
    Keys that only keep a second case away are left out.
    """
    stored: Mapping[str, Any] = getattr(case, "as_stored", None) or {}
    told: dict[str, Any] = {}
    words: dict[str, Any] = {}
    for field in _own(type(case)) if stored else ():
        if stored[field.attname] == now[field.attname]:
            continue
        for name, old in _changed(field, stored[field.attname], getattr(case, field.attname)):
            plainly = name.partition(".")[2] or field.name
            if plainly in changes and plainly not in personal:
                continue
            private = old and (plainly in personal or isinstance(field, TextField))
            (words if private else told)[name] = plain(old)
    return told, words


def rows(kept: Iterable[Model]) -> dict[str, Any]:
    """What is new and what changed among rows that are to be stored; asked again, nothing is told twice."""
    new: dict[str, int] = {}
    was: dict[str, dict[str, Any]] = {}
    for row in {id(one): one for one in kept}.values():
        if not isinstance(row, Remembering):
            continue
        name, before, now = str(row._meta.model_name), row.as_read, row.picture()
        if before is None:
            new[name] = new.get(name, 0) + 1
        elif row.pk is not None:
            left = {one: plain(old) for one, old in before.items() if old != now.get(one, old)}
            was |= {f"{name} {row.pk}": left} if left else {}
        row.as_read = now
    told = {"new": new, "was": was}
    return {name: part for name, part in told.items() if part}


@cache
def _own(model: type[Case]) -> tuple[Field[Any, Any], ...]:
    keys = {
        name for one in model._meta.constraints if isinstance(one, UniqueConstraint) for name in one.fields
    }
    return tuple(
        field
        for field in model._meta.concrete_fields
        if not (field.attname in BESIDE or field.primary_key or field.unique or field.name in keys)
    )


def _changed(field: Field[Any, Any], old: Any, now: Any) -> Iterator[tuple[str, Any]]:
    """Each part of a column that differs from what is stored, `old` in the picture, with what is stored."""
    if isinstance(field, JSONField) and isinstance(old, str):
        old = literal_eval(old)  # a picture holds what can be changed in place as it is written
        if old == now:
            return
    if isinstance(old, dict) and isinstance(now, dict):
        for key in sorted(old.keys() | now.keys()):
            if old.get(key) != now.get(key):
                yield f"{field.attname}.{key}", old.get(key)
    elif isinstance(old, list) and isinstance(now, list) and now[: len(old)] == old:
        yield field.attname, {"first": len(old)}
    else:
        yield field.attname, old
