"""Writing a case's own rows: the only place where a state reaches the database."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cases.workflow.marker import door_open

if TYPE_CHECKING:
    from cases.models import Case
    from cases.workflow.quiet import Quiet

Picture = dict[str, Any]


def remember(case: Any) -> None:
    """Notes what the locked rows hold, so that only what changes is written."""
    case.as_stored = picture(case)


def save(case: Any, now: Picture, quiet: Quiet) -> None:
    """Writes what changed of a case's rows, or all of a new one. A state is written under the marker.

    `now` is its picture. A change that nothing asks for until the transaction ends is left to `quiet`.
    """
    before = getattr(case, "as_stored", None)
    if before is None:
        with door_open():
            case.save()
    else:
        changed = {name for name, value in now.items() if before[name] != value}
        if changed and not quiet.takes(case, changed):
            _write(case, changed | quiet.given_back(case))
    case.loaded_state = case.state
    case.as_stored = now if before is not None else picture(case)  # a new one has got its key only now


def _write(case: Any, changed: set[str]) -> None:
    if "state" in changed:
        with door_open():
            case.save(update_fields=changed)
    else:
        case.save(update_fields=changed)


def picture(case: Case) -> Picture:
    """Each field's value; lists and objects, which are changed in place, by what they hold."""
    values = case.__dict__
    held = {name: values[name] for name in _names(type(case))}
    return {name: repr(value) if isinstance(value, (dict, list)) else value for name, value in held.items()}


@cache
def _names(model: type[Case]) -> tuple[str, ...]:
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key and not field.generated
    )
