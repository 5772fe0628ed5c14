"""Correcting recorded facts: the rules decide again, and deadlines are planned again."""

from __future__ import annotations

from cases.step import Step
from rebooks.actions.shared import tell_flags
from rebooks.rules import derive
from rebooks.rules.derived import window_limits

CORRECTABLE = (
    "order_no", "opportunity_id", "opportunity_stage", "opportunity_type", "processed_at", "amount",
    "currency", "reason", "request_source", "request_received_at", "requested_change", "payment_reason",
    "intended",
    "second_order_no", "rebooked_at", "rebook_amount", "rebook_currency", "disposition", "return_request_no",
    "return_processed_at", "re_engage_opportunity_id", "time_zone",
)  # fmt: skip
FORGETTABLE = {
    "intended": ("intended",),
    "second_order": ("second_order_no", "rebooked_at", "rebook_amount", "rebook_currency"),
    "disposition": ("disposition",),
    "admin_error": (
        "admin_error", "admin_error_note", "admin_error_confirmed_by_id", "admin_error_role",
        "admin_error_at",
    ),
    "return": ("return_request_no", "return_processed_at"),
    "re_engage_opportunity": ("re_engage_opportunity_id",),
    "requested_change": ("requested_change",),
    "payment_reason": ("payment_reason",),
}  # fmt: skip


def correct(step: Step) -> None:
    """Forgets what was named, then sets what was given; what the timers did by wrong facts is undone."""
    for group in step.data.get("forget") or ():
        for name in FORGETTABLE[group]:
            step.set(name, step.case._meta.get_field(name).get_default())
    step.set_all(*CORRECTABLE)
    _rewind(step)
    tell_flags(step)
    if step.case.state == "with_new_license" and derive(step.facts, step.policy, step.now).qualifies is False:
        step.move("back_to_research")


def _rewind(step: Step) -> None:
    """A window that by the corrected facts is not over was not ended; its timers are planned anew."""
    case, announced = step.case, step.case.intended == "time_and_amount"
    soft, hard = window_limits(step.facts, step.policy)
    if not announced or step.now <= soft:
        case.late_flagged_at = None
    if not announced or step.now <= hard:
        case.window_ended_at = None
