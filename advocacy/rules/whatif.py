"""What would have changed the answer, found by asking the rules again about changed facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from advocacy.rules import ladder
from advocacy.rules.automatic import ready_state
from advocacy.rules.evidence import missing
from advocacy.rules.facts import AdvocateFacts
from advocacy.rules.fields import BY_TYPE, FIELDS
from advocacy.rules.labels import STATES, TYPES
from advocacy.rules.table import match
from cases.nearest import Turn, nearest
from cases.routing import Policy
from cases.words import listed
from cases.worktime import local_date, plus_days

MOST = 4
ONGOING = "ongoing_issue"  # stands against closing: that it comes about makes nothing ready
Given = Callable[[AdvocateFacts], AdvocateFacts]


def counterfactuals(facts: AdvocateFacts, policy: Policy, now: datetime) -> tuple[str, ...]:
    """Sentences for the nearest changes that lead elsewhere."""
    if facts.is_closed or facts.state == "closed_in_crm":
        return ()
    return (*_ladder(facts, policy), *_evidence(facts, policy, now), *_types(facts, policy, now))[:MOST]


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


def _evidence(facts: AdvocateFacts, policy: Policy, now: datetime) -> Iterator[str]:
    """The least that has still to be on file for the ticket to be ready, by asking the same rules again."""
    if facts.state != "open":
        return
    lacking = [name for name in BY_TYPE[facts.case_type] if name in FIELDS and not facts.has(name)]
    turns = [Turn(*one) for name in lacking for one in _given(facts, name, now)]
    for found in nearest(facts, turns, lambda other: ready_state(other, "open", policy, now)):
        verb = "is" if len(found.words) == 1 else "are"
        yield f"Once {listed(found.words)} {verb} on file: {STATES[found.outcome].lower()}."


def _given(facts: AdvocateFacts, name: str, now: datetime) -> Iterator[tuple[str, Given]]:
    """The ways in which a piece of evidence could be on file, in words; one for each choice that it has."""
    field = FIELDS[name]
    today = local_date(now, facts.time_zone)
    plain = {"instant": now, "date": today, "text": "given", "yes_no": True, "text_or_yes": True}
    if field.shape == "choice":
        for code, label in (field.choices or {}).items():
            yield f"“{field.label}: {label}”", partial(_with, name=name, value=code)
    elif name != ONGOING:
        yield f"“{field.label}”", partial(_with, name=name, value=plain[field.shape])


def _with(facts: AdvocateFacts, name: str, value: object) -> AdvocateFacts:
    return facts.changed(evidence={**facts.evidence, name: value})


def _types(facts: AdvocateFacts, policy: Policy, now: datetime) -> Iterator[str]:
    """The other types as which the ticket would be ready with what is on file."""
    if facts.state not in {"open", "closable", "handed_over"} or not missing(facts, policy):
        return
    for code, label in TYPES.items():
        other = facts.changed(case_type=code, letters=())
        leads = ready_state(other, "open", policy, now)
        if code != facts.case_type and leads != "open":
            yield f"As {label.lower()}: {STATES[leads].lower()} (rule AD-{match(other).number})."
