"""The timed steps of a take-over in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cases.kinds import Timer
from takeovers.actions import timed
from takeovers.rules import timers

TIMERS = (
    Timer(
        timers.CUTOFF, _("Mid-month"),
        _("Will tell all parties, if an agreement is missing, that this month's end cannot be reached."),
        "told that mid-month has passed", timed.cutoff,
        sends=("cutoff_told",), cancelled_by=_("The last agreement that is missing."),
        policy=("cutoff_day", "cutoff_inclusive"),
        set_when=_("While agreements are missing."),
    ),
    Timer(
        timers.MONTH_WARNING, _("Month ends soon"), _("Will send customer care the list of open steps."),
        "warned that the month ends soon", timed.month_warning,
        sends=("month_warning",), cancelled_by=_("The last step, or an agreement that is withdrawn."),
        policy=("month_warning_days",),
        set_when=_("Once all have agreed, until the move is done."),
    ),
    Timer(
        timers.MONTH_MISSED, _("Month is over"),
        _("Will flag the case and tell customer care, if steps are still open."),
        "told that the month is over", timed.month_missed, sends=("month_missed",),
        cancelled_by=_("The last step, or an agreement that is withdrawn."), policy=(),
        set_when=_("Once all have agreed, until the move is done."),
    ),
    Timer(
        timers.CUSTOM_LEFTOVER, _("Custom licences left over"),
        _("Will remind customer care of custom licences that nobody needs any more."),
        "reminded of left-over custom licences", timed.custom_leftover,
        sends=("custom_leftover",), cancelled_by=_("Step 6 of the company, done or skipped."),
        policy=("leftover_days",),
        set_when=_("Once step 5 of a company is done, until its step 6 is settled."),
    ),
    Timer(
        timers.DISCOUNT_CHECK, _("Discount check"),
        _("Will ask customer care to look for the discount on the invoice."), "asked to check the discount",
        timed.discount_check, follow_up=True,
        sends=("discount_check",), cancelled_by=_("The discount, once it is confirmed."), policy=(),
        set_when=_("Once step 7 of a company is done, until the discount is confirmed."),
    ),
)  # fmt: skip
