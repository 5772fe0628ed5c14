"""How rows of a table become rebook cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cases.imports import ImportAct, ImportSpec
from rebooks.forms import ImportForm
from rebooks.models import RebookCase

SECOND_ORDER = ImportAct(
    "second_order",
    when="second_order_no",
    inputs={
        "order_no": "second_order_no",
        "at": "rebooked_at",
        "amount": "rebook_amount",
        "currency": "rebook_currency",
        "disposition": "disposition",
    },
    role="order_system",
)
HANDLING_ERROR = ImportAct(
    "confirm_admin_error",
    when="admin_error_note",
    inputs={"note": "admin_error_note", "at": "admin_error_at"},
    role="order_processing",
)

SAMPLE = {
    "order_no": "40-11826",
    "account": "Harbour Analytics",
    "time_zone": "America/New_York",
    "processed_at": "2024-03-17T21:40:00-04:00",
    "amount": "4990.00",
    "currency": "USD",
    "opportunity_id": "OP-54118",
    "opportunity_stage": "closed_won",
    "opportunity_type": "new_license",
    "reason": "rebook",
    "request_source": "ar",
    "request_received_at": "2024-03-18T10:04:00-04:00",
    "requested_change": "",
    "intended": "time_and_amount",
    "second_order_no": "40-11907",
    "rebooked_at": "2024-03-19T14:52:00-04:00",
    "rebook_amount": "4990.00",
    "rebook_currency": "USD",
    "disposition": "cancelled",
    "admin_error_note": "",
    "admin_error_at": "",
}


def facts_of(case: RebookCase) -> Mapping[str, Any]:
    """The columns that say more than their field: a disposition without a second order came by a return."""
    return {"disposition": case.disposition if case.second_order_no else ""}


IMPORT = ImportSpec(
    form=ImportForm,
    key=("order_no",),
    sample=SAMPLE,
    role="order_processing",
    acts=(SECOND_ORDER, HANDLING_ERROR),
    again="request_received_at",
    facts=facts_of,
)
