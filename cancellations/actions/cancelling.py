"""The three steps of Sales enablement, and the ends."""

from __future__ import annotations

from cancellations.actions import writing
from cancellations.actions.shared import enter, note_late, tell_flags
from cancellations.models.parts import stored_lines
from cancellations.rules import fit
from cases.step import Step

CONFIRMATIONS = ("vision_vx", "titan")


def cancel_billing(step: Step) -> None:
    """Step 1: nothing more is invoiced for the named products."""
    note_late(step)
    step.set("billing_cancelled_at", step.at)
    step.effect("billing_cancelled")
    enter(step)
    tell_flags(step)


def cancel_fulfilment(step: Step) -> None:
    """Step 2: done with the second of the two confirmations, in one call or two (CX-A4)."""
    case, data = step.case, step.data
    if data.get("already_delivered"):
        step.set("already_delivered", value=True)
    given = {"vision_vx": data.get("vision_vx"), "titan": data.get("titan") or data.get("already_delivered")}
    for name in CONFIRMATIONS:
        if given[name] and getattr(case, f"{name}_at") is None:
            step.set(f"{name}_at", step.at)
    step.set_all("titan_ref")
    if case.vision_vx_at is not None and case.titan_at is not None:
        note_late(step)
        step.set("fulfilment_cancelled_at", max(case.vision_vx_at, case.titan_at))
        step.effect("fulfilment_cancelled")
        enter(step)
    tell_flags(step)


def inform_rep(step: Step) -> None:
    """Step 3, one part: the rep is told; told again nobody is."""
    if step.case.rep_informed_at is not None:
        step.say(repeated=True)
        return
    _third(step)
    step.set("rep_informed_at", step.at)
    step.effect("rep_informed")
    writing.tell_done(step)


def true_up(step: Step) -> None:
    """Step 3, the other part: the invoices are adjusted, by the lines as they stand now (CX-A7)."""
    if step.case.true_up_done_at is not None:
        step.say(repeated=True)
        return
    _third(step)
    step.case.trued_up = stored_lines(fit.lines_of(step.facts, step.policy))
    step.set("true_up_done_at", step.at)
    step.effect("invoices_trued_up")


def _third(step: Step) -> None:
    """The first of the two parts begins the third step."""
    if step.case.state == "fulfilment_cancelled":
        note_late(step)
        enter(step)
        tell_flags(step)


def close(step: Step) -> None:
    """Everything is done."""
    note_late(step)
    step.effect("closed")
    tell_flags(step)


def withdraw(step: Step) -> None:
    """The rep takes the request back."""
    note_late(step)
    tell_flags(step)


def reject(step: Step) -> None:
    """It turns out to be no cancellation; the rep learns why."""
    note_late(step)
    step.case.outcome = step.data["reason"]
    writing.tell_rejected(step, step.data["reason"])
    tell_flags(step)


def invoice_run(step: Step) -> None:
    """Billing has invoiced: before billing was cancelled, judged by when it ran, it has to be trued up."""
    case = step.case
    too_late = case.billing_cancelled_at is not None and step.at >= case.billing_cancelled_at
    if too_late or not case.products or case.state in {"rejected", "withdrawn"}:
        step.say(marked=False)
        return
    if case.invoice_run_at is None or step.at < case.invoice_run_at:
        step.set("invoice_run_at", step.at)
    if case.true_up_done_at is not None:
        step.set("late_fact", value=True)
    step.effect("marked_for_true_up")
    tell_flags(step)
