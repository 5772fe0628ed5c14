"""The guards of every action: all conditions, met and unmet, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Sequence

from advocacy.rules import closing, ladder
from advocacy.rules.automatic import ready_state
from advocacy.rules.evidence import missing_for_mail
from advocacy.rules.facts import AdvocateFacts
from advocacy.rules.labels import CRM
from cases.routing import Asked, Check
from cases.words import counted
from cases.worktime import local_date

ADVOCATE = ("advocate",)


def open_ticket(asked: Asked) -> Sequence[Check]:
    """One product, and no open ticket for it yet."""
    data = asked.data or {}
    products = data.get("product") or []
    product, known = (products or ["This product"])[0], asked.extra.get("twin", "")
    return (
        Check(
            "AD_ONE_PRODUCT",
            len(products) <= 1,
            "Open one ticket for each product.",
            "The ticket is about one product.",
            on_submit=asked.data is None,
        ),
        Check(
            "AD_TICKET_OPEN",
            not known,
            f"{product} already has the open ticket {known}.",
            "The product has no open ticket.",
            on_submit=asked.data is None,
        ),
    )


def start_wait(asked: Asked) -> Sequence[Check]:
    """Two calls some days apart and an e-mail; for a negotiation a first discussion before (AD-A1, AD-A4)."""
    facts: AdvocateFacts = asked.facts
    if not facts.has_ladder:
        told = "This type of case has no waiting period."
        return (Check("AD_NO_LADDER", met=False, message=told, who=ADVOCATE),)
    return (*_calls(asked), _mail(facts), *_discussion(facts))


def _calls(asked: Asked) -> Sequence[Check]:
    made, days = len(ladder.calls(asked.facts)), ladder.gap_days(asked.facts)
    least = int(asked.policy["attempt_gap_days"])
    return (
        Check(
            "AD_ATTEMPTS",
            made >= 2,
            f"Needs two phone attempts; {made} made.",
            f"{counted(made, 'phone attempt')} made.",
            who=ADVOCATE,
        ),
        Check(
            "AD_APART",
            made < 2 or days >= least,
            f"The two calls are {counted(days, 'day')} apart; at least {least} needed.",
            f"The calls are at least {counted(least, 'day')} apart.",
            who=ADVOCATE,
        ),
    )


def _mail(facts: AdvocateFacts) -> Check:
    return Check("AD_EMAIL", ladder.mailed(facts), "No e-mail sent.", "An e-mail was sent.", who=ADVOCATE)


def _discussion(facts: AdvocateFacts) -> Sequence[Check]:
    if facts.case_type != "further_negotiation":
        return ()
    met, told = ladder.discussed(facts), "No first discussion on file."
    return (Check("AD_NO_DISCUSSION", met, told, "The first discussion is on file.", who=ADVOCATE),)


def stop_wait(asked: Asked) -> Sequence[Check]:
    """Only where the attempts no longer suffice."""
    short = not ladder.complete(asked.facts, asked.policy)
    told = "The attempts suffice; the wait goes on."
    return (Check("AD_ATTEMPTS", short, told, "The attempts no longer suffice."),)


def ready(asked: Asked) -> Sequence[Check]:
    """Only where evidence and letter lead elsewhere."""
    moves = ready_state(asked.facts, asked.state, asked.policy, asked.now) != asked.state
    told = "What is on file changes nothing."
    return (Check("AD_EVIDENCE", moves, told, "What is on file leads on."),)


def send_letter(asked: Asked) -> Sequence[Check]:
    """Only after the wait; a letter that came back needs no new one."""
    facts: AdvocateFacts = asked.facts
    over = facts.wait_over_at is not None or not facts.has_ladder
    due = ladder.ends_at(facts, asked.policy)
    day = local_date(due, facts.time_zone).isoformat() if due else ""
    return (
        Check(
            "AD_WAIT",
            over,
            f"The wait ends {day}." if day else "The wait has not started.",
            "The wait is over.",
            opens_at=due if not over else None,
        ),
    )


def send_customer_mail(asked: Asked) -> Sequence[Check]:
    """Everything that stands in the mail is known."""
    told = " ".join(one.sentence for one in missing_for_mail(asked.facts))
    return (
        Check(
            "AD_EVIDENCE",
            not told,
            f"Still missing: {told or 'nothing.'}",
            "Everything that stands in the mail is known.",
            who=ADVOCATE,
        ),
    )


def close_crm(asked: Asked) -> Sequence[Check]:
    """The closing rules of the ticket's type."""
    return closing.checks(asked.facts, asked.policy, asked.now)


def close_servicenow(asked: Asked) -> Sequence[Check]:
    """The order is fixed (AD-A18)."""
    return (
        Check(
            "AD_CRM_FIRST",
            asked.facts.crm_closed_at is not None,
            f"Close the case in {CRM} first.",
            f"The case is closed in {CRM}.",
            who=ADVOCATE,
        ),
    )


def reopen(asked: Asked) -> Sequence[Check]:
    """Not too old, and no other ticket for the product meanwhile."""
    twin = asked.extra.get("twin", "")
    return (
        closing.reopening(asked.facts, asked.policy, asked.now),
        Check(
            "AD_TICKET_OPEN",
            not twin,
            f"{asked.facts.product} already has the open ticket {twin}.",
            "The product has no other open ticket.",
        ),
    )
