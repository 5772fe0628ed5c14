"""Writing a case's own rows: the only place where a state reaches the database."""

from __future__ import annotations

from typing import Any

from cases.workflow.marker import door_open

Picture = dict[str, Any]


def remember(case: Any) -> None:
    """Notes what the locked rows hold, so that only what changes is written."""
    case.as_stored = _picture(case)


def save(case: Any) -> None:
    """Writes what changed of a case's rows, or all of a new one. A state is written under the marker."""
    now, before = _picture(case), getattr(case, "as_stored", None)
    if before is None:
        with door_open():
            case.save()
    else:
        changed = [name for name, value in now.items() if before[name] != value]
        if "state" in changed:
            with door_open():
                case.save(update_fields=changed)
        elif changed:
            case.save(update_fields=changed)
    case.loaded_state = case.state
    case.as_stored = now if before is not None else _picture(case)  # a new one has got its key only now


def _picture(case: Any) -> Picture:
    """Each field's value; lists and objects, which are changed in place, by what they hold."""
    fields = (field for field in case._meta.concrete_fields if not field.primary_key and not field.generated)
    held = ((field.attname, getattr(case, field.attname)) for field in fields)
    return {name: repr(value) if isinstance(value, (dict, list)) else value for name, value in held}
