"""Small steps that several actions take."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cases.money import format_money
from cases.routing import Policy
from cases.step import Step
from rebooks.letters import HandOver, Order
from rebooks.models import RebookCase
from rebooks.rules import derive
from rebooks.rules.labels import FLAGS


def adjust(case: RebookCase, policy: Policy, now: datetime) -> None:
    """Derives what no person writes: the flags, and the order number that may be open only once."""
    raised = derive(case.facts(), policy, now).flags
    case.flags = sorted({*raised, *(flag for flag in case.flags if flag not in FLAGS)})
    case.open_order_no = None if case.state == "closed" else case.order_no


def tell_flags(step: Step) -> None:
    """Derives the flags within the step, so that its timeline entry tells which of them changed."""
    raised = derive(step.facts, step.policy, step.now).flags
    for flag in FLAGS:
        step.flag(flag, on=flag in raised)


def need_ticket(step: Step) -> None:
    """A ticket for the Research Team, unless the case has one."""
    case = step.case
    if case.research_ticket_no:
        return
    step.set("research_ticket_no", f"{case.reference}/T")
    step.effect("research_ticket_created")
    step.write("research_ticket", "ticketing", "Research Team", Order(**about(case)), order_no=case.order_no)


def about(case: RebookCase) -> dict[str, str]:
    """The first order, for messages to colleagues."""
    return {
        "reference": case.reference,
        "account": case.account.name,
        "order_no": case.order_no,
        "amount": format_money(case.amount, case.currency, grouped=True),
        "opportunity": case.opportunity_id or "none is on file",
    }


def hand_over(step: Step, to: str, opportunity: str) -> None:
    """The note to the receiving sales rep, with everything that Research found."""
    case = step.case
    findings = tuple(finding_line(finding) for finding in case.research)
    letter = HandOver(**about(case), handed_over=opportunity, findings=findings)
    step.effect("research_support_task")
    step.write("hand_over", "mailbox", to, letter, research=case.research)


def finding_line(finding: dict[str, Any]) -> str:
    """One finding with its links, as a line."""
    return " ".join([f"Finding: {finding['text']}", *finding["links"]])
