"""The parameters of a list of cases: which there are, and what each of them takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from cases import registry
from cases.filtering import DAYS
from cases.happened import day_or_instant, reason_code
from cases.paging import SORTS, Cursor, CursorFault, order_of
from cases.teams import TEAMS
from cases.text import fault, shown, tidy

DUE: Final = ("overdue", "4h", "today", *DAYS, "week")
LONGEST: Final = 200


class QueueFault(ValueError):
    """A parameter that the queue does not know, or a value it cannot take; `parameter` names it."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


def read(params: Mapping[str, str]) -> dict[str, Any]:
    """The values of an address by their parameter; raises QueueFault naming the first that does not fit."""
    values: dict[str, Any] = {}
    for name in params:
        if name not in _READERS:
            raise QueueFault(shown(name), f"“{shown(name)}” is no parameter of the queue.")
        text = _single(params, name)
        if text:
            values[name] = _READERS[name](text)
    _fitting(values)
    return values


def _fitting(values: Mapping[str, Any]) -> None:
    kind, state, cursor = values.get("kind"), values.get("state"), values.get("cursor")
    if kind and state and state not in _states(kind):
        raise QueueFault("state", f"“{shown(state)}” is no state of this kind.")
    for name in ("refused_from", "refused_in"):
        if name in values and "refused" not in values:
            raise QueueFault(name, "Name the reason of the refusal as well.")
    closed_in = values.get("closed_from") or values.get("closed_to", "")
    if cursor is not None and cursor.sort != order_of(values.get("sort", "due"), closed_in):
        raise QueueFault("cursor", "This cursor belongs to another order.")


def _states(kind: str = "") -> frozenset[str]:
    kinds = [registry.get_kind(kind)] if kind else registry.all_kinds()
    return frozenset(state.code for one in kinds for state in one.states)


def _single(params: Mapping[str, str], name: str) -> str:
    many = getattr(params, "getlist", None)
    if many is not None and len(many(name)) > 1:
        raise QueueFault(name, f"“{name}” is given more than once.")
    text = tidy(params[name])
    if len(text) > (LONGEST if name != "cursor" else 1000):
        raise QueueFault(name, f"“{name}” is too long.")
    wrong = fault(text)
    if wrong:
        raise QueueFault(name, wrong)
    return text


def _one_of(name: str, known: Callable[[], frozenset[str]]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known():
            raise QueueFault(name, f"“{shown(text)}” is no {name} that is known here.")
        return text

    return read


def _account(text: str) -> str:
    if text.isdecimal() and not (text.isascii() and int(text) < 2**63):
        raise QueueFault("account", "This is no account's number.")
    return text


def _truth(name: str) -> Callable[[str], bool]:
    def read(text: str) -> bool:
        if text not in {"true", "false"}:
            raise QueueFault(name, "Say true or false.")
        return text == "true"

    return read


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise QueueFault("due_before", "Give an instant with its offset, such as 2024-05-14T10:00:00Z.")


def _of(name: str, known: Callable[[str], str]) -> Callable[[str], str]:
    def read_one(text: str) -> str:
        try:
            return known(text)
        except ValueError as error:
            raise QueueFault(name, str(error)) from error

    return read_one


def _cursor(text: str) -> Cursor:
    try:
        return Cursor.decode(text)
    except CursorFault as fault:
        raise QueueFault("cursor", str(fault)) from fault


def told(value: Any) -> str:
    """A value as it stands in an address."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Cursor):
        return value.encode()
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else str(value)


def _kinds() -> frozenset[str]:
    return frozenset(kind.code for kind in registry.all_kinds())


def _outcomes() -> frozenset[str]:
    ends = {state.code for kind in registry.all_kinds() for state in kind.states if state.closed}
    return frozenset(ends.union(*(kind.outcomes for kind in registry.all_kinds())))


def _flags() -> frozenset[str]:
    return frozenset(flag for kind in registry.all_kinds() for flag in kind.flags)


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "kind": _one_of("kind", _kinds),
    "team": _one_of("team", lambda: frozenset(TEAMS)),
    "state": _one_of("state", _states),
    "assignee": str,
    "account": _account,
    "open": _truth("open"),
    "snoozed": _truth("snoozed"),
    "waiting": _truth("waiting"),
    "due_before": _instant,
    "due": _one_of("due", lambda: frozenset(DUE)),
    "flag": _one_of("flag", _flags),
    "q": str,
    "opened_from": _of("opened_from", day_or_instant),
    "opened_to": _of("opened_to", day_or_instant),
    "closed_from": _of("closed_from", day_or_instant),
    "closed_to": _of("closed_to", day_or_instant),
    "closed_by": _one_of("closed_by", lambda: frozenset(TEAMS)),
    "outcome": _one_of("outcome", _outcomes),
    "late": _truth("late"),
    "since_before": _of("since_before", day_or_instant),
    "refused": _of("refused", reason_code),
    "refused_from": _of("refused_from", day_or_instant),
    "refused_in": _one_of("refused_in", lambda: frozenset(TEAMS)),
    "sort": _one_of("sort", lambda: frozenset(SORTS)),
    "cursor": _cursor,
}
PARAMETERS: Final = tuple(_READERS)
