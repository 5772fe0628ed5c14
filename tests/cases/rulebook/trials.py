"""Facts that are typed to try a decision: of each kind enough to make every fact that is read differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

Facts = Mapping[str, Any]
REBOOK: Final[Facts] = {
    "order_no": "O-1",
    "processed_at": "2026-11-17T21:40:00Z",
    "amount": "4990.00",
    "currency": "USD",
}
BOOKED: Final[Facts] = {
    "second_order_no": "O-2",
    "rebooked_at": "2026-11-19T01:40:00Z",
    "rebook_amount": "4990.00",
    "rebook_currency": "EUR",
}
WENT_WRONG: Final[Facts] = {
    "admin_error": True,
    "admin_error_note": "Booked twice.",
    "admin_error_role": "order_processing",
    "disposition": "cancelled",
    "return_request_no": "R-1",
    "return_processed_at": "2026-11-18T10:00:00Z",
    "change_overdue_at": "2026-11-19T09:00:00Z",
    "late_flagged_at": "2026-11-19T08:00:00Z",
    "late_fact": True,
    "second_order_again": True,
    "time_zone": "America/New_York",
}
SAID: Final[Facts] = {
    "reason": "licence_change",
    "request_source": "ar",
    "request_received_at": "2026-11-18T10:00:00Z",
}
ANNOUNCED: Final[Facts] = {
    "order_no": "O-3",
    "processed_at": "2026-11-18T21:40:00Z",
    "amount": "10.00",
    "currency": "EUR",
    "intended": "time_and_amount",
    "opener_team": "new_license",
    "window_ended_at": "2026-11-19T09:00:00Z",
}
TAKEOVER: Final[Facts] = {
    "move_type": "ec_dr_to_dr",
    "subject": "Harbour Analytics",
    "current_partner": "Old Partner",
    "new_partner": "New Partner",
    "companies": [
        {
            "name": "Harbour Analytics",
            "lines": [
                {"plan": "business", "billing": "monthly", "subscribed": 5, "allocated": 4},
                {
                    "plan": "business", "billing": "prepaid_1y", "subscribed": 3, "allocated": 2,
                    "end_date": "2027-03-31",
                },
            ],
        }
    ],
}  # fmt: skip
AGREED: Final[Facts] = {
    "time_zone": "America/New_York",
    "current_vad": "Old Distributor",
    "new_vad": "New Distributor",
    "requested_finish": "2027-02",
    "agreements": [
        {"party": "subject", "name": "Harbour Analytics", "received_at": "2026-11-17T10:00:00Z"},
        {
            "party": "new", "name": "New Partner", "received_at": "2026-11-16T10:00:00Z",
            "withdrawn_at": "2026-11-18T10:00:00Z",
        },
    ],
}  # fmt: skip
STEPPED: Final[Facts] = {
    "state": "in_progress",
    "target_month": "2026-12",
    "steps": [{"company": "Harbour Analytics", "number": 1, "status": "done"}],
}
ANOTHER_MOVE: Final[Facts] = {
    "move_type": "ir_vad_to_vad",
    "subject": "A Reseller",
    "current_partner": "Old VAD",
    "new_partner": "New VAD",
    "companies": [{"name": "One", "lines": []}, {"name": "Two", "lines": []}],
    "state": "completed",
}
TRANSITION: Final[Facts] = {
    "customer": "Harbour Analytics",
    "reseller": "Old Reseller",
    "accounts": [{"no": "A-1", "badge_count": 40}, {"no": "A-2", "badge_count": 12}],
    "groups": [
        {"name": "Staff", "last_set_issued": True, "billed": True},
        {"name": "Guests", "pending_badges": 3},
    ],
}
SWITCHED: Final[Facts] = {
    "deal_stage": "closed_won",
    "state": "final_check",
    "accounts": [{"no": "A-3", "badge_count": 3}],
    "groups": [{"name": "Staff", "pending_badges": 2}],
    "expired": [{"group": "Staff", "quantity": 2}],
    "reseller_users": ["ann", "bo"],
    "users_removed": ["bo"],
    "affiliation_updated_at": "2026-11-18T10:00:00Z",
    "mail_sent_at": "2026-11-18T11:00:00Z",
    "mail_bounced_at": "2026-11-18T12:00:00Z",
    "reseller_notified_at": "2026-11-10T10:00:00Z",
    "reseller_rep_involved_at": "2026-11-11T10:00:00Z",
    "manager_involved_at": "2026-11-12T10:00:00Z",
}
TICKET: Final[Facts] = {"product": "Unit 4", "case_type": "no_response"}
REACHED: Final[Facts] = {
    "case_type": "further_negotiation",
    "state": "letter_sent",
    "caller_type": "owner",
    "conversation_ever": True,
    "time_zone": "UTC",
    "evidence": {"first_discussion_at": "2026-10-01T10:00:00Z"},
    "attempts": [
        {"channel": "phone", "occurred_at": "2026-10-20T10:00:00Z"},
        {"channel": "phone", "occurred_at": "2026-10-25T10:00:00Z", "reached": True},
        {"channel": "email", "occurred_at": "2026-10-26T10:00:00Z", "bounced": True},
    ],
    "contacts": [
        {"channel": "phone", "occurred_at": "2026-10-02T10:00:00Z"},
        {"channel": "voicemail", "occurred_at": "2026-10-03T10:00:00Z"},
    ],
    "counts_after": "2026-10-05T10:00:00Z",
    "wait_due_at": "2026-11-05T10:00:00Z",
    "customer_mail_at": "2026-11-06T10:00:00Z",
    "letters": [
        {
            "kind": "no_reply", "created_at": "2026-11-01T10:00:00Z", "bounced_at": "2026-11-02T10:00:00Z",
            "void": True,
        },
        {
            "kind": "negotiation_deadline", "created_at": "2026-11-07T10:00:00Z",
            "sent_at": "2026-11-07T11:00:00Z", "deadline_date": "2026-12-01",
        },
    ],
    "reviews": [
        {"number": "TR-1", "opened_at": "2026-11-01T10:00:00Z"},
        {"number": "TR-2", "opened_at": "2026-11-01T10:00:00Z", "closed_at": "2026-11-03T10:00:00Z"},
    ],
    "offer_sent_at": "2026-11-08T10:00:00Z",
    "offer_expires_at": "2026-11-28T10:00:00Z",
}  # fmt: skip
OFFERED: Final[Facts] = {
    "case_type": "cabinet_replacement",
    "distributor": "non_affiliated",
    "state": "closed_in_crm",
    "closing_stuck": "service_desk",
    "offer_sent_at": "2026-11-09T10:00:00Z",
    "offer_expires_at": "2026-11-29T10:00:00Z",
    "offer_answered_at": "2026-11-10T10:00:00Z",
    "offer_lapsed_at": "2026-11-11T10:00:00Z",
}
REQUEST: Final[Facts] = {
    "client": "Northwind",
    "campaign": "Spring",
    "titan_order_id": "T-1",
    "products": ["Search"],
}
ON_RECORD: Final[Facts] = {
    "known_orders": [
        {
            "titan_order_id": "T-1",
            "client": "Northwind",
            "campaign": "Spring",
            "products": ["Search", "Mail"],
        },
        {"titan_order_id": "T-2", "client": "Other", "campaign": "Autumn", "products": ["Print"]},
    ],
    "invoice_lines": [
        {"product": "Search", "currency": "USD", "invoiced": "100.00", "fulfilled": "40.00"},
        {"product": "Mail", "currency": "EUR", "invoiced": "7.00", "fulfilled": "7.00"},
    ],
}  # fmt: skip
DONE: Final[Facts] = {
    "state": "true_up",
    "vision_vx_at": "2026-11-18T10:00:00Z",
    "titan_at": "2026-11-18T11:00:00Z",
    "rep_informed_at": "2026-11-18T12:00:00Z",
    "true_up_done_at": "2026-11-18T13:00:00Z",
    "trued_up": [{"product": "Search", "currency": "USD", "invoiced": "90.00", "fulfilled": "40.00"}],
}
TRIALS: Final[Mapping[str, Sequence[Facts]]] = {
    "rebook": (REBOOK | BOOKED | SAID, REBOOK | WENT_WRONG, ANNOUNCED),
    "takeover": (TAKEOVER, TAKEOVER | AGREED, TAKEOVER | AGREED | STEPPED, ANOTHER_MOVE),
    "affiliation": (TRANSITION, TRANSITION | SWITCHED, TRANSITION | {"state": "with_csm"}),
    "advocate": (TICKET, TICKET | REACHED, TICKET | OFFERED, TICKET | {"state": "closed"}),
    "cancellation": (
        REQUEST | ON_RECORD,
        REQUEST | ON_RECORD | DONE,
        REQUEST | {"products": ["all"]},
        {"client": "Nobody", "campaign": "None", "titan_order_id": "T-9"},
        REQUEST | {"state": "rejected", "outcome": "query"},
    ),
}
