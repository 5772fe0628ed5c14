"""Returns and what follows them."""

from __future__ import annotations

from cases.step import Step
from rebooks.actions.shared import about, hand_over, need_ticket
from rebooks.letters import Order


def request_return(step: Step) -> None:
    """The Return Team is asked; Research gets its ticket where it has none."""
    case = step.case
    step.set("return_request_no", step.data.get("return_request_no") or f"{case.reference}/R")
    step.effect("return_requested")
    step.write("return_request", "returns", "Return Team", Order(**about(case)), order_no=case.order_no)
    need_ticket(step)


def process_return(step: Step) -> None:
    """The Return Team has done it, and says so: that is how the first order came to be returned (RB-A13)."""
    step.set("return_processed_at", step.at)
    if not step.case.disposition:
        step.set("disposition", "returned")
    step.effect("return_processed")


def create_re_engage(step: Step) -> None:
    """A new opportunity for Re-Engage (RB-A16)."""
    opportunity = step.data.get("re_engage_opportunity_id") or f"{step.case.reference}/O"
    step.set("re_engage_opportunity_id", opportunity)
    need_ticket(step)
    step.effect("re_engage_opportunity_created")
    hand_over(step, "Re-Engage", opportunity)
