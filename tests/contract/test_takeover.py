"""Take-overs keep the contract of a kind."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.contract.base import KindAtOnce, KindContract
from tests.contract.fixture import Call, Fixture, Path

START = datetime(2024, 4, 4, 7, tzinfo=UTC)
CARE = "customer_care"
COMPANY = "Halden Freight"
OLD, NEW = "Rosny Telecom", "Voxline"
LINE = {
    "plan": "Enterprise", "billing": "prepaid_1y", "subscribed": 10, "allocated": 8, "end_date": "2030-01-31",
}  # fmt: skip


def agrees(party: str, name: str) -> Call:
    """A party's written agreement."""
    return ("record_agreement", CARE, {"party": party, "name": name, "written": True})


def step(number: int, role: str = CARE, **proof: Any) -> Call:
    """A step of the only company."""
    return ("step", role, {"number": number, **proof})


AGREED = (agrees("subject", COMPANY), agrees("current", OLD), agrees("new", NEW))
STARTED: tuple[Call, ...] = (*AGREED, ("start", CARE, {}))
CUSTOM: tuple[Call, ...] = (*STARTED, step(1, custom=[{"plan": "Enterprise", "quantity": 8}]))
SWITCHED: tuple[Call, ...] = (*CUSTOM, step(2, "current_partner", still_on_old=0))
MOVED: tuple[Call, ...] = (*SWITCHED, step(3))
ORDERED: tuple[Call, ...] = (
    *MOVED,
    step(4, "new_partner", ordered=[{"plan": "Enterprise", "billing": "prepaid_1y", "quantity": 10}]),
)
USED: tuple[Call, ...] = (*ORDERED, step(5, "ec_admin", still_on_custom=0))
TO_THE_END: tuple[Call, ...] = (*USED[len(STARTED) - 1 :], step(6), step(7, new_end_date="2030-01-31"))
BACK: Call = ("withdraw_agreement", CARE, {"party": "new"})

TAKEOVER = Fixture(
    kind="takeover",
    start=START,
    opener=CARE,
    opening={
        "move_type": "ec_dr_to_dr",
        "subject": COMPANY,
        "current_partner": OLD,
        "new_partner": NEW,
        "companies": [{"name": f"{COMPANY} @n", "lines": [LINE]}],
    },
    paths=(
        Path("draft", "draft", opening={"draft": True}),
        Path("draft with gaps", "draft", opening={"draft": True, "move_type": "", "companies": []}),
        Path("waiting", "awaiting_agreements"),
        Path("two agreed", "awaiting_agreements", AGREED[:2]),
        Path("ready", "ready", AGREED),
        Path("started", "in_progress", STARTED),
        Path("with partners", "in_progress", CUSTOM),
        Path("moved", "in_progress", MOVED, ending=TO_THE_END[4:]),
        Path("last step", "in_progress", USED, ending=TO_THE_END[-2:]),
        Path("going back", "reversing", (*CUSTOM, BACK)),
        Path("completed", "completed", (*USED, step(6), step(7, new_end_date="2030-01-31"))),
        Path("cancelled", "cancelled", (("cancel", CARE, {"reason": "They stay."}),)),
    ),
    inputs={
        "complete_request": {"move_type": "ec_dr_to_dr", "new_partner": NEW},
        "supply": {"move_type": "ec_dr_to_dr", "new_partner": NEW},
        "record_agreement": {"party": "current", "name": OLD, "written": True},
        "withdraw_agreement": {"party": "current"},
        "step": {"number": 1, "custom": [{"plan": "Enterprise", "quantity": 8}]},
        "skip_step": {"number": 2, "reason": "Done by the platform."},
        "undo_step": {"number": 1, "reason": "Counted wrongly."},
        "refresh_lines": {"lines": [LINE]},
        "ask_consent": {"party": "current:rosny telecom", "address": "office@rosny.example"},
        "revoke_consent": {"party": "current:rosny telecom", "reason": "Wrong person."},
        "finish_reversal": {"still_on_custom": 0},
        "cancel": {"reason": "They stay.", "still_on_custom": 0},
        "continue_as": {
            "kind": "affiliation",
            "facts": {"enterprise_affiliation": "ENT-7", "accounts": [{"no": "A-1", "badge_count": 8}]},
        },
        "correct_facts": {"why": "A later wish.", "requested_finish": "2024-09"},
    },
    click=("ready", "start", CARE),
    organisations={"current_partner": OLD, "new_partner": NEW, "ec_admin": COMPANY},
)


class TestTakeovers(KindContract):
    """The contract."""

    of = TAKEOVER


class TestTakeoversAtOnce(KindAtOnce):
    """The contract under many hands."""

    of = TAKEOVER
