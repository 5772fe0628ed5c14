"""The decision: which step a cancellation waits for, and everything said about why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cancellations.rules import fit
from cancellations.rules.credits import credits_of
from cancellations.rules.facts import CancellationFacts
from cancellations.rules.labels import CONFIRMED_BY
from cancellations.rules.table import Row, match
from cancellations.rules.whatif import counterfactuals
from cases.money import format_money
from cases.routing import Because, Decision, Margin, Policy, Ruling, Source
from cases.teams import role_label
from cases.words import counted, listed

TEAM = "sales_enablement"
CLAUSES = {
    1: "Client, campaign, Titan order ID and the products are named, and belong together.",
    2: "Client, campaign and Titan order ID fit together, and each product is on that order.",
    3: "A cancellation names client, campaign, Titan order ID and at least one product.",
    4: "A cancellation names its products one by one.",
    5: "A question is answered by Sales enablement and is no cancellation.",
    6: "Targeting, creative, conversion and budget are changes of an order, not cancellations.",
    7: "A product is cancelled once.",
    8: "Billing is cancelled first, then fulfilment in Vision VX and in Titan.",
    9: "After fulfilment the rep is told and the invoices are trued up; both are needed, in any order.",
    10: "A cancellation is closed when the rep is told and the invoices are trued up.",
    11: "A cancellation that has ended stays as it is.",
}
STEPS = 3


def decide(facts: CancellationFacts, policy: Policy, now: datetime) -> Decision:
    """The row of the table that holds, with its answer and explanation. Pure."""
    return replace(brief(facts, policy, now), counterfactuals=counterfactuals(facts, policy))


def brief(facts: CancellationFacts, policy: Policy, now: datetime) -> Decision:
    """The decision without what would have changed it, which takes the longest to find. Pure."""
    row = match(facts, policy)
    return Decision(
        team=TEAM,
        action=row.action,
        rule=f"CX-{row.number}",
        clause=CLAUSES[row.number],
        answer=answer(facts, policy, row),
        reading=row.reading,
        because=_because(facts, policy),
        margin=margin(facts, policy, row),
        advised=frozenset({row.action} - {""}),
    )


def ruling(facts: CancellationFacts, policy: Policy, now: datetime) -> Ruling:
    """What the decision says, without why. Pure."""
    row = match(facts, policy)
    return Ruling(TEAM, row.action, f"CX-{row.number}", answer(facts, policy, row))


def answer(facts: CancellationFacts, policy: Policy, row: Row) -> str:
    """What has to happen, with the gaps or the confirmations that are still open."""
    if row.number in {2, 3, 4}:
        said = fit.told(facts, fit.gaps(facts, policy))
        return " ".join([row.answer, *said])
    if row.number == 8:
        there = {"vision_vx": facts.vision_vx_at, "titan": facts.titan_at}
        left = [CONFIRMED_BY[name] for name, at in there.items() if at is None]
        if len(left) == 1:
            return f"{row.answer} {left[0]} has still to confirm."
    return row.answer


def margin(facts: CancellationFacts, policy: Policy, row: Row) -> Margin | None:
    """How many of the required fields are there, or how many of the steps are done."""
    if 1 <= row.number <= 4:
        total = len(policy["required_fields"])
        there = total - len(fit.missing(facts, policy))
        percent = there * 100 / total if total else 100.0
        return Margin(f"{there} of {counted(total, 'required field')} there", used_percent=percent)
    done = {8: 1, 9: 2, 10: STEPS}.get(row.number)
    if done is None:
        return None
    return Margin(f"{done} of {counted(STEPS, 'step')} done", used_percent=done * 100 / STEPS)


def _because(facts: CancellationFacts, policy: Policy) -> tuple[Because, ...]:
    found = [
        _named(facts, "client", "Client", facts.client),
        _named(facts, "campaign", "Campaign", facts.campaign),
        _named(facts, "titan_order_id", "Titan order ID", facts.titan_order_id),
        _named(facts, "products", "Products", _products(facts), list(facts.products)),
    ]
    if facts.titan_order_id:
        fits = "fits" if fit.order_of(facts, policy) else "does not fit"
        shown = fits if facts.order else "not known"
        found.append(Because("order", "Order on record", shown, shown, role_label("billing")))
    for one in credits_of(facts.products, fit.lines_of(facts, policy)):
        shown = format_money(one.amount, one.currency, grouped=True)
        found.append(Because("credit", f"Credit for {one.product}", shown, shown, role_label("billing")))
    return tuple(found)


def _products(facts: CancellationFacts) -> str:
    return listed(facts.products) or ("“All”" if facts.all_products else "")


def _named(
    facts: CancellationFacts, name: str, label: str, shown: str, value: list[str] | None = None
) -> Because:
    source = facts.sources.get(name, Source(role_label("mail")))
    told = shown or "Not named"
    return Because(
        name,
        label,
        (value if value is not None else shown) or None,
        told,
        source.label,
        source.happened_at,
        source.known_at,
    )
