"""The timed steps of a take-over in words."""

from __future__ import annotations

from cases.kinds import Timer
from takeovers.actions import timed
from takeovers.rules import timers

TIMERS = (
    Timer(
        timers.CUTOFF, "Mid-month",
        "Will tell all parties, if an agreement is missing, that this month's end cannot be reached.",
        "told that mid-month has passed", timed.cutoff,
    ),
    Timer(
        timers.MONTH_WARNING, "Month ends soon", "Will send customer care the list of open steps.",
        "warned that the month ends soon", timed.month_warning,
    ),
    Timer(
        timers.MONTH_MISSED, "Month is over",
        "Will flag the case and tell customer care, if steps are still open.", "told that the month is over",
        timed.month_missed,
    ),
    Timer(
        timers.CUSTOM_LEFTOVER, "Custom licences left over",
        "Will remind customer care of custom licences that nobody needs any more.",
        "reminded of left-over custom licences", timed.custom_leftover,
    ),
    Timer(
        timers.DISCOUNT_CHECK, "Discount check",
        "Will ask customer care to look for the discount on the invoice.", "asked to check the discount",
        timed.discount_check, follow_up=True,
    ),
)  # fmt: skip
