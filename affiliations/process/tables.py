"""The tables of a transition's page: groups of badges with what is open of each, and the reseller's users."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from affiliations.models import AffiliationCase, BadgeGroup, ResellerAccess
from affiliations.rules import AffiliationFacts
from cases.panels import Cell, Panel
from cases.routing import Policy

MANY = 15
DONE, OPEN = "tick-disc", "hourglass"


def panels(case: AffiliationCase, facts: AffiliationFacts, policy: Policy, now: datetime) -> Sequence[Panel]:
    """Groups, then users; a table without rows is left out."""
    return [panel for panel in (_groups(case, facts), _users(case)) if panel.rows]


def _groups(case: AffiliationCase, facts: AffiliationFacts) -> Panel:
    return Panel(
        "groups",
        _("Groups of badges"),
        (
            gettext("Group"),
            gettext("Last set"),
            gettext("Billing"),
            gettext("Still to be issued"),
            gettext("Expired shipment"),
            "",
        ),
        tuple(_group(row) for row in case.parts.groups),
        note=_settled(facts),
        folded=len(case.parts.groups) > MANY,
    )


def _settled(facts: AffiliationFacts) -> str:
    done = sum(not group.pending and group.billed for group in facts.groups)
    told = ngettext(
        "%(done)s of %(all)s group issued and billed",
        "%(done)s of %(all)s groups issued and billed",
        len(facts.groups),
    )
    return told % {"done": done, "all": f"{len(facts.groups):,}"}


def _group(row: BadgeGroup) -> tuple[Cell, ...]:
    return (
        Cell(row.name),
        Cell(gettext("Issued"), shape=DONE) if row.issued else Cell(gettext("Not issued"), shape=OPEN),
        Cell(gettext("Billed"), shape=DONE) if row.billed else Cell(gettext("Not billed"), shape=OPEN),
        Cell(f"{row.pending_badges:,}", number=True),
        Cell(gettext("Not set") if row.expired_qty is None else f"{row.expired_qty:,}", number=True),
        Cell(gettext("Set…"), act="add_expired_shipment", asks={"group": row.name}),
    )


def _users(case: AffiliationCase) -> Panel:
    rows = case.parts.access
    left = sum(row.removed_at is None for row in rows)
    return Panel(
        "access",
        _("Access of the reseller"),
        (gettext("User"), gettext("Access"), ""),
        tuple(_user(row) for row in rows),
        note=ngettext("%(n)d user left", "%(n)d users left", left) % {"n": left}
        if left
        else gettext("Nobody has access"),
        folded=len(rows) > MANY,
    )


def _user(row: ResellerAccess) -> tuple[Cell, ...]:
    if row.removed_at is not None:
        return Cell(row.user), Cell(gettext("Taken away"), shape=DONE), Cell()
    return (
        Cell(row.user),
        Cell(gettext("Has access"), shape="dashed-ring"),
        Cell(gettext("Take away…"), act="remove_access", asks={"user": row.user}),
    )
