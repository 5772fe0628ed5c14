"""Orders from a table: the request and what has happened since come in through the door's own verbs."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from cases import registry
from cases.exchange.importing import run_file
from cases.exchange.report import Report, RowReport
from cases.models import TimelineEntry
from rebooks.models import RebookCase
from tests.rebooks.helpers import Story

ORDER = {
    "order_no": "40-1", "account": "Northwind", "time_zone": "America/New_York",
    "processed_at": "2024-05-14T10:00:00-04:00", "amount": "4990.00", "currency": "USD",
}  # fmt: skip
REQUEST = {"reason": "rebook", "request_source": "ar", "request_received_at": "2024-05-14T12:00:00-04:00"}
SECOND = {
    "second_order_no": "40-2", "rebooked_at": "2024-05-15T09:00:00-04:00", "rebook_amount": "4990.00",
    "rebook_currency": "USD", "disposition": "cancelled",
}  # fmt: skip
MISTAKE = {"admin_error_note": "Keyed twice", "admin_error_at": "2024-06-01T09:00:00-04:00"}


def bring(*rows: dict[str, str], **how: Any) -> Report:
    """Imports the rows as one file."""
    text = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    raw = io.BytesIO(text.getvalue().encode())
    return run_file(registry.get_kind("rebook"), raw, name="orders.csv", **{"actor": None} | how)


def only(*rows: dict[str, str], **how: Any) -> RowReport:
    """What became of the last row."""
    report = bring(*rows, **how)
    assert not report.faults, report.faults
    return report.rows[-1]


def told(row: RowReport) -> list[tuple[str, str]]:
    """Column and code of what is wrong."""
    return [(fault.column.partition(" ")[2], fault.code) for fault in row.faults]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "rule", "team"),
    [
        (ORDER, "RB-17", "Research"),
        (ORDER | REQUEST | SECOND, "RB-3", "New License"),
        (ORDER | REQUEST | SECOND | {"rebooked_at": "2024-05-16T09:00:00-04:00"}, "RB-4", "New License"),
        (ORDER | REQUEST | SECOND | {"rebooked_at": "2024-05-17T09:00:00-04:00"}, "RB-14", "Re-Engage"),
        (ORDER | REQUEST | SECOND | {"rebook_amount": "4990.01"}, "RB-14", "Re-Engage"),
        (ORDER | REQUEST | SECOND | {"rebook_amount": "1.00"} | MISTAKE, "RB-2", "New License"),
        (ORDER | REQUEST | {"intended": "time_and_amount"}, "RB-16", "Re-Engage"),
        (ORDER | REQUEST | {"reason": "payment_time"}, "RB-5", "AR and Collections"),
    ],
    ids=["no request", "24 h", "48 h", "late", "other amount", "handling error", "window over", "payment"],
)
def test_each_row_goes_where_its_facts_send_it(row: dict[str, str], rule: str, team: str) -> None:
    found = only(row)
    assert (found.status, found.rule, found.team, told(found)) == ("opened", rule, team, [])


@pytest.mark.django_db
def test_what_happened_is_told_with_its_own_instants() -> None:
    reference = only(ORDER | REQUEST | SECOND | MISTAKE).reference
    case = RebookCase.objects.get(reference=reference)
    entries = TimelineEntry.objects.filter(case=case.pk).order_by("seq")
    assert [(one.action, one.as_role) for one in entries] == [
        ("open", "order_processing"),
        ("second_order", "order_system"),
        ("confirm_admin_error", "order_processing"),
    ]
    assert entries[1].at == case.rebooked_at
    assert entries[2].at == case.admin_error_at
    assert (case.second_order_no, case.disposition, case.admin_error) == ("40-2", "cancelled", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"currency": "XXX"}, [("currency", "currency")]),
        ({"amount": "-1"}, [("amount", "amount")]),
        ({"amount": "4990.001"}, [("amount", "decimals")]),
        ({"processed_at": "2024-05-14T10:00:00"}, [("processed_at", "instant_without_offset")]),
        ({"processed_at": "2190-05-14T10:00:00Z"}, [("processed_at", "future")]),
        ({"time_zone": "Mars/Base"}, [("time_zone", "zone")]),
        ({"opportunity_stage": "open"}, [("", "RB_NOT_CLOSED_WON")]),
        (REQUEST | {"request_received_at": ""}, [("request_received_at", "required")]),
        (REQUEST | {"request_received_at": "2024-05-13T10:00:00Z"}, [("request_received_at", "too_early")]),
        (SECOND | {"rebooked_at": ""}, [("rebooked_at", "required")]),
        (SECOND | {"rebooked_at": "2024-05-13T10:00:00Z"}, [("rebooked_at", "too_early")]),
        (SECOND | {"second_order_no": "40-1"}, [("second_order_no", "same_order")]),
        (SECOND | {"rebook_currency": "JPY", "rebook_amount": "1.5"}, [("rebook_amount", "decimals")]),
        (MISTAKE | {"admin_error_note": ""}, [("admin_error_note", "required")]),
        (MISTAKE | {"admin_error_at": ""}, [("admin_error_at", "required")]),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_with_its_column(
    change: dict[str, str], faults: list[tuple[str, str]]
) -> None:
    row = only(ORDER | change)
    assert (row.status, told(row)) == ("refused", faults)
    assert all(fault.message and fault.advice for fault in row.faults)
    assert RebookCase.objects.count() == 0


def test_a_person_needs_the_roles_of_every_verb(story: Story) -> None:
    clerk, agent = story.people["order_processing"], story.people["nlr_agent"]
    refused = only(ORDER | REQUEST | SECOND, actor=agent, partial=True)
    assert (refused.status, told(refused)) == ("refused", [("", "WRONG_ROLE")])
    assert RebookCase.objects.count() == 0
    assert only(ORDER | REQUEST, actor=agent).status == "opened"
    opened = only(ORDER | REQUEST | SECOND | MISTAKE | {"order_no": "40-9"}, actor=clerk)
    assert opened.status == "opened"
    case = RebookCase.objects.get(reference=opened.reference)
    assert case.admin_error_confirmed_by == clerk


def test_a_new_wish_after_the_case_was_closed_is_a_new_case(order: Story) -> None:
    row = ORDER | {"order_no": "O-1"}
    assert only(row).status == "existing"
    order.done("2024-05-20T10:00", "withdraw", "nlr_agent", reason="No longer wanted")
    assert only(row).status == "existing"
    later = only(row | REQUEST | {"request_received_at": "2024-06-03T10:00:00Z"})
    assert (later.status, later.rule) == ("opened", "RB-17")
    earlier = only(row | REQUEST | {"request_received_at": "2024-05-16T10:00:00Z"})
    assert earlier.status == "refused"
    assert ("request_received_at", "differs") in told(earlier)


def test_a_second_order_that_only_the_file_knows_is_not_recorded_by_it(order: Story) -> None:
    row = only(ORDER | {"order_no": "O-1"} | SECOND)
    assert row.status == "refused"
    assert {code for _, code in told(row)} == {"differs"}
    order.case.refresh_from_db()
    assert order.case.second_order_no == ""
