"""Correcting what was recorded: names, accounts with their badges, groups, users, dates."""

from __future__ import annotations

from typing import Any

from affiliations.actions.opening import add_accounts, add_groups, add_users
from affiliations.actions.shared import note_source, tell_flags
from affiliations.actions.shipping import back_to_waiting
from affiliations.models import BadgeGroup
from cases.step import Step

CORRECTABLE = (
    "customer", "reseller", "enterprise_affiliation", "reseller_email", "deal_id", "reseller_notified_at",
    "expected_billing_on",
)  # fmt: skip


def correct(step: Step) -> None:
    """Sets what was given; what was left empty stays as it is."""
    step.set_all(*CORRECTABLE)
    if step.data.get("accounts"):
        _accounts(step, step.data["accounts"])
    if step.data.get("groups"):
        _groups(step, step.data["groups"])
    names = step.data.get("reseller_users") or ()
    add_users(step, [name for name in names if step.case.parts.user(name) is None])
    back_to_waiting(step)
    tell_flags(step)


def _accounts(step: Step, rows: list[dict[str, Any]]) -> None:
    """The accounts that move are these; one that is not named any more has left."""
    parts, named = step.case.parts, []
    for row in rows:
        account = parts.account(row["no"])
        if account is None:
            add_accounts(step, [row])
            account = parts.accounts[-1]
        account.badge_count, account.left_at = row["badge_count"], None
        named.append(account)
    for account in parts.accounts:
        if account not in named and account.left_at is None:
            account.left_at = step.now
    step.keep(*parts.accounts)
    note_source(step, "accounts")


def _groups(step: Step, rows: list[dict[str, Any]]) -> None:
    """The groups named are as given; others stay as they are."""
    for row in rows:
        group: BadgeGroup | None = step.case.parts.group(row["name"])
        if group is None:
            add_groups(step, [row])
            continue
        group.issued, group.billed = bool(row.get("last_set_issued")), bool(row.get("billed"))
        group.issued_at = group.issued_at if group.issued else None
        group.billed_at = group.billed_at if group.billed else None
        group.pending_badges = row.get("pending_badges") or 0
        step.keep(group)
    note_source(step, "groups")
