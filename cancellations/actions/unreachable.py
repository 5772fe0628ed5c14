"""A rep whom no mail reaches any more: the manager is told instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cases.models import OutboxMessage
    from cases.step import Step


def rep_unreachable(step: Step, row: OutboxMessage) -> None:
    """A letter to the rep came back: flags the case, and tells the manager once."""
    from cancellations.actions import shared, writing  # they write the letters that name this function

    case: Any = step.case
    if case.rep_unreachable or row.to != writing.address(case):
        return
    step.set("rep_unreachable", value=True)
    shared.tell_flags(step)
    writing.tell_manager(step, row.to)
