"""A scenario of a rebook whose outcome hangs on the hard limit of 48 hours, as a line."""

from __future__ import annotations

import json
from typing import Any, Final

from django.test import Client

from cases.models import User

# The second order comes 41 hours after the first one was processed.
GIVEN: Final[dict[str, Any]] = {
    "order_no": "O-1",
    "opportunity_stage": "closed_won",
    "processed_at": "2024-05-14T10:00:00-04:00",
    "amount": "4990.00",
    "currency": "USD",
    "time_zone": "America/New_York",
}
WHEN: Final[list[dict[str, Any]]] = [
    {
        "at": "2024-05-16T03:00:00-04:00",
        "do": "second_order",
        "by": "order_processing",
        "order_no": "O-2",
        "amount": "4990.00",
        "currency": "USD",
        "disposition": "cancelled",
    },
    {"at": "2024-05-16T03:10:00-04:00", "do": "evaluate", "by": "research_specialist"},
]
WITHIN: Final = {"decision": {"rule": "RB-4"}}


def line(**parts: Any) -> str:
    """The line, with some parts replaced."""
    told = {"id": "T-1", "process": "rebook", "title": "41 hours", "given": GIVEN, "when": WHEN}
    return json.dumps(told | {"expect": {}} | parts)


def signed_in(user: User) -> Client:
    """A browser of somebody."""
    client = Client()
    client.force_login(user)
    return client
