"""Transitions keep the contract of a kind."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.contract.base import KindAtOnce, KindContract
from tests.contract.fixture import Call, Fixture, Path

START = datetime(2024, 7, 1, 14, tzinfo=UTC)
SALES, REP = "sales_rep", "reseller_rep"
GROUP = "Cardiology"
LETTER = {"reseller_name": "Brenner Badges", "customer_name": "Lakeside @n", "to": "ray@brenner.example"}
WON: dict[str, Any] = {"deal_stage": "closed_won"}


def groups(*, issued: bool = True, billed: bool = True, pending: int = 0) -> dict[str, Any]:
    """A won deal with one group."""
    row = {"name": GROUP, "last_set_issued": issued, "billed": billed, "pending_badges": pending}
    return WON | {"groups": [row]}


def shipped(qty: int) -> tuple[Call, ...]:
    """From the won deal through the expired shipment."""
    return (
        ("inform_reseller_rep", SALES, {}),
        ("add_expired_shipment", REP, {"group": GROUP, "qty": qty}),
        ("shipments_done", REP, {}),
    )


SWITCHED: tuple[Call, ...] = (
    *shipped(0),
    ("update_affiliation", REP, {}),
    ("remove_access", REP, {}),
    ("send_reseller_mail", REP, LETTER),
)
CHECKED: tuple[Call, ...] = (*SWITCHED, ("finish_switch", REP, {}))
NAMED: Call = ("assign_csm", SALES, {"csm": "Cora Moss"})
OPEN = groups(issued=False, billed=False, pending=40)
NEW_SHIPMENT: Call = ("shipment_added", "shipping", {"group": GROUP, "qty": 3})

AFFILIATION = Fixture(
    kind="affiliation",
    start=START,
    opener=SALES,
    opening={
        "customer": "Lakeside @n",
        "reseller": "Brenner Badges",
        "enterprise_affiliation": "ENT-7",
        "deal_id": "D-@n",
        "accounts": [{"no": "A-@n", "badge_count": 150}],
        "groups": groups()["groups"],
        "reseller_users": ["ray@brenner.example", "ann@brenner.example"],
    },
    paths=(
        Path("preparing", "preparing"),
        Path(
            "big group",
            "preparing",
            (("involve", SALES, {}), ("reseller_notified", SALES, {})),
            opening={"accounts": [{"no": "B-@n", "badge_count": 250}]},
        ),
        Path("big group, untold", "preparing", opening={"accounts": [{"no": "B-@n", "badge_count": 250}]}),
        Path("won", "won", (("mark_won", SALES, {}),)),
        Path("opened won", "won", opening=WON),
        Path("expired shipments", "reseller_rep_work", shipped(0)[:1], opening=WON),
        Path("set", "reseller_rep_work", shipped(0)[:2], opening=WON),
        Path(
            "not issued",
            "awaiting_issue",
            shipped(40),
            opening=groups(issued=False, billed=False, pending=40),
        ),
        Path("not billed", "awaiting_billing", shipped(0), opening=groups(billed=False)),
        Path("shipment again", "awaiting_billing", (*SWITCHED, NEW_SHIPMENT), opening=WON),
        Path("switching", "switching", shipped(0), opening=WON),
        Path("switched", "switching", SWITCHED, opening=WON),
        Path("letter back", "switching", (*SWITCHED, ("mail_bounced", "mail", {})), opening=WON),
        Path("final check", "final_check", CHECKED, opening=WON),
        Path(
            "with the CSM", "with_csm", (*CHECKED, ("assign_csm", SALES, {"csm": "Cora Moss"})), opening=WON
        ),
        Path("cancelled", "cancelled", (*shipped(0)[:2], ("cancel", SALES, {"reason": "x"})), opening=WON),
        Path("deal lost", "cancelled", (("deal_lost", SALES, {}),)),
    ),
    inputs={
        "add_expired_shipment": {"group": GROUP, "qty": 0},
        "send_reseller_mail": LETTER,
        "assign_csm": {"csm": "Cora Moss"},
        "cancel": {"reason": "They stay."},
        "continue_as": {
            "kind": "takeover",
            "facts": {"move_type": "ec_dr_to_dr", "new_partner": "Voxline"},
        },
        "issued": {"group": GROUP},
        "billed": {"group": GROUP},
        "shipment_added": {"group": GROUP, "qty": 3},
        "correct_facts": {
            "why": "Counted again.",
            "accounts": [{"no": "A-9", "badge_count": 210}],
            "groups": [{"name": GROUP, "last_set_issued": True, "billed": True, "pending_badges": 0}],
        },
    },
    others={
        "mark_won": ({"override_reason": "Spoken on the phone."},),
        "add_expired_shipment": ({"group": GROUP, "qty": 40},),
        "shipments_done": ({"expected_billing_on": "2024-08-01"},),
        "remove_access": ({"user": "ray@brenner.example"},),
        "shipment_added": ({"group": "Dental", "qty": 1},),
        "mail_bounced": ({"at": "2024-07-01T14:00:00Z"},),
        "issued": ({"group": GROUP, "at": "2024-07-01T14:00:00Z"},),
        "billed": ({"group": GROUP, "at": "2024-07-01T14:00:00Z"},),
        "correct_facts": (
            {"why": "x", "groups": [{"name": GROUP, "last_set_issued": False, "pending_badges": 7}]},
            {"why": "x", "reseller_users": ["new@brenner.example"], "reseller_email": "o@brenner.example"},
        ),
    },
    click=("switched", "finish_switch", REP),
)


class TestAffiliations(KindContract):
    """The contract."""

    of = AFFILIATION


class TestAffiliationsAtOnce(KindAtOnce):
    """The contract under many hands."""

    of = AFFILIATION
