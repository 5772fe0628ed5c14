"""A transition that turns out to be another matter, and another matter that turns out to be a transition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from affiliations.models import AffiliationCase
from cases.handover import Continuing, Matter


def offer(case: AffiliationCase) -> Matter:
    """Who leaves, with whom it is now, and its accounts."""
    return Matter(
        customer=case.customer,
        partner=case.reseller,
        companies=tuple(one.no for one in case.facts().accounts),
        contacts={"partner": case.reseller_email},
        deal=case.deal_id,
        time_zone=case.time_zone,
    )


def accept(matter: Matter) -> Mapping[str, Any]:
    """Who leaves whom, with which accounts; the affiliation and the badges are still to be said."""
    names = matter.companies or ((matter.customer,) if matter.customer else ())
    return {
        "customer": matter.customer,
        "reseller": matter.partner,
        "accounts": [{"no": name[:80]} for name in names],
        "reseller_email": matter.contacts.get("partner", ""),
        "deal_id": matter.deal,
        "time_zone": matter.time_zone,
    }


CONTINUES = Continuing(offer, accept, "cancel", frozenset({"customer_care"}))
