"""What comes out of the door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cases.forms import ActionForm
from cases.models import TimelineEntry
from cases.registry import role_codes
from cases.routing import Refusal


@dataclass(frozen=True)
class Outcome:
    """The case after the door, and every refusal when it stayed as it was."""

    case: Any
    refusals: Sequence[Refusal] = ()
    entry: TimelineEntry | None = None
    existing: bool = False
    effects: Sequence[str] = field(default_factory=tuple)

    @property
    def ok(self) -> bool:
        """Whether the change was made."""
        return not self.refusals

    @property
    def status(self) -> int:
        """The HTTP status: 200 made, 403 wrong role among the refusals, 409 refused."""
        if self.ok:
            return 200
        wrong_role = role_codes()
        return 403 if any(refusal.code in wrong_role for refusal in self.refusals) else 409


class InputErrors(ValueError):
    """The input misses something or is malformed; `errors` maps fields to sentences. Nothing is written."""

    within = ""  # the name of the input that the form is a part of, for programs

    def __init__(self, form: ActionForm) -> None:
        self.form = form
        self.errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
        super().__init__("; ".join(f"{name}: {' '.join(texts)}" for name, texts in self.errors.items()))


class Refused(RuntimeError):
    """What an action would do is refused elsewhere: raised by its run, nothing of it is stored."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("; ".join(refusal.message for refusal in refusals))
        self.refusals = refusals


class Stale(RuntimeError):
    """The case has changed since the caller looked at it. `case` is how it is now."""

    def __init__(self, case: Any, expected: int) -> None:
        super().__init__(f"{case.reference} is at version {case.version}, not {expected}.")
        self.case, self.expected = case, expected
