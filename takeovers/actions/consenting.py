"""What an answer by link does to a take-over, and what happens when its terms change."""

from __future__ import annotations

from collections.abc import Sequence

from cases.step import Step
from cases.terms import Answer
from takeovers.actions.agreeing import add_agreement, reopen_month
from takeovers.rules import consents, parties

CAN_GO_BACK = frozenset({"awaiting_agreements", "ready", "in_progress"})


def answered(step: Step, answer: Answer) -> None:
    """A consent is the party's written agreement, from now on; a refusal leaves it missing."""
    party = consents.needed(step.facts, step.policy)[answer.party.key]
    if not answer.agrees:
        return
    if parties.agreement_of(step.facts, party) is not None:
        step.say(repeated=True)
        return
    evidence = f"By link: {answer.name}, {answer.capacity}"
    more = f". {answer.evidence}" if answer.evidence else ""
    add_agreement(step, party, step.now, f"{evidence}{more}", answer.request)


def void(step: Step, keys: Sequence[str]) -> None:
    """The agreements of these parties came by a link and were about other terms: they no longer count."""
    known = consents.needed(step.facts, step.policy)
    gone = {(known[key].party, known[key].name) for key in keys}
    found = [
        row
        for row in step.case.parts.agreements
        if row.consent is not None and row.withdrawn_at is None and (row.party, row.name) in gone
    ]
    for row in found:
        row.withdrawn_at = step.now
        step.keep(row)
    if found:
        reopen_month(step)
        if step.case.state in CAN_GO_BACK:
            step.move("withdraw_agreement")
