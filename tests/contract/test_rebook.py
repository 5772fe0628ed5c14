"""Order rebooks keep the contract of a kind."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.contract.base import KindAtOnce, KindContract
from tests.contract.fixture import Call, Fixture, Path

START = datetime(2024, 5, 14, 14, tzinfo=UTC)
BOTH = {"request_received_at": "2024-05-14T14:00:00Z"}


def told(reason: str, source: str = "ar", **more: str) -> dict[str, str]:
    """The wish as it is written down when the case is opened."""
    return {"reason": reason, "request_source": source, **BOTH, **more}


ANNOUNCED = told("rebook", intended="time_and_amount")
CHANGE = told("licence_change", "customer_to_nlr", requested_change="the team edition")
SECOND = {"order_no": "S-2", "amount": "4990.00", "currency": "USD", "disposition": "cancelled"}
EVALUATED: Call = ("evaluate", "research_specialist", {})
RETURNING: tuple[Call, ...] = (("request_return", "ar", {}),)
RETURNED: tuple[Call, ...] = (*RETURNING, ("process_return", "return_team", {}))
DISTRIBUTED: tuple[Call, ...] = (EVALUATED, ("distribute_new_license", "research_specialist", {}))
WITHDRAWN: Call = ("withdraw", "nlr_agent", {})

REBOOK = Fixture(
    kind="rebook",
    start=START,
    opener="order_processing",
    opening={
        "order_no": "N",
        "account": "Lighthouse Labs",
        "time_zone": "America/New_York",
        "processed_at": START.isoformat(),
        "amount": "4990.00",
        "currency": "USD",
    },
    unique="order_no",
    paths=(
        Path("intake", "intake"),
        Path("intake, unclear", "intake", opening=told("more_time_unclear")),
        Path("intake, payment", "intake", opening=told("payment_time")),
        Path("intake, change", "intake", opening=CHANGE),
        Path("intake, trial", "intake", opening=told("evaluation_time", "customer_to_nlr")),
        Path("intake, second order", "intake", (("second_order", "order_system", SECOND),)),
        Path(
            "clarifying", "clarifying", (("ask_clarification", "ar", {}),), opening=told("more_time_unclear")
        ),
        Path("payment", "payment_followup", (("keep_for_payment", "ar", {}),), opening=told("payment_time")),
        Path(
            "change",
            "change_with_nlr",
            (("pass_change", "ar", {}),),
            opening=CHANGE | {"request_source": "ar"},
        ),
        Path("research", "research_review", (EVALUATED,), opening=ANNOUNCED),
        Path("new license", "with_new_license", DISTRIBUTED, opening=ANNOUNCED),
        Path("returning", "return_requested", RETURNING, opening=told("customer_cancels")),
        Path("returned", "return_processed", RETURNED, opening=told("customer_cancels")),
        Path(
            "re-engage",
            "with_re_engage",
            (*RETURNED, ("create_re_engage", "research_specialist", {})),
            opening=told("customer_cancels"),
        ),
        Path("closed", "closed", (WITHDRAWN,)),
        Path(
            "closed as rebook",
            "closed",
            (*DISTRIBUTED, ("book_second_order", "nlr_agent", SECOND)),
            opening=ANNOUNCED,
        ),
    ),
    inputs={
        "record_request": told("customer_cancels"),
        "clarify": {"reason": "payment_time"},
        "finish_payment": {"payment_reason": "A new budget in July."},
        "follow_up": {"note": "Call in a week."},
        "confirm_admin_error": {"note": "Keyed twice."},
        "add_research": {"text": "They were happy.", "links": "https://crm.example/1"},
        "book_second_order": SECOND,
        "give_up": {"reason": "No answer."},
        "reopen": {"reason": "The wrong case."},
        "withdraw": {"outcome": "kept"},
        "correct_facts": {"why": "Typed wrongly.", "amount": "4991.00"},
        "second_order": SECOND,
    },
    others={
        "record_request": (ANNOUNCED, CHANGE, told("payment_time"), told("more_time_unclear", "research")),
        "clarify": ({"reason": "evaluation_time"}, {"reason": "more_time_unclear"}),
        "finish_payment": ({"reason": "other"},),
        "distribute_new_license": ({"acknowledge_late": True},),
        "correct_facts": (
            {"why": "x", "forget": ["second_order"]},
            {"why": "x", "forget": ["admin_error", "disposition", "return"]},
            {"why": "x", "processed_at": "2024-05-10T00:00:00Z", "currency": "EUR"},
        ),
        "second_order": (
            {**SECOND, "order_no": "S-3", "amount": "1.00"},
            {**SECOND, "order_no": "S-4", "at": "2024-05-14T14:00:30Z"},
            {**SECOND, "order_no": "S-5", "disposition": ""},
        ),
    },
    click=("returning", "process_return", "return_team"),
)


class TestRebooks(KindContract):
    """The contract."""

    of = REBOOK


class TestRebooksAtOnce(KindAtOnce):
    """The contract under many hands."""

    of = REBOOK
