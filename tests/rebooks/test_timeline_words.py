"""What the timeline and the deadlines say in words once something happened."""

from __future__ import annotations

from datetime import UTC, datetime

from cases import registry
from cases.present.casepage import ahead
from cases.present.fieldwords import FieldWords
from cases.present.history import entries, read
from tests.rebooks.helpers import Story, at

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def test_an_outcome_is_told_by_its_name() -> None:
    kind = registry.get_kind("rebook")
    words = FieldWords(kind, "UTC", NOW)
    assert {words.value("outcome", code) for code in kind.outcomes} == set(kind.outcomes.values())
    assert words.value("outcome", "re_engaged") == "Re-engaged"


def test_who_confirmed_a_handling_error_is_told_by_name_and_role(order: Story) -> None:
    order.done("2024-05-14T11:00", "confirm_admin_error", "order_processing", note="Booked twice")
    newest = entries(order.case, read(order.case), order.people["ar"], at("2024-05-14T11:30"))[0]
    told = {change["label"]: change["new"] for change in newest["changes"]}
    assert told["Confirmed as"] == "Order Processing"
    assert told["Error confirmed by"] == str(order.case.admin_error_confirmed_by)


def test_a_deadline_that_fired_tells_what_it_did(order: Story) -> None:
    given = {"reason": "rebook", "request_source": "order_processing", "intended": "time_and_amount"}
    order.done("2024-05-14T10:00", "record_request", "order_processing", **given)
    order.tick("2024-05-15T10:01")
    order.tick("2024-05-16T10:01")
    told = {row["label"]: row["does"] for row in ahead(order.case, order.people["ar"], NOW)}
    assert told["Rebook window ends"] == "Ended the window for the second order"
    shown = entries(order.case, read(order.case), order.people["ar"], at("2024-05-16T10:02"))
    flags = [change for entry in shown for change in entry["changes"] if change["label"] == "Flags"]
    assert [change["new"] for change in flags] == ["none", "Late window"]


def test_a_case_given_back_is_nobodys(order: Story) -> None:
    order.done("2024-05-14T11:00", "open_ticket", "order_processing")
    order.done("2024-05-14T11:10", "claim", "research_specialist")
    order.done("2024-05-14T11:20", "release", "research_specialist")
    newest = entries(order.case, read(order.case), order.people["ar"], at("2024-05-14T11:30"))[0]
    assert [(change["label"], change["new"]) for change in newest["changes"]] == [("Owner", "nobody")]
