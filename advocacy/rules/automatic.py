"""What follows by itself, and the flags that the facts raise."""

from __future__ import annotations

from datetime import datetime

from advocacy.rules import closing, ladder
from advocacy.rules.evidence import missing
from advocacy.rules.facts import AdvocateFacts
from cases.routing import Policy, unmet

TAKEN_OVER = frozenset({"field_involved", "escalated_contact", "true_blue", "social_media"})


def ready_state(facts: AdvocateFacts, state: str, policy: Policy, now: datetime) -> str:
    """The state in which evidence and letter put the case; its own where they change nothing.

    From a closing letter on its date counts as well; what was ready and is not any more goes back.
    """
    done = not missing(facts, policy)
    if state in {"open", "letter_sent"} and done and ladder.date_reached(facts, policy, now):
        return "handed_over" if facts.case_type in TAKEN_OVER else "closable"
    if state in {"closable", "handed_over"} and not done:
        return "letter_sent" if facts.has_ladder and facts.letter_counts else "open"
    return state


def automatic(facts: AdvocateFacts, state: str, policy: Policy, now: datetime) -> str | None:
    """The action that the facts ask the system for; None when they ask for none."""
    if ready_state(facts, state, policy, now) != state:
        return "ready"
    if state == "open" and ladder.complete(facts, policy):
        return "start_wait"
    if state == "waiting_customer" and not ladder.complete(facts, policy):
        return "stop_wait"
    if state == "letter_due" and policy["auto_send_letter"] and first_letter(facts):
        return "send_letter"
    if state == "closed_in_crm" and facts.crm_requested_at and facts.servicenow_requested_at is None:
        return "request_servicenow_close"  # whoever had the first system asked wants both closed
    return _closing(facts, state, policy, now) if policy["auto_close"] else None


def first_letter(facts: AdvocateFacts) -> bool:
    """Whether no letter of the round went out yet: one that came back is for a person to send again."""
    return facts.letter is None or (facts.letter.sent_at is None and facts.letter.bounced_at is None)


def _closing(facts: AdvocateFacts, state: str, policy: Policy, now: datetime) -> str | None:
    """Only a closing that a timer leads to goes on by itself (AD-A9)."""
    if not (facts.has_ladder and facts.letter_counts):
        return None
    if state == "closable" and facts.crm_requested_at is None and not facts.auto_close_blocked:
        blocked = unmet(closing.checks(facts, policy, now))
        return "block_auto_close" if blocked else "request_crm_close"
    return None


def flags(facts: AdvocateFacts) -> tuple[str, ...]:
    """The flags that the facts raise."""
    raised = {
        "late_fact": facts.late_fact,
        "auto_close_blocked": facts.auto_close_blocked and facts.state == "closable",
        "offer_reminder_missed": facts.offer_reminder_missed,
        "closing_stuck": bool(facts.closing_stuck),
    }
    return tuple(name for name, on in raised.items() if on)
