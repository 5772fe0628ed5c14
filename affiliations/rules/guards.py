"""The guards of every action: all conditions, met and unmet, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from affiliations.rules.facts import AffiliationFacts, Group
from affiliations.rules.labels import STATES
from affiliations.rules.table import is_big
from cases.routing import Asked, Check
from cases.words import counted, listed

SALES = ("sales_rep",)
RESELLER_REP = ("reseller_rep",)


def given(asked: Asked, name: str, default: Any = "") -> Any:
    """An input of the action; the default while there is none."""
    return (asked.data or {}).get(name) or default


def names(groups: Iterable[Group]) -> str:
    """The names of the groups as a list in a sentence."""
    return listed(group.name for group in groups)


def open_case(asked: Asked) -> Sequence[Check]:
    """The affiliation to move to exists already."""
    return (
        Check(
            "AF_AFFILIATION",
            asked.data is None or bool(given(asked, "enterprise_affiliation").strip()),
            "The enterprise affiliation has to exist first; name it.",
            "The enterprise affiliation exists.",
            on_submit=asked.data is None,
        ),
    )


def mark_won(asked: Asked) -> Sequence[Check]:
    """A big group needs Reseller Rep and Manager before (AF-A1 to AF-A3, AF-A12)."""
    facts: AffiliationFacts = asked.facts
    big = is_big(facts, asked.policy) and asked.policy["big_group_blocks"]
    overridden = asked.role == "manager" and bool(given(asked, "override_reason"))
    total = counted(facts.badges, "badge")
    return (
        Check(
            "AF_MANAGER",
            not big or facts.involved or overridden,
            f"The group has {total}; involve Reseller Rep and Manager first.",
            f"The group has {total}; Reseller Rep and Manager are involved."
            if big
            else f"The group has {total}, fewer than a big group.",
            who=(*SALES, "manager"),
            where="sales",
        ),
    )


def inform_reseller_rep(asked: Asked) -> Sequence[Check]:
    """Nothing starts before the deal is won."""
    return (
        Check(
            "AF_NOT_WON",
            asked.facts.deal_stage == "closed_won",
            "The deal is not closed won.",
            "The deal is closed won.",
            who=SALES,
            where="sales",
        ),
    )


def add_expired_shipment(asked: Asked) -> Sequence[Check]:
    """0 once the last set is issued, else the number still to be issued (AF-A4)."""
    group = asked.facts.group(str(given(asked, "group")))
    if asked.data is None or group is None:
        told = "0 where the last set is issued, else the number still to be issued."
        return (Check("AF_QTY", met=True, message=f"It must be {told}", met_message=told, on_submit=True),)
    wanted, qty = group.expired_wanted, asked.data.get("qty")
    still = (
        f"{counted(wanted, 'badge')} of {group.name} {'is' if wanted == 1 else 'are'} still to be issued; "
    )
    told = "The last set is issued; " if group.issued else still
    return (
        Check(
            "AF_QTY",
            qty == wanted,
            f"{told}the expired shipment must be {wanted:,}.",
            f"The expired shipment of {group.name} is right.",
            who=RESELLER_REP,
        ),
    )


def shipments_done(asked: Asked) -> Sequence[Check]:
    """Every group has its expired shipment."""
    lacking, groups = asked.facts.without_expired, asked.facts.groups
    return (
        Check(
            "AF_GROUPS",
            bool(groups) and not lacking,
            f"No expired shipment on: {names(lacking)}."
            if groups
            else "No group is on file; add them first.",
            "Every group has its expired shipment.",
            who=RESELLER_REP,
        ),
    )


def nothing_open(asked: Asked) -> Sequence[Check]:
    """Everything is billed and nothing is pending: both gaps are told when both exist (AF-A5)."""
    facts: AffiliationFacts = asked.facts
    return (
        Check(
            "AF_UNBILLED",
            not facts.unbilled,
            f"Not billed yet: {names(facts.unbilled)}.",
            "Everything is billed.",
            who=("billing",),
        ),
        Check(
            "AF_PENDING",
            not facts.pending,
            f"Still pending: {names(facts.pending)}.",
            "Nothing is pending.",
            who=("shipping",),
        ),
    )


def all_issued(asked: Asked) -> Sequence[Check]:
    """The last set of every group is issued (AF-A14)."""
    return (_issued(asked.facts.not_issued),)


def send_reseller_mail(asked: Asked) -> Sequence[Check]:
    """Both names filled; by policy also the notice, and billing (AF-A6, AF-A9)."""
    checks = [_placeholders(asked)]
    if asked.policy["notice_required_for_mail"] == "block":
        checks.append(_notice(asked))
    if not asked.policy["mail_before_billing"]:
        checks += nothing_open(asked)
    return checks


def _placeholders(asked: Asked) -> Check:
    empty = [
        label
        for name, label in (("reseller_name", "Reseller name"), ("customer_name", "Customer name"))
        if asked.data is not None and not str(asked.data.get(name) or "").strip()
    ]
    told = " ".join(f"{label} is empty." for label in empty) or "A name is empty."
    return Check("AF_PLACEHOLDER", not empty, told, "Both names are filled in.", on_submit=asked.data is None)


def _notice(asked: Asked) -> Check:
    return Check(
        "AF_NOTICE",
        asked.facts.reseller_notified_at is not None or bool(given(asked, "override_reason")),
        "The customer has not told the reseller yet; record the notice, or give a reason.",
        "The customer has told the reseller.",
        who=SALES,
        where="sales",
    )


def finish_switch(asked: Asked) -> Sequence[Check]:
    """Access gone, affiliation moved, letter arrived."""
    facts: AffiliationFacts = asked.facts
    return (
        Check(
            "AF_ACCESS",
            not facts.with_access,
            f"Still has access: {listed(facts.with_access)}.",
            "No user of the reseller has access.",
            who=RESELLER_REP,
        ),
        Check(
            "AF_AFFILIATION",
            facts.affiliation_updated_at is not None,
            "The affiliation is not updated yet.",
            "The affiliation is updated.",
            who=RESELLER_REP,
        ),
        letter_arrived(facts),
    )


def letter_arrived(facts: AffiliationFacts) -> Check:
    """The reseller was written to, and the letter did not come back."""
    bounced = facts.mail_bounced_at is not None
    return Check(
        "AF_MAIL",
        facts.mail_arrived,
        "The letter to the reseller came back; write to another address."
        if bounced
        else "The reseller has not been written to.",
        "The reseller was written to.",
        who=RESELLER_REP,
        where="reseller_success",
    )


def assign_csm(asked: Asked) -> Sequence[Check]:
    """At the end, with everything checked again; or, by policy, from the won deal on (AF-A7, AF-A8)."""
    facts: AffiliationFacts = asked.facts
    if asked.state != "final_check":
        return (_now(asked),)
    return (_issued(facts.pending), letter_arrived(facts))


def _now(asked: Asked) -> Check:
    label = STATES.get(asked.state, asked.state)
    return Check(
        "WRONG_STATE",
        asked.policy["csm_when"] == "won",
        f"Assign the CSM is not possible while the case is {label}.",
        "The CSM is assigned once the deal is won.",
    )


def _issued(groups: Sequence[Group]) -> Check:
    return Check(
        "AF_NOT_ISSUED",
        not groups,
        f"Last set not issued on {names(groups)}.",
        "The last set of every group is issued.",
        who=("shipping",),
    )


def cancel(asked: Asked) -> Sequence[Check]:
    """Until the affiliation is updated."""
    return (
        Check(
            "AF_TOO_LATE",
            asked.facts.affiliation_updated_at is None,
            "The affiliation is updated already; the transition can no longer be cancelled.",
            "The affiliation is not updated yet.",
        ),
    )
