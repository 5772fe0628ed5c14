"""The timed steps of a transition in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from affiliations.actions import timed
from affiliations.rules import timers
from cases.kinds import Timer

TIMERS = (
    Timer(
        timers.NOTICE_NUDGE, _("Has the reseller been told?"),
        _("Will remind the sales rep to ask whether the customer has told its reseller."),
        "reminded of the notice to the reseller", timed.notice_nudge,
        sends=("notice_reminder",),
        cancelled_by=_("The notice to the reseller, or the deal moving on."), policy=("notice_nudge_days",),
        set_when=_("While the deal is prepared and the reseller is not told."),
    ),
    Timer(
        timers.BILLING_CHECK, _("Look at billing"),
        _("Will remind the reseller rep of what is still to be issued or billed."),
        "reminded of what is not billed", timed.billing_check,
        sends=("billing_reminder",), cancelled_by=_("The last group, once it is issued and billed."),
        policy=("billing_check_days",),
        set_when=_("While groups wait to be issued or billed."),
    ),
    Timer(
        timers.MAIL_RETRY, _("Letter came back"),
        _("Will ask the reseller rep to find another contact at the reseller."),
        "asked for another contact", timed.mail_retry,
        sends=("task_other_contact",), cancelled_by=_("The letter, once it is sent again."), policy=(),
        set_when=_("Once the letter to the reseller came back."),
    ),
)  # fmt: skip
