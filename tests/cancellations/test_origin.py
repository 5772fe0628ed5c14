"""CX: each field shows where in the mail it was found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cancellations.process.origin import named_in
from cancellations.rules import CancellationFacts

BODY = """Hello,

please cancel these.
Client: Harbour Foods
Campaign: Spring 26
Titan order ID: 4411
Products:
- Banner
- Video
"""
TWICE = f"Client: Pier\n{BODY}"
FACTS = CancellationFacts(
    time_zone="UTC",
    client="harbour foods",
    campaign="Spring 26",
    titan_order_id="4411",
    products=("Banner", "Video"),
    body=BODY,
)


def test_each_field_says_its_line() -> None:
    assert named_in(FACTS) == {
        "client": "Line 4 of the mail",
        "campaign": "Line 5 of the mail",
        "titan_order_id": "Line 6 of the mail",
        "products": "Lines 8 and 9 of the mail",
    }


@pytest.mark.parametrize(
    ("changed", "name", "told"),
    [
        ({"client": "Pier Foods"}, "client", "Changed since; line 4 of the mail has Harbour Foods"),
        ({"products": ("Banner", "Audio")}, "products", "Line 8 of the mail; 1 product given since"),
        ({"products": ("Audio",)}, "products", "Not in the first mail; given since"),
        ({"campaign": ""}, "campaign", ""),
        ({"body": BODY.replace("Campaign:", "Note:")}, "campaign", "Not in the first mail; given since"),
        (
            {"client": "", "body": BODY + "Client: Pier\n"},
            "client",
            "Lines 4 and 10 of the mail: two things said",
        ),
        ({"body": ""}, "client", ""),
    ],
)
def test_what_came_another_way_says_so(changed: dict[str, object], name: str, told: str) -> None:
    assert named_in(replace(FACTS, **changed))[name] == told  # type: ignore[arg-type]  # its own fields
