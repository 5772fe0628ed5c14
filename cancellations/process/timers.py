"""The timed steps of a cancellation in words."""

from __future__ import annotations

from cancellations.actions import timed
from cancellations.rules import timers
from cases.kinds import Timer

TIMERS = (
    Timer(
        timers.MISSING_INFO, "Has the rep answered?",
        "Will remind the rep of what is missing, once. Ends nothing.",
        "reminded the rep of what is missing", timed.missing_info,
        sends=("missing_info_reminder",), cancelled_by="The rep's answer with what is missing.",
        policy=("missing_info_days",),
        set_when="Once the rep was asked for what is missing.",
    ),
    Timer(
        timers.STALE_STEP, "No progress",
        "Will remind Sales enablement of the step that waits. Cancels nothing, closes nothing.",
        "reminded of the step that waits", timed.stale_step,
        sends=("stale_reminder",), cancelled_by="The step, once it is done.", policy=("stale_days",),
        set_when="While a step of the cancellation waits to be done.",
    ),
)  # fmt: skip
