"""The decision: where an order rebook goes, and everything said about why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cases.routing import Decision, Policy, Ruling
from rebooks.rules.answering import answer_of
from rebooks.rules.answers import NEUTRAL
from rebooks.rules.derived import derive
from rebooks.rules.facts import RebookFacts
from rebooks.rules.margins import margin_of
from rebooks.rules.reasons import because
from rebooks.rules.table import match
from rebooks.rules.whatif import counterfactuals


def decide(facts: RebookFacts, policy: Policy, now: datetime) -> Decision:
    """The first row of the table that holds at `now`, with its answer and explanation. Pure."""
    return replace(brief(facts, policy, now), counterfactuals=counterfactuals(facts, policy, now))


def brief(facts: RebookFacts, policy: Policy, now: datetime) -> Decision:
    """The decision without what would have changed it, which takes the longest to find. Pure."""
    known = derive(facts, policy, now)
    row = match(facts, known)
    answer = answer_of(row, facts, known)
    return Decision(
        team=answer.team,
        action=answer.action,
        rule=f"RB-{row}",
        clause=answer.clause,
        answer=answer.answer,
        summary=answer.summary,
        reading=answer.reading,
        because=because(row, facts, known),
        margin=margin_of(row, facts, known, policy, now),
        follow_ups=answer.follow_ups,
        advised=answer.advised | NEUTRAL,
    )


def ruling(facts: RebookFacts, policy: Policy, now: datetime) -> Ruling:
    """What the decision at `now` says, without why. Pure."""
    known = derive(facts, policy, now)
    row = match(facts, known)
    answer = answer_of(row, facts, known)
    return Ruling(answer.team, answer.action, f"RB-{row}", answer.answer)
