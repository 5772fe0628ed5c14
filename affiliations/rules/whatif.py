"""What would have changed the answer, found by asking the table again about changed facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from affiliations.rules.facts import AccountFacts, AffiliationFacts, Group
from affiliations.rules.labels import STATES
from affiliations.rules.table import ISSUED_BILLED, Row, is_big, match, shipments
from cases.nearest import Turn, nearest
from cases.routing import Policy
from cases.words import clauses, counted, listed

SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)
SHIPPING = frozenset({"reseller_rep_work", "awaiting_issue", "awaiting_billing"})
SHIPPED = "were issued and billed"


def counterfactuals(facts: AffiliationFacts, policy: Policy) -> tuple[str, ...]:
    """Sentences for the nearest changes that lead to another row; with groups, also what ends the wait."""
    if facts.is_closed or facts.state not in {"preparing", *SHIPPING}:
        return ()
    found = nearest(facts, tuple(turns(facts, policy)), partial(row_of, policy=policy))
    if facts.state == "preparing":
        return tuple(_sentence(clauses(one.words), one.outcome) for one in found)
    said = [_sentence(f"If {listed(one.words)} {SHIPPED}", one.outcome) for one in found]
    if found and ISSUED_BILLED not in {one.outcome for one in found}:
        said.append(_sentence(f"If every group {SHIPPED}", ISSUED_BILLED))
    return tuple(said)


def row_of(facts: AffiliationFacts, policy: Policy) -> Row:
    """The row that these facts lead to; about shipments also where the wait ends by itself."""
    return match(facts, policy) if facts.state == "preparing" else shipments(facts)


def _sentence(words: str, row: Row) -> str:
    return f"{words}: {STATES.get(row.leads_to, row.leads_to)} (rule AF-{row.number})."


def turns(facts: AffiliationFacts, policy: Policy) -> Iterator[Turn[AffiliationFacts]]:
    """What could be otherwise: before the deal is won its size and who is involved, later each group."""
    if facts.state == "preparing":
        yield from _badges(facts, policy)
        return
    for group in facts.groups:
        if group.pending or not group.billed:
            yield Turn(group.name, partial(_with_group, name=group.name))


def _with_group(facts: AffiliationFacts, name: str) -> AffiliationFacts:
    """The facts with everything of one group issued and billed."""
    return facts.changed(groups=tuple(_done(one) if one.name == name else one for one in facts.groups))


def _done(group: Group) -> Group:
    return replace(group, issued=True, billed=True, pending_badges=0)


def _badges(facts: AffiliationFacts, policy: Policy) -> Iterator[Turn[AffiliationFacts]]:
    """The nearest number of badges on the other side of the limit, and the involvement itself."""
    limit = int(policy["big_group"]) + (0 if policy["inclusive"] else 1)
    other = limit - 1 if is_big(facts, policy) else limit
    if other >= 0:
        accounts = (AccountFacts("all", other),)
        yield Turn(f"With {counted(other, 'badge')}", lambda known: known.changed(accounts=accounts))
    if facts.involved:
        yield Turn("If Reseller Rep and Manager had not been involved", partial(_involved, at=None))
    else:
        yield Turn("If Reseller Rep and Manager were involved", partial(_involved, at=SOME_TIME))


def _involved(facts: AffiliationFacts, at: datetime | None) -> AffiliationFacts:
    return facts.changed(reseller_rep_involved_at=at, manager_involved_at=at)
