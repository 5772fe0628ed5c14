"""The timed steps of a transition in words."""

from __future__ import annotations

from affiliations.actions import timed
from affiliations.rules import timers
from cases.kinds import Timer

TIMERS = (
    Timer(
        timers.NOTICE_NUDGE, "Has the reseller been told?",
        "Will remind the sales rep to ask whether the customer has told its reseller.",
        "reminded of the notice to the reseller", timed.notice_nudge,
        sends=("notice_reminder",),
        cancelled_by="The notice to the reseller, or the deal moving on.", policy=("notice_nudge_days",),
        set_when="While the deal is prepared and the reseller is not told.",
    ),
    Timer(
        timers.BILLING_CHECK, "Look at billing",
        "Will remind the reseller rep of what is still to be issued or billed.",
        "reminded of what is not billed", timed.billing_check,
        sends=("billing_reminder",), cancelled_by="The last group, once it is issued and billed.",
        policy=("billing_check_days",),
        set_when="While groups wait to be issued or billed.",
    ),
    Timer(
        timers.MAIL_RETRY, "Letter came back",
        "Will ask the reseller rep to find another contact at the reseller.",
        "asked for another contact", timed.mail_retry,
        sends=("task_other_contact",), cancelled_by="The letter, once it is sent again.", policy=(),
        set_when="Once the letter to the reseller came back.",
    ),
)  # fmt: skip
