"""What came of asking an outside system, in the same words for every system and adapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, get_args

from django.utils.translation import gettext_noop as _

Result = Literal[
    "ok", "already_done", "conflict", "rejected", "auth", "forbidden", "not_found", "rate_limited",
    "transient", "unknown_outcome",
]  # fmt: skip
RESULTS: Final[tuple[str, ...]] = get_args(Result)
DONE: Final = frozenset({"ok", "already_done"})
RETRIED: Final = frozenset({"rate_limited", "transient", "unknown_outcome"})

LABELS: Final[Mapping[str, str]] = {
    "ok": _("Done"),
    "already_done": _("Was done already"),
    "conflict": _("Changed by somebody else meanwhile"),
    "rejected": _("Refused"),
    "auth": _("Sign-in refused"),
    "forbidden": _("Not allowed"),
    "not_found": _("Not found there"),
    "rate_limited": _("Too many calls, tried again later"),
    "transient": _("Not reached, tried again later"),
    "unknown_outcome": _("No answer; looked up before anything is repeated"),
}
ADVICE: Final[Mapping[str, str]] = {
    "conflict": _("Look at it there, then ask again or confirm by hand."),
    "rejected": _("Put right what it names, then ask again."),
    "auth": _("An administrator renews the sign-in of AccountOps; then ask again."),
    "forbidden": _("An administrator allows AccountOps to do it; or do it there, and confirm by hand."),
    "not_found": _("Look for it there by its number, do it, and confirm by hand."),
    "rate_limited": _("It stayed too busy: ask again later, or do it there and confirm by hand."),
    "transient": _("It stayed out of reach: ask again later, or do it there and confirm by hand."),
    "unknown_outcome": _("Look there whether it is done; then confirm by hand, or ask again."),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer. `number` is the proof where it is done; `fields` what a refusal names, field by field.

    `retry_at` is the instant before which a busy system does not want to be asked again.
    """

    result: Result
    reason: str = ""
    number: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    retry_at: datetime | None = None

    @property
    def done(self) -> bool:
        """Whether the system shows it as asked."""
        return self.result in DONE

    @property
    def retried(self) -> bool:
        """Whether asking again later may help, without a person."""
        return self.result in RETRIED


def label(result: str) -> str:
    """The words for a result; the code itself where there are none."""
    return LABELS.get(result, result)


def advice(result: str) -> str:
    """What a person does about a result; "" where nothing is to be done."""
    return ADVICE.get(result, "")
