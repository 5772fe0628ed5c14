"""What happens before Research or a return: the wish, its reason, payment questions and changes."""

from __future__ import annotations

from cases.step import Step
from rebooks.actions.shared import about, tell_flags
from rebooks.letters import Change
from rebooks.rules.timers import change_came_late_to_us


def record_request(step: Step) -> None:
    """Writes down what the customer wants and who heard it."""
    step.set_all("reason", "request_source", "request_received_at", "requested_change", "intended")
    tell_flags(step)


def ask_clarification(step: Step) -> None:
    """A task for who heard it."""
    step.effect("task_ask_clarification")


def clarify(step: Step) -> None:
    """The reason is known now. Where no request was written down, the answer is what came in."""
    step.set_all("reason", "requested_change")
    if step.case.request_received_at is None:
        step.set("request_received_at", step.at)


def keep_for_payment(step: Step) -> None:
    """A task: ask why the payment takes longer. No return, no ticket (RB-A10)."""
    step.effect("task_ask_payment_reason")


def finish_payment(step: Step) -> None:
    """The payment question is answered, or the reason turned out another."""
    step.set_all("payment_reason", "reason")
    if step.case.reason == "payment_time":
        step.set("outcome", "payment_followup")


def pass_change(step: Step) -> None:
    """The NLR agent asks Order Processing; AR and Collections leave the agent an activity."""
    case = step.case
    change = Change(**about(case), wanted=(case.requested_change or "see the case").rstrip("."))
    if step.role in ("ar", "collections"):
        step.effect("activity_for_nlr_agent_on_opportunity")
        step.write("activity", "crm", "NLR agent", change)
        return
    _note_late(step)
    step.set("change_sent_at", step.at)
    step.effect("change_sent_to_order_processing")
    step.write("change", "order_processing", "Order Processing", change)
    tell_flags(step)


def change_done(step: Step) -> None:
    """The licence is changed inside the order month."""
    _note_late(step)
    step.set("outcome", "changed_in_month")
    tell_flags(step)


def follow_up(step: Step) -> None:
    """The NLR agent follows up on the trial (RB-A8)."""
    step.effect("task_follow_up_evaluation")


def _note_late(step: Step) -> None:
    if change_came_late_to_us(step.facts, step.policy, step.at):
        step.set("late_fact", value=True)
