"""What would have changed the answer, found by asking the table again about changed facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from affiliations.rules.facts import AccountFacts, AffiliationFacts
from affiliations.rules.labels import STATES
from affiliations.rules.table import is_big, match, shipments
from cases.routing import Policy
from cases.words import counted

SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def counterfactuals(facts: AffiliationFacts, policy: Policy) -> tuple[str, ...]:
    """Sentences for the nearest changes that lead to another row."""
    if facts.is_closed:
        return ()
    row = match(facts, policy).number
    found = []
    for words, other in _changes(facts, policy):
        answer = match(other, policy) if facts.state in {"preparing", "won"} else shipments(other)
        if answer.number != row:
            found.append(
                f"{words}: {STATES.get(answer.leads_to, answer.leads_to)} (rule AF-{answer.number})."
            )
    return tuple(found)


def _changes(facts: AffiliationFacts, policy: Policy) -> Iterator[tuple[str, AffiliationFacts]]:
    if facts.state == "preparing":
        yield from _badges(facts, policy)
        return
    if facts.state not in {"reseller_rep_work", "awaiting_issue", "awaiting_billing"}:
        return
    for group in facts.groups:
        done = replace(group, issued=True, billed=True, pending_badges=0)
        if group != done:
            others = tuple(done if one is group else one for one in facts.groups)
            yield f"If {group.name} were issued and billed", facts.changed(groups=others)
    everything = tuple(replace(g, issued=True, billed=True, pending_badges=0) for g in facts.groups)
    if len(facts.groups) > 1:
        yield "If every group were issued and billed", facts.changed(groups=everything)


def _badges(facts: AffiliationFacts, policy: Policy) -> Iterator[tuple[str, AffiliationFacts]]:
    """The nearest number of badges on the other side of the limit, and the involvement itself."""
    limit = int(policy["big_group"]) + (0 if policy["inclusive"] else 1)
    other = limit - 1 if is_big(facts, policy) else limit
    if other >= 0:
        yield f"With {counted(other, 'badge')}", facts.changed(accounts=(AccountFacts("all", other),))
    involved = facts.changed(reseller_rep_involved_at=SOME_TIME, manager_involved_at=SOME_TIME)
    yield "If Reseller Rep and Manager were involved", involved
