"""The facts of a cancellation for programs, and for the facts panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from cancellations.models import CancellationCase
from cancellations.rules import CancellationFacts, fit, labels
from cancellations.rules.credits import as_told, credits_of
from cases.panels import FactRow
from cases.routing import Policy
from cases.saying import all_of
from cases.timeline import plain

PLAIN = (
    "client", "campaign", "titan_order_id", "message_id", "received_at", "sender", "subject", "body",
    "rep_name", "rep_contact", "reason", "billing_cancelled_at", "vision_vx_at", "titan_at",
    "fulfilment_cancelled_at", "titan_ref", "invoice_run_at", "rep_informed_at", "true_up_done_at",
)  # fmt: skip


def facts_json(case: CancellationCase, facts: CancellationFacts, policy: Policy) -> dict[str, Any]:
    """Every field and derived value under its name; unknown is null."""
    found = fit.gaps(facts, policy)
    return {name: plain(getattr(facts, name)) or None for name in PLAIN} | {
        "all_products": facts.all_products,
        "already_delivered": facts.already_delivered,
        "credits": as_told(credits_of(facts.products, fit.lines_of(facts, policy))),
        "duplicates": list(facts.duplicates),
        "flags": list(case.flags),
        "lines": _lines(facts, policy),
        "mismatch": list(found.mismatch),
        "missing": list(found.missing),
        "not_on_order": list(found.not_on_order),
        "products": list(facts.products),
        "products_cancelled": list(facts.products_cancelled),
        "products_untouched": list(fit.untouched(facts, policy)),
    }


def _lines(facts: CancellationFacts, policy: Policy) -> list[dict[str, Any]]:
    """What is known of each named product."""
    owed = credits_of(facts.products, fit.lines_of(facts, policy))
    return [
        {
            "product": product,
            "billing_cancelled_at": plain(facts.billing_cancelled_at),
            "fulfilment_cancelled_at": plain(facts.fulfilment_cancelled_at),
            "titan_ref": facts.titan_ref or None,
            "marked_for_true_up": facts.invoiced_meanwhile,
            "amounts": [
                {
                    "currency": one.currency,
                    "invoiced": f"{one.invoiced:f}",
                    "fulfilled": f"{one.fulfilled:f}",
                    "credit": f"{one.amount:f}",
                }
                for one in owed
                if one.product == product
            ],
        }
        for product in facts.products
    ]


def fact_rows(case: CancellationCase, facts: CancellationFacts, policy: Policy) -> Sequence[FactRow]:
    """The facts panel: what is not in one of the tables beside it."""
    rows = [
        FactRow(_("Subject"), facts.subject),
        FactRow(_("From"), facts.sender),
        FactRow(_("Received"), at=facts.received_at),
        FactRow(_("Rep"), facts.rep_name),
        FactRow(_("Contact of the rep"), facts.rep_contact),
        FactRow(_("Reason"), labels.REASONS.get(facts.reason, facts.reason)),
        FactRow(_("Untouched"), all_of(fit.untouched(facts, policy))),
        FactRow(_("Rep asked"), at=facts.asked_at),
        FactRow(_("Billing cancelled"), at=facts.billing_cancelled_at),
        FactRow(_("Invoice run before"), at=facts.invoice_run_at if facts.invoiced_meanwhile else None),
        FactRow(_("Vision VX confirmed"), at=facts.vision_vx_at),
        FactRow(_("Titan confirmed"), at=facts.titan_at),
        FactRow(_("Titan's reference"), facts.titan_ref),
        FactRow(_("Rep told"), at=facts.rep_informed_at),
        FactRow(_("Invoices adjusted"), at=facts.true_up_done_at),
    ]
    return [row for row in rows if row.value or row.at]
