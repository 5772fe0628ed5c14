"""The decision: where a transition goes next, and everything said about why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from affiliations.rules.facts import AffiliationFacts, Group
from affiliations.rules.labels import deal_stage
from affiliations.rules.table import Row, is_big, match
from affiliations.rules.whatif import counterfactuals
from cases.routing import Because, Decision, Margin, Policy, Ruling, Source
from cases.teams import role_label
from cases.words import counted, listed

TEAMS = {
    "preparing": "sales",
    "won": "sales",
    "final_check": "sales",
    "with_csm": "csm",
    "cancelled": "sales",
}
NEXT_ACT = {
    "preparing": "mark_won",
    "won": "inform_reseller_rep",
    "reseller_rep_work": "add_expired_shipment",
    "switching": "update_affiliation",
    "final_check": "assign_csm",
}
CLAUSES = {
    6: "In a big group, Reseller Rep and Manager are involved before the customer cancels.",
    7: "The customer tells its reseller that it leaves, and tells us that it has.",
    8: "A won deal goes to the reseller rep first.",
    9: "The CSM takes over once everything is issued and the reseller knows.",
    10: "An ended transition stays as it is.",
}
RESTS_ON = {6: "AF-A1", 1: "AF-A5", 3: "AF-A14", 5: "AF-A4"}
SHIPMENTS = "Affiliation and access change only when everything of the old contract is issued and billed."


def decide(facts: AffiliationFacts, policy: Policy, now: datetime) -> Decision:
    """The row of the table that holds, with its answer and explanation. Pure."""
    return replace(brief(facts, policy, now), counterfactuals=counterfactuals(facts, policy))


def brief(facts: AffiliationFacts, policy: Policy, now: datetime) -> Decision:
    """The decision without what would have changed it, which takes the longest to find. Pure."""
    row = match(facts, policy)
    action = next_act(facts, row)
    return Decision(
        team=TEAMS.get(facts.state, "reseller_success"),
        action=action,
        rule=f"AF-{row.number}",
        clause=CLAUSES.get(row.number, SHIPMENTS),
        answer=answer(facts, row),
        reading=RESTS_ON.get(row.number, ""),
        because=_because(facts),
        margin=margin(facts, policy, row),
        advised=frozenset({action} - {""}),
    )


def ruling(facts: AffiliationFacts, policy: Policy, now: datetime) -> Ruling:
    """What the decision says, without why. Pure."""
    row = match(facts, policy)
    team = TEAMS.get(facts.state, "reseller_success")
    return Ruling(team, next_act(facts, row), f"AF-{row.number}", answer(facts, row))


def next_act(facts: AffiliationFacts, row: Row) -> str:
    """The verb that the row advises; empty while only others can do something."""
    if row.number == 6:
        return "involve"
    if facts.state == "reseller_rep_work" and not facts.without_expired:
        return "shipments_done"
    if facts.state == "switching":
        return _switching(facts)
    if facts.state == "final_check" and not facts.mail_arrived:
        return "send_reseller_mail"
    return NEXT_ACT.get(facts.state, "")


def _switching(facts: AffiliationFacts) -> str:
    if facts.affiliation_updated_at is None:
        return "update_affiliation"
    if facts.with_access:
        return "remove_access"
    return "finish_switch" if facts.mail_arrived else "send_reseller_mail"


def answer(facts: AffiliationFacts, row: Row) -> str:
    """What has to happen, with the groups it is about."""
    open_ones = [f"{listed(_names(facts.not_issued))} not issued"] if facts.not_issued else []
    open_ones += [f"{listed(_names(facts.unbilled))} not billed"] if facts.unbilled else []
    told = f" {'; '.join(open_ones)}." if 2 <= row.number <= 5 and open_ones else ""
    return row.answer + told


def _names(groups: tuple[Group, ...]) -> list[str]:
    return [group.name for group in groups]


def margin(facts: AffiliationFacts, policy: Policy, row: Row) -> Margin | None:
    """How far the group is from a big one, or how much is billed."""
    limit = int(policy["big_group"])
    if row.number in {6, 7} and limit:
        text = f"{facts.badges:,} of {counted(limit, 'badge')}"
        over = is_big(facts, policy)
        spare = "a big group" if over else f"{limit - facts.badges:,} below a big group"
        return Margin(text, spare, used_percent=min(100.0, facts.badges * 100 / limit))
    if 2 <= row.number <= 5 and facts.groups:
        done = len(facts.groups) - len({g.name for g in (*facts.pending, *facts.unbilled)})
        text = f"{done} of {counted(len(facts.groups), 'group')} issued and billed"
        return Margin(text, used_percent=done * 100 / len(facts.groups))
    return None


def _because(facts: AffiliationFacts) -> tuple[Because, ...]:
    deal = facts.sources.get("deal", Source(role_label("sales_rep")))
    accounts = facts.sources.get("accounts", Source(""))
    found = [
        Because(
            "deal_stage", "Deal", facts.deal_stage, deal_stage(facts.deal_stage) or "Not stated", deal.label
        ),
        Because("badges", "Badges of the group", facts.badges, f"{facts.badges:,}", accounts.label),
    ]
    source = facts.sources.get("groups", Source(""))
    found += [
        Because("group", group.name, _status(group), _status(group), source.label) for group in facts.groups
    ]
    if facts.reseller_notified_at:
        found.append(
            Because(
                "reseller_notified_at",
                "Reseller told",
                facts.reseller_notified_at.isoformat(),
                "yes",
                "Customer",
                facts.reseller_notified_at,
            )
        )
    return tuple(found)


def _status(group: Group) -> str:
    words = ["issued" if group.issued else "not issued", "billed" if group.billed else "not billed"]
    if group.pending_badges:
        words.append(f"{counted(group.pending_badges, 'badge')} pending")
    return ", ".join(words)
