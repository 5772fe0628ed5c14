"""The kind in miniature keeps the contract of a kind."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.contract.base import KindAtOnce, KindContract
from tests.contract.fixture import Fixture, Path

APPROVED = ("approve", "customer_care", {})
SEATS = Fixture(
    kind="seat_change",
    start=datetime(2024, 5, 14, 14, tzinfo=UTC),
    opener="order_processing",
    opening={"account": "Lighthouse Labs", "seats_now": 5, "seats_wanted": 8, "time_zone": "Europe/Oslo"},
    unique="account",
    organisations={"customer": "Lighthouse Labs"},
    paths=(
        Path("requested", "requested"),
        Path("requested, too many", "requested", opening={"seats_wanted": 900}),
        Path("requested, no change", "requested", opening={"seats_wanted": 5}),
        Path("confirming", "confirming", (APPROVED,)),
        Path("changed", "changed", (APPROVED, ("customer_confirmed", "customer", {}))),
        Path("declined", "declined", (("decline", "customer_care", {"reason": "not wanted"}),)),
    ),
    inputs={
        "ask_consent": {"party": "customer", "address": "office@lighthouse.example"},
        "revoke_consent": {"party": "customer", "reason": "Wrong person."},
        "decline": {"reason": "not wanted"},
        "correct_facts": {"seats_wanted": 9, "reason": "typed wrongly"},
        "customer_confirmed": {"words": "Yes, please."},
    },
    others={
        "decline": ({"reason": "no"},),
        "correct_facts": ({"seats_wanted": 900, "reason": "x"}, {"seats_wanted": 5, "reason": "x"}),
        "customer_confirmed": ({"at": "2024-05-14T14:01:00Z"},),
    },
    click=("requested", "approve", "customer_care"),
)


class TestSeatChanges(KindContract):
    """The contract."""

    of = SEATS


class TestSeatChangesAtOnce(KindAtOnce):
    """The contract under many hands."""

    of = SEATS
