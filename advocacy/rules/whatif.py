"""What would have changed the answer, found by asking the rules again about changed facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from advocacy.rules import ladder
from advocacy.rules.automatic import ready_state
from advocacy.rules.evidence import missing
from advocacy.rules.facts import AdvocateFacts
from advocacy.rules.labels import STATES, TYPES
from advocacy.rules.table import match
from cases.routing import Policy
from cases.worktime import local_date, plus_days

MOST = 4


def counterfactuals(facts: AdvocateFacts, policy: Policy, now: datetime) -> tuple[str, ...]:
    """Sentences for the nearest changes that lead elsewhere."""
    if facts.is_closed or facts.state == "closed_in_crm":
        return ()
    return (*_ladder(facts, policy), *_types(facts, policy, now))[:MOST]


def _ladder(facts: AdvocateFacts, policy: Policy) -> Iterator[str]:
    if not facts.has_ladder:
        return
    due = ladder.due_at(facts, policy)
    if facts.state in {"waiting_customer", "letter_due", "letter_sent", "closable"}:
        yield f"If the customer is in touch: {STATES['open']}, and the attempts so far no longer count."
    last = ladder.last_attempt(facts, policy)
    if facts.state == "waiting_customer" and due is not None and last is not None:
        days = int(policy[ladder.DAYS[facts.case_type]])
        moved = local_date(plus_days(last, days + 1, facts.time_zone), facts.time_zone).isoformat()
        yield f"With one more attempt a day after the last: the wait ends {moved}."


def _types(facts: AdvocateFacts, policy: Policy, now: datetime) -> Iterator[str]:
    """The other types as which the ticket would be ready with what is on file."""
    if facts.state not in {"open", "closable", "handed_over"} or not missing(facts, policy):
        return
    for code, label in TYPES.items():
        other = facts.changed(case_type=code, letters=())
        leads = ready_state(other, "open", policy, now)
        if code != facts.case_type and leads != "open":
            yield f"As {label.lower()}: {STATES[leads].lower()} (rule AD-{match(other).number})."
