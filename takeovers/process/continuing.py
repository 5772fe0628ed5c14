"""A take-over that turns out to be another matter, and another matter that turns out to be a take-over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cases.handover import Continuing, Matter
from takeovers.models import TakeoverCase


def offer(case: TakeoverCase) -> Matter:
    """Who moves, with whom it is now, and its companies."""
    return Matter(
        customer=case.subject,
        partner=case.current_partner,
        companies=tuple(row.name for row in case.parts.rows),
        contacts={"customer": case.subject_email, "partner": case.current_email},
        time_zone=case.time_zone,
    )


def accept(matter: Matter) -> Mapping[str, Any]:
    """Who moves, from whom, and the companies; the new partner and the licences are still to be said."""
    names = matter.companies or ((matter.customer,) if matter.customer else ())
    return {
        "subject": matter.customer,
        "current_partner": matter.partner,
        "companies": [{"name": name, "lines": []} for name in names],
        "subject_email": matter.contacts.get("customer", ""),
        "current_email": matter.contacts.get("partner", ""),
        "time_zone": matter.time_zone,
    }


CONTINUES = Continuing(offer, accept, "cancel", frozenset({"sales_rep", "manager"}))
