"""Policy values in force: what is shipped, then what people changed, by the instant asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cases import clock
from cases.kinds import Kind, PolicyKey
from cases.models import PolicyVersion
from cases.routing import Policy

if TYPE_CHECKING:
    from cases.models import User

AS_SHIPPED = 1


class PolicyError(ValueError):
    """A value that the key does not take; `errors` maps each key to a sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


def in_force(kind: Kind, at: datetime) -> Policy:
    """The values of a kind at an instant: of the versions effective by then, the newest number wins."""
    stored = (
        PolicyVersion.objects.filter(kind=kind.code, effective_from__lte=at)
        .order_by("-effective_from", "-number")
        .only("number", "values")
        .first()
    )
    values = {key.name: key.default for key in kind.policies}
    if stored is not None:
        values |= stored.values
    return Policy(stored.number if stored else AS_SHIPPED, values)


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
        if not isinstance(value, (int, float)):
            return f"{key.label}: give a number{' of ' + key.unit if key.unit else ''}."
        low, high = key.minimum, key.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            return f"{key.label}: between {low:g} and {high:g} {key.unit}".strip() + "."
        return ""
    return "" if isinstance(value, type(key.default)) else f"{key.label}: the type does not fit."


def change(
    kind: Kind, values: Mapping[str, Any], *, effective_from: datetime, author: User, reason: str
) -> PolicyVersion:
    """Stores a new version: the values in force at `effective_from` with `values` laid over them.

    Decisions already taken keep the version they used; armed deadlines keep their due time.
    """
    fitting = checked(kind, values)
    with transaction.atomic():
        newest = PolicyVersion.objects.select_for_update().filter(kind=kind.code).order_by("-number").first()
        before = {} if newest is None else newest.values
        return PolicyVersion.objects.create(
            kind=kind.code,
            number=(newest.number if newest else AS_SHIPPED) + 1,
            values=before | fitting,
            effective_from=effective_from,
            author=author,
            reason=reason,
            created_at=clock.now(),
        )
