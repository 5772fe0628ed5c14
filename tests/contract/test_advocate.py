"""Advocate cases keep the contract of a kind."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.contract.base import KindAtOnce, KindContract
from tests.contract.fixture import Call, Fixture, Path

START = datetime(2024, 6, 10, 14, tzinfo=UTC)
ADVOCATE = "advocate"
ACCOUNT = "Miller"


def attempt(channel: str, at: str, *, reached: bool = False) -> Call:
    """An attempt that was made earlier."""
    return ("log_attempt", ADVOCATE, {"channel": channel, "reached": reached, "at": at})


LADDER: tuple[Call, ...] = (
    attempt("phone", "2024-06-03T15:00:00Z"),
    attempt("email", "2024-06-06T15:00:00Z"),
    attempt("phone", "2024-06-06T16:00:00Z"),
)
OVERDUE: tuple[Call, ...] = (
    attempt("phone", "2024-05-03T15:00:00Z"),
    attempt("email", "2024-05-06T15:00:00Z"),
    attempt("phone", "2024-05-06T16:00:00Z"),
)
OUT: tuple[Call, ...] = (*OVERDUE, ("wait", "system", {"hours": 0.1}))
SENT: Call = ("letter_went_out", "mail", {"letter": 1})
REOPEN: Call = ("reopen", ADVOCATE, {"reason": "x"})
OWNER: Call = ("set_caller_type", ADVOCATE, {"caller_type": "owner"})
BLANK: Call = ("set_caller_type", ADVOCATE, {"caller_type": ""})
SILENT: dict[str, Any] = {"case_type": "no_response", "caller_type": "", "conversation_ever": False}
TALKED: dict[str, Any] = {
    "case_type": "further_negotiation",
    "evidence": {"first_discussion_at": "2024-05-01T15:00:00Z"},
}
TAKEN: dict[str, Any] = {
    "case_type": "field_involved",
    "evidence": {
        "field_role": "rsm",
        "field_name": "Rae Moss",
        "took_over_at": "2024-06-01T08:00:00Z",
        "customer_told_at": "2024-06-01T09:00:00Z",
    },
}
READY: dict[str, Any] = {"evidence": {"removal_scheduled_on": "2024-06-14"}}
CRM: Call = ("close_crm", ADVOCATE, {"confirmation": "CRM-1"})
DESK: Call = ("close_servicenow", ADVOCATE, {"confirmation": "CS-1"})
RESOLVE: tuple[Call, ...] = (
    ("set_evidence", ADVOCATE, {"removal_scheduled_on": "2024-06-14"}),
    ("change_type", ADVOCATE, {"case_type": "buy_back", "reason": "x"}),
    ("set_caller_type", ADVOCATE, {"caller_type": "owner"}),
    ("log_attempt", ADVOCATE, {"channel": "phone", "reached": True}),
    CRM,
    DESK,
)
EVIDENCE = {
    "removal_scheduled_on": "2024-06-14",
    "issue_resolved_at": "2024-06-09T10:00:00Z",
    "customer_satisfied": True,
    "installer": "Hale & Sons",
    "result": "none",
    "specification_wrong": "The opening is too narrow.",
}

ADVOCATE_CASE = Fixture(
    kind="advocate",
    start=START,
    opener=ADVOCATE,
    opening={
        "account": ACCOUNT,
        "product": "Range @n",
        "serial": "S-@n",
        "case_type": "buy_back",
        "caller_type": "owner",
        "conversation_ever": True,
        "customer_email": "miller@example.com",
    },
    paths=(
        Path("open", "open", (("send_customer_mail", ADVOCATE, {}),)),
        Path("silent", "open", LADDER[:2], opening=SILENT, ending=RESOLVE),
        Path(
            "offered",
            "open",
            (("offer_sent", ADVOCATE, {"at": "2024-06-01T15:00:00Z"}),),
            opening={"case_type": "cabinet_replacement", "distributor": "affiliated"},
            ending=(("offer_answered", ADVOCATE, {"accepted": True}), *RESOLVE),
        ),
        Path("waiting", "waiting_customer", LADDER, opening=SILENT, ending=RESOLVE),
        Path("negotiating", "waiting_customer", LADDER, opening=TALKED, ending=RESOLVE),
        Path(
            "letter back",
            "letter_due",
            (*OUT, ("letter_bounced", "mail", {})),
            opening=SILENT,
            ending=RESOLVE,
        ),
        Path("letter out", "letter_sent", (*OUT, BLANK), opening=SILENT, ending=RESOLVE),
        Path("dated", "letter_sent", (*OUT, SENT), opening=TALKED, ending=RESOLVE),
        Path("closing by itself", "closable", (*OUT, SENT), opening=SILENT, ending=(CRM, DESK)),
        Path("ready", "closable", opening=READY),
        Path(
            "reviewed",
            "closable",
            (("tech_review_opened", ADVOCATE, {"id": "TR-1"}),),
            opening=READY,
            ending=(("tech_review_closed", ADVOCATE, {"id": "TR-1"}), CRM, DESK),
        ),
        Path("handed over", "handed_over", opening=TAKEN),
        Path("in the CRM", "closed_in_crm", (CRM,), opening=READY, ending=(DESK,)),
        Path("closed", "closed", (CRM, DESK), opening=READY),
        Path("opened again", "closable", (CRM, DESK, REOPEN, OWNER), opening=READY),
    ),
    inputs={
        "log_attempt": {"channel": "phone", "reached": False},
        "customer_contact": {"channel": "email"},
        "send_letter": {"channel": "email"},
        "set_evidence": EVIDENCE,
        "set_caller_type": {"caller_type": "owner"},
        "hand_over": {"field_role": "rsm", "field_name": "Rae Moss", "note": "Please call them."},
        "change_type": {"case_type": "finding_service_expedited", "reason": "A fault turned up."},
        "close_crm": {"confirmation": "CRM-1"},
        "close_servicenow": {"confirmation": "CS-1"},
        "reopen": {"reason": "The removal fell through."},
        "offer_answered": {"accepted": False},
        "tech_review_opened": {"id": "TR-9"},
        "tech_review_closed": {"id": "TR-9"},
        "letter_went_out": {"letter": 1},
        "mail_went_out": {"survey": True},
        "system_needs_person": {"system": "crm", "outcome": "rejected", "reason": "Close notes are missing."},
        "correct_facts": {"why": "Read again.", "serial": "S-77-@n", "conversation_ever": False},
    },
    others={
        "log_attempt": (*(one[2] for one in OVERDUE), {"channel": "phone", "reached": True}),
        "customer_contact": (
            {"channel": "phone"},
            {"channel": "voicemail", "at": "2024-05-20T15:00:00Z"},
        ),
        "send_letter": ({"channel": "post"},),
        "set_evidence": (
            {"removal_scheduled_on": None, "issue_resolved_at": None, "first_discussion_at": None},
            {"first_discussion_at": "2024-05-01T15:00:00Z", "distributor": "affiliated"},
        ),
        "set_caller_type": ({"caller_type": ""},),
        "change_type": (
            {"case_type": "no_response", "reason": "x"},
            {"case_type": "further_negotiation", "reason": "x"},
            {"case_type": "true_blue", "reason": "x"},
        ),
        "offer_sent": ({"at": "2024-05-20T15:00:00Z"},),
        "correct_facts": ({"why": "x", "distributor": "non_affiliated", "customer": "Mo Miller"},),
    },
    click=("ready", "close_crm", ADVOCATE),
    organisations={"customer": ACCOUNT},
)


class TestAdvocateCases(KindContract):
    """The contract."""

    of = ADVOCATE_CASE


class TestAdvocateCasesAtOnce(KindAtOnce):
    """The contract under many hands."""

    of = ADVOCATE_CASE
