"""Opening a transition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from affiliations import letters
from affiliations.actions.shared import note_source, task, tell_flags
from affiliations.models import AffiliationCase, BadgeGroup, MovingAccount, ResellerAccess
from cases.account_field import stored
from cases.step import Step

FACTS = (
    "customer", "reseller", "enterprise_affiliation", "reseller_email", "deal_id", "deal_stage",
    "customer_advised_at", "reseller_notified_at", "reseller_rep_involved_at", "manager_involved_at",
)  # fmt: skip


def create(step: Step) -> AffiliationCase:
    """The case with its accounts, groups and users; a won deal goes on from there."""
    data = step.data
    zone = data.get("time_zone") or str(step.policy["time_zone"])
    won = data.get("deal_stage") == "closed_won"
    step.case = case = AffiliationCase(
        state="won" if won else "preparing", account=stored(data["account"], zone), time_zone=zone
    )
    step.set_all(*FACTS)
    if won:
        step.set("opened_won", value=True)
        step.set("closed_won_at", step.at)
    step.changes.clear()
    add_accounts(step, data["accounts"])
    add_groups(step, data.get("groups") or ())
    users = data.get("reseller_users")
    add_users(step, [data["reseller"]] if users is None else users)
    _begin(step, won=won)
    tell_flags(step)
    return case


def _begin(step: Step, *, won: bool) -> None:
    """What the sales rep has to do first."""
    if won:
        return
    step.effect("task_customer_tells_reseller")
    task(step, "task_customer_tells", "Sales rep", letters.Customer(step.case.customer, step.case.reseller))


def add_accounts(step: Step, rows: Iterable[Mapping[str, Any]]) -> None:
    """Accounts that move together, to be stored with the case."""
    known = step.case.parts.accounts
    for row in rows:
        account = MovingAccount(case=step.case, position=len(known), **row)
        known.append(account)
        step.keep(account)
    note_source(step, "accounts")


def add_groups(step: Step, rows: Iterable[Mapping[str, Any]]) -> None:
    """Groups of badges, to be stored with the case."""
    known = step.case.parts.groups
    for row in rows:
        group = BadgeGroup(
            case=step.case,
            position=len(known),
            name=row["name"],
            issued=bool(row.get("last_set_issued")),
            billed=bool(row.get("billed")),
            pending_badges=row.get("pending_badges") or 0,
        )
        known.append(group)
        step.keep(group)
    note_source(step, "groups")


def add_users(step: Step, names: Iterable[str]) -> None:
    """The reseller's users who have access, to be stored with the case."""
    known = step.case.parts.access
    for name in names:
        user = ResellerAccess(case=step.case, position=len(known), user=name)
        known.append(user)
        step.keep(user)
