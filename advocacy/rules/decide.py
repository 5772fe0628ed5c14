"""The decision: what a ticket needs next until it is closed, and everything said about why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from advocacy.rules import closing, labels, ladder
from advocacy.rules.evidence import missing
from advocacy.rules.facts import AdvocateFacts
from advocacy.rules.fields import BY_TYPE, FIELDS
from advocacy.rules.table import match
from advocacy.rules.whatif import counterfactuals
from cases.routing import Because, Decision, Margin, Policy, Ruling, unmet
from cases.words import counted
from cases.worktime import local_date

READY = f"Ready: close it in {labels.CRM} first, then in {labels.SERVICE_DESK}."
IN_CRM = f"Closed in {labels.CRM}: close it in {labels.SERVICE_DESK}; the survey goes out."


def decide(facts: AdvocateFacts, policy: Policy, now: datetime) -> Decision:
    """The row of the table that holds, with its answer and explanation. Pure."""
    return replace(brief(facts, policy, now), counterfactuals=counterfactuals(facts, policy, now))


def brief(facts: AdvocateFacts, policy: Policy, now: datetime) -> Decision:
    """The decision without what would have changed it, which takes the longest to find. Pure."""
    row, action = match(facts), next_act(facts, policy, now)
    return Decision(
        team="advocacy",
        action=action,
        rule=f"AD-{row.number}",
        clause=row.clause,
        answer=answer(facts, policy, now),
        reading=row.reading,
        because=tuple(_because(facts, policy)),
        margin=margin(facts, policy, now),
        advised=frozenset({action} - {""}),
    )


def ruling(facts: AdvocateFacts, policy: Policy, now: datetime) -> Ruling:
    """What the decision at `now` says, without why. Pure."""
    action = next_act(facts, policy, now)
    return Ruling("advocacy", action, f"AD-{match(facts).number}", answer(facts, policy, now))


def next_act(facts: AdvocateFacts, policy: Policy, now: datetime) -> str:
    """The verb that is next; empty while only the customer or time can do something."""
    if facts.is_closed or facts.state in {"waiting_customer", "letter_sent"}:
        return ""
    if facts.state == "closed_in_crm":
        return "close_servicenow"
    if facts.state == "letter_due":
        return "send_letter"
    if facts.state == "open":
        lacking = missing(facts, policy)
        return lacking[0].act if lacking else ""
    return _closing(facts, policy, now)


def _closing(facts: AdvocateFacts, policy: Policy, now: datetime) -> str:
    codes = {one.code for one in unmet(closing.checks(facts, policy, now))}
    if "AD_CALLER_TYPE" in codes:
        return "set_caller_type"
    if "AD_UNANSWERED" in codes:
        return "log_attempt"
    return "" if codes else "close_crm"


def answer(facts: AdvocateFacts, policy: Policy, now: datetime) -> str:
    """What has to happen, in a sentence."""
    if facts.is_closed:
        return "Nothing is left to do."
    if facts.state == "closed_in_crm":
        return stuck(facts) or IN_CRM
    lacking = missing(facts, policy)
    if facts.state in {"closable", "handed_over"} and not lacking:
        told = [one.message for one in unmet(closing.checks(facts, policy, now))]
        return " ".join(told) or stuck(facts) or READY
    return _waiting(facts, policy) or f"Still missing: {' '.join(one.sentence for one in lacking)}"


def stuck(facts: AdvocateFacts) -> str:
    """What a person does where a system did not close the case; "" where none is stuck."""
    if not facts.closing_stuck:
        return ""
    system = labels.SYSTEMS[facts.closing_stuck]
    return f"{system} did not close it: look at its answer, then ask again, or close it there and confirm."


def _waiting(facts: AdvocateFacts, policy: Policy) -> str:
    due = ladder.ends_at(facts, policy)
    day = local_date(due, facts.time_zone).isoformat() if due else ""
    if facts.state == "waiting_customer" and day:
        return f"Waiting for the customer until {day}; then the letter goes out."
    if facts.state == "letter_due":
        return "The wait is over: the letter goes out."
    if facts.state == "letter_sent" and facts.letter_deadline is not None:
        return f"The letter went out; the customer has until {facts.letter_deadline.isoformat()}."
    return "The letter is on its way." if facts.state == "letter_sent" else ""


def margin(facts: AdvocateFacts, policy: Policy, now: datetime) -> Margin | None:
    """How much of the wait has passed, or of the ladder is there, or of the evidence."""
    last = ladder.last_attempt(facts, policy)
    if facts.state == "waiting_customer" and last is not None:
        days = int(policy[ladder.DAYS[facts.case_type]])
        passed = max(0, (local_date(now, facts.time_zone) - local_date(last, facts.time_zone)).days)
        return Margin(f"{passed} of {counted(days, 'day')}", used_percent=min(100.0, passed * 100 / days))
    if facts.state == "open" and facts.has_ladder:
        made = min(2, len(ladder.calls(facts))) + ladder.mailed(facts)
        return Margin(f"{made} of 3 attempts", used_percent=made * 100 / 3)
    return None


def _because(facts: AdvocateFacts, policy: Policy) -> Iterator[Because]:
    yield _one(facts, "case_type", "Type", facts.case_type, labels.words(labels.TYPES, facts.case_type))
    caller = labels.words(labels.CALLER_TYPES, facts.caller_type)
    yield _one(facts, "caller_type", "Caller Type", facts.caller_type, caller)
    if facts.distributor:
        shown = labels.words(labels.DISTRIBUTORS, facts.distributor)
        yield _one(facts, "distributor", "Distributor", facts.distributor, shown)
    if facts.has_ladder:
        calls = len(ladder.calls(facts))
        yield _one(facts, "calls", "Calls that count", calls, counted(calls, "call"))
        yield _one(facts, "mailed", "E-mail that counts", ladder.mailed(facts), yes(ladder.mailed(facts)))
        talked = yes(facts.conversation_ever)
        yield _one(facts, "conversation_ever", "Spoken with the customer", facts.conversation_ever, talked)
    for name in BY_TYPE[facts.case_type]:
        value = facts.evidence.get(name)
        if value is not None and name in FIELDS:
            yield _one(facts, name, FIELDS[name].label, plain(value), shown_as(name, value, facts.time_zone))


def _one(facts: AdvocateFacts, name: str, label: str, value: object, shown: str) -> Because:
    source = facts.sources.get(name)
    if source is None:
        return Because(name, label, value, shown)
    return Because(name, label, value, shown, source.label, source.happened_at, source.known_at)


def plain(value: object) -> object:
    """A piece of evidence as JSON."""
    told = getattr(value, "isoformat", None)
    return told() if told else value


def yes(value: object) -> str:
    """Yes or no."""
    return "Yes" if value else "No"


def shown_as(name: str, value: object, zone: str) -> str:
    """A piece of evidence for people; instants by their date in the case's zone."""
    if isinstance(value, bool):
        return yes(value)
    if isinstance(value, datetime):
        return local_date(value, zone).isoformat()
    choices = FIELDS[name].choices
    return labels.words(choices, str(value)) if choices else str(value)
