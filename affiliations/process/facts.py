"""The facts of a transition for programs, and for the facts panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

from affiliations.models import AffiliationCase, BadgeGroup
from affiliations.rules import AffiliationFacts, labels
from affiliations.rules.table import is_big
from cases.panels import FactRow
from cases.routing import Policy
from cases.timeline import plain

PLAIN = (
    "affiliation", "customer", "reseller", "enterprise_affiliation", "deal_id", "deal_stage", "closed_won_at",
    "customer_advised_at", "reseller_notified_at", "reseller_rep_involved_at", "manager_involved_at",
    "affiliation_updated_at", "csm", "expected_billing_on", "deal_lost_at",
)  # fmt: skip


def facts_json(case: AffiliationCase, facts: AffiliationFacts, policy: Policy) -> dict[str, Any]:
    """Every field and derived value under its name; unknown is null."""
    return {name: plain(getattr(facts, name)) or None for name in PLAIN} | {
        "accounts": [{"no": one.no, "badge_count": one.badge_count} for one in facts.accounts],
        "badges": facts.badges,
        "expired_shipments": {
            one.name: one.expired_qty for one in facts.groups if one.expired_qty is not None
        },
        "flags": list(case.flags),
        "groups": [_group(row) for row in case.parts.groups],
        "manager_involvement_required": is_big(facts, policy),
        "not_billed": [one.name for one in facts.unbilled],
        "pending": [one.name for one in facts.pending],
        "reseller_access": len(facts.with_access),
        "reseller_mail": _mail(facts),
        "reseller_users": [
            {"user": one.user, "removed_at": plain(one.removed_at)} for one in facts.access
        ],
    }  # fmt: skip


def _group(row: BadgeGroup) -> dict[str, Any]:
    return {
        "name": row.name,
        "last_set_issued": row.issued,
        "last_set_issued_at": plain(row.issued_at),
        "billed": row.billed,
        "billed_at": plain(row.billed_at),
        "pending_badges": row.pending_badges,
        "expired_shipment_qty": row.expired_qty,
        "expired_shipment_at": plain(row.expired_at),
    }


def _mail(facts: AffiliationFacts) -> dict[str, Any] | None:
    if facts.mail_sent_at is None:
        return None
    return {
        "to": facts.mail_to,
        "sent_at": plain(facts.mail_sent_at),
        "bounced_at": plain(facts.mail_bounced_at),
    }


def fact_rows(case: AffiliationCase, facts: AffiliationFacts, policy: Policy) -> Sequence[FactRow]:
    """The facts panel, in the order in which people ask."""
    rows = [
        FactRow(_("Customer"), facts.customer),
        FactRow(_("Reseller"), facts.reseller),
        FactRow(_("Affiliation now"), facts.affiliation),
        FactRow(_("Enterprise affiliation"), facts.enterprise_affiliation),
        FactRow(_("Deal"), _deal(facts)),
        FactRow(_("Deal won"), at=facts.closed_won_at),
        FactRow(_("Badges"), _badges(facts, policy)),
        FactRow(_("Billing expected on"), plain(facts.expected_billing_on) or ""),
        FactRow(_("Reseller told"), at=facts.reseller_notified_at),
        FactRow(_("Manager involved"), at=facts.manager_involved_at),
        FactRow(_("Went on without"), facts.override_reason),
        FactRow(_("Affiliation updated"), at=facts.affiliation_updated_at),
        FactRow(_("Letter to"), facts.mail_to),
        FactRow(_("Letter sent"), at=facts.mail_sent_at),
        FactRow(_("Letter came back"), at=facts.mail_bounced_at),
        FactRow(_("CSM"), facts.csm),
    ]
    return [row for row in rows if row.value or row.at]


def _deal(facts: AffiliationFacts) -> str:
    return ", ".join(word for word in (facts.deal_id, labels.deal_stage(facts.deal_stage)) if word)


def _badges(facts: AffiliationFacts, policy: Policy) -> str:
    number = len(facts.accounts)
    big = ngettext(
        "%(badges)s in %(accounts)s account; a big group",
        "%(badges)s in %(accounts)s accounts; a big group",
        number,
    )
    usual = ngettext("%(badges)s in %(accounts)s account", "%(badges)s in %(accounts)s accounts", number)
    places = {"badges": f"{facts.badges:,}", "accounts": f"{number:,}"}
    return (big if is_big(facts, policy) else usual) % places
