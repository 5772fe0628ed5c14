"""The timed steps of a cancellation in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cancellations.actions import timed
from cancellations.rules import timers
from cases.kinds import Timer

TIMERS = (
    Timer(
        timers.MISSING_INFO, _("Has the rep answered?"),
        _("Will remind the rep of what is missing, once. Ends nothing."),
        "reminded the rep of what is missing", timed.missing_info,
        sends=("missing_info_reminder",), cancelled_by=_("The rep's answer with what is missing."),
        policy=("missing_info_days",),
        set_when=_("Once the rep was asked for what is missing."),
    ),
    Timer(
        timers.STALE_STEP, _("No progress"),
        _("Will remind Sales enablement of the step that waits. Cancels nothing, closes nothing."),
        "reminded of the step that waits", timed.stale_step,
        sends=("stale_reminder",), cancelled_by=_("The step, once it is done."), policy=("stale_days",),
        set_when=_("While a step of the cancellation waits to be done."),
    ),
)  # fmt: skip
