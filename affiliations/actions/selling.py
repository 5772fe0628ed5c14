"""The sales rep's part: before the deal is won, and at the end."""

from __future__ import annotations

from affiliations import letters
from affiliations.actions.shared import (
    RESELLER_REP,
    note_late,
    reverse_shipments,
    task,
    tell_flags,
)
from affiliations.rules.table import is_big
from cases.step import Step


def involve(step: Step) -> None:
    """Reseller Rep and Manager are asked in."""
    step.set("reseller_rep_involved_at", step.at)
    step.set("manager_involved_at", step.at)
    step.effect("reseller_rep_and_manager_involved")
    about = letters.Group(step.case.customer, step.case.reseller, step.facts.badges)
    for to in (RESELLER_REP, "Manager"):
        task(step, "big_group", to, about)


def reseller_notified(step: Step) -> None:
    """On the customer's word."""
    note_late(step)
    step.set("reseller_notified_at", step.at, source="Customer")
    tell_flags(step)


def mark_won(step: Step) -> None:
    """The deal is won; a manager may have let a big group pass, for a reason."""
    step.set("deal_stage", "closed_won")
    step.set("closed_won_at", step.at)
    if is_big(step.facts, step.policy) and not step.facts.involved:
        step.set_all("override_reason")
    tell_flags(step)


def inform_reseller_rep(step: Step) -> None:
    """The expired shipments are next."""
    step.effect("task_set_expired_shipments")
    about = letters.Customer(step.case.customer, step.case.reseller)
    task(step, "task_expired_shipments", RESELLER_REP, about)


def assign_csm(step: Step) -> None:
    """The CSM is named; at the end the deal goes over at once."""
    step.set_all("csm")
    step.effect("csm_assigned")
    if step.case.state == "final_check":
        hand_over(step)


def hand_over(step: Step) -> None:
    """The CSM has the deal from here on."""
    case = step.case
    step.effect("deal_handed_over")
    about = letters.Moved(case.customer, case.reseller, case.enterprise_affiliation, step.facts.badges)
    task(step, "task_csm", case.csm, about)


def cancel(step: Step) -> None:
    """What was set for the move is taken back."""
    reverse_shipments(step)


def deal_lost(step: Step) -> None:
    """Ends the transition until the affiliation is updated; afterwards it is told and decides nothing."""
    step.set("deal_lost_at", step.at)
    if step.case.closed_at is None and step.facts.affiliation_updated_at is None:
        step.set("deal_stage", "closed_lost")
        reverse_shipments(step)
        step.move("lose_deal")
    tell_flags(step)
