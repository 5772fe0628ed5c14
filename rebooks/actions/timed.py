"""What the timed steps do when they fire. Whether they may is asked again under the case's lock."""

from __future__ import annotations

from cases.step import Step
from rebooks.actions.shared import tell_flags
from rebooks.letters import Late


def late_flag(step: Step) -> None:
    """24 hours have passed without a second order; whether that raises the flag the facts decide."""
    step.case.late_flagged_at = step.now
    tell_flags(step)


def window_end(step: Step) -> None:
    """The window is over: no rebook any more, and back to Research if New License was waiting for it."""
    step.case.window_ended_at = step.now
    step.effect("window_expired")
    if step.case.state == "with_new_license":
        step.move("back_to_research")
    tell_flags(step)


def month_end(step: Step) -> None:
    """The order month is over and the change is not with Order Processing: a reminder, the path stays."""
    step.case.change_overdue_at = step.now
    step.effect("change_reminder")
    step.write("reminder", "crm", "NLR agent", Late(step.case.order_no))
    tell_flags(step)
