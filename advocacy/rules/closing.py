"""The conditions of closing a ticket, for a person and for the system alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from advocacy.rules import ladder
from advocacy.rules.evidence import missing
from advocacy.rules.facts import AdvocateFacts
from cases.routing import Check, Policy
from cases.words import counted
from cases.worktime import local_date

ADVOCATE = ("advocate",)
NO_TALK = "There was no conversation with the customer; leave Caller Type blank."
FILL_IN = "Caller Type is blank; fill it in."


def checks(facts: AdvocateFacts, policy: Policy, now: datetime) -> Sequence[Check]:
    """Everything that has to hold before the case is closed in the CRM."""
    return (
        evidence(facts, policy),
        caller_type(facts),
        deadline(facts, policy, now),
        unanswered(facts),
        reviews(facts, policy),
    )


def evidence(facts: AdvocateFacts, policy: Policy) -> Check:
    """All that the ticket's type asks for is on file."""
    told = " ".join(one.sentence for one in missing(facts, policy))
    return Check(
        "AD_EVIDENCE",
        not told,
        f"Still missing: {told or 'nothing.'}",
        "Everything that this type needs is on file.",
        who=ADVOCATE,
        where="advocacy",
    )


def caller_type_wanted(facts: AdvocateFacts) -> tuple[bool, str]:
    """Whether the Caller Type is as the ticket's type wants it, and the sentence for when it is not."""
    if facts.case_type == "no_response" and not facts.conversation_ever:
        return not facts.caller_type, NO_TALK
    if facts.replaces:
        return facts.caller_type == "owner", "Caller Type must be Owner."
    if facts.case_type == "pes":
        return facts.caller_type == "service_company", "Caller Type must be Service Company."
    return bool(facts.caller_type), FILL_IN


def caller_type(facts: AdvocateFacts) -> Check:
    """The Caller Type fits the ticket's type (AD-A10)."""
    met, told = caller_type_wanted(facts)
    return Check("AD_CALLER_TYPE", met, told, "Caller Type is as it has to be.", who=ADVOCATE)


def deadline(facts: AdvocateFacts, policy: Policy, now: datetime) -> Check:
    """The customer's time is over: the letter's date has come, and no offer is open."""
    dates = []
    free = ladder.free_at(facts, policy)
    if free is not None and now < free and facts.letter_deadline is not None:
        dates.append((facts.letter_deadline, free))
    if facts.offer is not None and facts.offer.is_open(now):
        dates.append((local_date(facts.offer.expires_at, facts.time_zone), facts.offer.expires_at))
    last = max(dates, default=None)
    told = f"Customer has until {last[0].isoformat()}." if last else "The customer still has time."
    return Check(
        "AD_DEADLINE",
        last is None,
        told,
        "No date that the customer was given is still ahead.",
        opens_at=last[1] if last else None,
    )


def unanswered(facts: AdvocateFacts) -> Check:
    """No message of the customer waits for an answer."""
    at = facts.unanswered_at
    day = local_date(at, facts.time_zone).isoformat() if at else ""
    return Check(
        "AD_UNANSWERED",
        at is None,
        f"The customer's message of {day} is not answered.",
        "No message of the customer waits for an answer.",
        who=ADVOCATE,
    )


def reviews(facts: AdvocateFacts, policy: Policy) -> Check:
    """No technical review is going on (AD-A13)."""
    going_on = [one.number for one in facts.reviews if one.is_open] if policy["tech_review_blocks"] else []
    told = " ".join(f"Technical review {number} is open." for number in going_on)
    return Check(
        "AD_TECH_REVIEW",
        not going_on,
        told or "A technical review is open.",
        "No technical review is open.",
        who=ADVOCATE,
    )


def age_days(facts: AdvocateFacts, now: datetime) -> int:
    """Dates since the case was opened, in its zone (AD-A17)."""
    if facts.opened_at is None:
        return 0
    return (local_date(now, facts.time_zone) - local_date(facts.opened_at, facts.time_zone)).days


def reopening(facts: AdvocateFacts, policy: Policy, now: datetime) -> Check:
    """An old case is not opened again; a new one is linked to it."""
    days, most = age_days(facts, now), int(policy["reopen_max_age_days"])
    return Check(
        "AD_TOO_OLD",
        days <= most,
        f"Case is {counted(days, 'day')} old; open a new linked case.",
        f"The case is at most {counted(most, 'day')} old.",
    )
