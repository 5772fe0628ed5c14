"""Rows go through the door: all or none, or each by itself; twice is the same as once."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cases.access import RoleNotHeld
from cases.exchange.columns import NoImport, columns_of, values_of
from cases.exchange.importing import run_file
from cases.exchange.mapping_file import parse
from cases.exchange.report import HEAD, Report
from cases.kinds import Kind
from cases.models import Account, Case, TimelineEntry, User
from tests.cases.helpers import approved, fresh
from tests.example_kind.models import SeatChange

GOOD = ("Acme,5,8", "Borel,1,2", "Cato,7,3")
HEADINGS = "account,seats_now,seats_wanted"
Import = Callable[..., Report]


@pytest.fixture
def bring(seats: Kind, alice: User) -> Import:
    """Imports lines of CSV as Alice."""

    def run(*lines: str, head: str = HEADINGS, mapping: str = "", **how: Any) -> Report:
        raw = "\n".join([head, *lines]).encode()
        how = {"actor": alice, "mapping": parse(mapping.encode(), seats)} | how
        return run_file(seats, io.BytesIO(raw), name="seats.csv", **how)

    return run


def statuses(report: Report) -> list[str]:
    """What became of each row."""
    return [row.status for row in report.rows]


def codes(report: Report) -> list[tuple[int, str, str]]:
    """Line, column and code of each fault of a row."""
    return [(row.line, fault.column, fault.code) for row in report.rows for fault in row.faults]


def test_rows_become_cases_with_their_routing(bring: Import) -> None:
    report = bring(*GOOD)
    assert (report.ok, statuses(report)) == (True, ["opened"] * 3)
    case = SeatChange.objects.get(reference=report.rows[0].reference)
    assert (case.account.name, case.seats_now, case.seats_wanted, case.source) == ("Acme", 5, 8, "import")
    told = report.rows[0]
    decided = case.decisions.get()
    assert (told.rule, told.key) == (decided.rule, "Acme 8")
    assert told.team
    assert decided.card["answer"] in told.why


def test_twice_changes_nothing(bring: Import) -> None:
    first = bring(*GOOD)
    before = list(TimelineEntry.objects.values())
    again = bring(*GOOD)
    assert statuses(again) == ["existing"] * 3
    assert [row.reference for row in again.rows] == [row.reference for row in first.rows]
    assert list(TimelineEntry.objects.values()) == before


def test_a_case_that_went_on_is_recognised(bring: Import, alice: User) -> None:
    case = approved(alice, account="Acme", seats_now=5, seats_wanted=8)
    report = bring("acme,5,8")
    assert [(row.status, row.reference) for row in report.rows] == [("existing", case.reference)]


def test_all_or_nothing_tells_every_fault_in_one_go(bring: Import) -> None:
    report = bring("Acme,5,8", ",5,8", "Borel,five,-1", "Cato,7,3")
    assert statuses(report) == ["ready", "refused", "refused", "ready"]
    assert [row.reference for row in report.rows] == [""] * 4
    assert codes(report) == [
        (3, "A account", "required"),
        (4, "B seats_now", "invalid"),
        (4, "C seats_wanted", "min_value"),
    ]
    assert (Case.objects.count(), Account.objects.count(), TimelineEntry.objects.count()) == (0, 0, 0)


def test_partial_takes_the_good_rows(bring: Import) -> None:
    report = bring("Acme,5,8", ",5,8", "Cato,7,3", partial=True)
    assert (report.ok, statuses(report)) == (False, ["opened", "refused", "opened"])
    assert SeatChange.objects.count() == 2
    again = bring("Acme,5,8", ",5,8", "Cato,7,3", partial=True)
    assert statuses(again) == ["existing", "refused", "existing"]


@pytest.mark.parametrize("partial", [True, False])
def test_a_dry_run_does_nothing(bring: Import, partial: bool) -> None:
    report = bring(*GOOD, "Acme,5,8", dry_run=True, partial=partial)
    assert (report.ok, statuses(report)) == (True, ["ready", "ready", "ready", "existing"])
    assert {row.reference for row in report.rows} == {""}
    assert Case.objects.count() == 0


def test_the_same_row_twice_in_a_file_opens_one_case(bring: Import) -> None:
    report = bring("Acme,5,8", "ACME,5,8")
    assert statuses(report) == ["opened", "existing"]
    assert report.rows[0].reference == report.rows[1].reference
    assert report.rows[1].faults[0].message == "The row says the same as line 2."
    assert report.ok


def test_other_facts_than_those_of_the_case_are_refused_and_change_nothing(bring: Import) -> None:
    case = SeatChange.objects.get(reference=bring("Acme,5,8").rows[0].reference)
    report = bring("Acme,6,8")
    assert codes(report) == [(2, "B seats_now", "differs")]
    fault = report.rows[0].faults[0]
    assert fault.message == f"{case.reference} is there already, with “5” here where the file has “6”."
    assert "Correct the case" in fault.advice
    assert fresh(case).seats_now == 5


def test_cells_left_empty_say_nothing_against_the_case(bring: Import) -> None:
    bring("Acme,5,8,Europe/Oslo", head=f"{HEADINGS},time_zone")
    assert statuses(bring("Acme,5,8,", head=f"{HEADINGS},time_zone")) == ["existing"]
    assert codes(bring("Acme,5,8,Asia/Tokyo", head=f"{HEADINGS},time_zone")) == [
        (2, "D time_zone", "differs")
    ]


@pytest.mark.parametrize(
    "closing", [("closed_at", "2024-01-01"), ("outcome", "Changed"), ("state", "declined")]
)
def test_rows_about_closed_cases_are_left_out(bring: Import, closing: tuple[str, str]) -> None:
    report = bring(f"Acme,5,8,{closing[1]}", "Borel,1,2,", head=f"{HEADINGS},{closing[0]}")
    assert (statuses(report), report.ok) == (["left_out", "opened"], True)


def test_a_later_state_in_the_file_is_told_and_not_made_up(bring: Import) -> None:
    rows = ("Acme,5,8,Requested", "Borel,1,2,being confirmed", "Cato,7,3,Somewhere else")
    report = bring(*rows, head=f"{HEADINGS},state")
    assert (statuses(report), codes(report)) == (["opened"] * 3, [(3, "", "begins")])
    message = report.rows[1].faults[0].message
    assert message == "The file says “Being confirmed”; the case begins in “Requested”."
    assert report.ok
    assert set(SeatChange.objects.values_list("state", flat=True)) == {"requested"}


def test_columns_that_nobody_knows_stop_the_import(bring: Import) -> None:
    report = bring("Acme,5,x,y", head="account,seats_now,Seats,colour")
    assert [(fault.code, fault.column) for fault in report.faults] == [
        ("unknown_column", "C Seats"),
        ("unknown_column", "D colour"),
        ("missing_column", ""),
    ]
    assert (report.rows, report.ok) == ([], False)


def test_a_mapping_makes_foreign_columns_ours(bring: Import) -> None:
    mapping = """
        ignore = ["Colour"]
        [columns]
        "Customer" = "account"
        "Before" = "seats_now"
        [values.seats_now]
        "none" = "0"
        [defaults]
        seats_wanted = 9
    """
    report = bring("Acme,none,red", head="customer, Before ,COLOUR", mapping=mapping)
    assert report.ok, report.faults
    case = SeatChange.objects.get(reference=report.rows[0].reference)
    assert (case.seats_now, case.seats_wanted) == (0, 9)
    assert codes(bring("Acme,many,red", head="Customer,Before,Colour", mapping=mapping)) == [
        (2, "B Before", "invalid")
    ]


def test_two_columns_cannot_be_one(bring: Import) -> None:
    mapping = '[columns]\n"Customer" = "account"'
    report = bring("Acme,5,8,Acme", head=f"{HEADINGS},Customer", mapping=mapping)
    assert [fault.code for fault in report.faults] == ["column_twice"]


def test_an_account_of_digits_is_a_name(bring: Import, a_case: Any) -> None:
    number = a_case(account="Acme").account.pk
    report = bring(f"{number},5,8")
    assert SeatChange.objects.get(reference=report.rows[0].reference).account.name == str(number)


def test_who_may_import(bring: Import, charlie: User, alice: User) -> None:
    report = bring(*GOOD, actor=charlie)
    assert [fault.code for fault in report.faults] == ["WRONG_ROLE"]
    with pytest.raises(RoleNotHeld):
        bring(*GOOD, actor=alice, as_role="manager")
    assert Case.objects.count() == 0
    assert statuses(bring(*GOOD, actor=None)) == ["opened"] * 3
    entry = TimelineEntry.objects.order_by("pk").first()
    assert entry is not None
    assert (entry.actor, entry.as_role) == (None, "customer_care")


def test_progress_is_told(bring: Import) -> None:
    told: list[tuple[int, int]] = []
    bring(*GOOD, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_file_that_breaks_in_the_middle_changes_nothing(bring: Import) -> None:
    report = bring(*GOOD, 'Dido,1,"open', partial=True)
    assert [fault.code for fault in report.faults] == ["quote"]
    assert report.faults[0].message.startswith("Line 5:")
    assert Case.objects.count() == 0


def test_the_report_as_data_and_as_a_table(bring: Import) -> None:
    report = bring("Acme,5,8", ",x,8", partial=True)
    data = report.as_json()
    assert (data["ok"], data["counts"]["opened"], data["counts"]["refused"]) == (False, 1, 1)
    head, *lines = report.table()
    assert head == HEAD
    assert [(line[0], line[1], line[3]) for line in lines] == [
        (2, "opened", ""), (3, "refused", "required"), (3, "refused", "invalid"),
    ]  # fmt: skip
    assert {len(line) for line in lines} == {len(HEAD)}


def test_columns_and_values_of_a_kind(seats: Kind, a_case: Any) -> None:
    names = [column.name for column in columns_of(seats)]
    assert names == ["account", "time_zone", "seats_now", "seats_wanted"]
    assert columns_of(seats)[0].holds == "account"
    case = a_case(time_zone="Europe/Oslo")
    assert values_of(seats, case) == {
        "account": "Northwind", "time_zone": "Europe/Oslo", "seats_now": 5, "seats_wanted": 8,
    }  # fmt: skip
    with pytest.raises(NoImport, match="Seat changes have no import"):
        columns_of(replace(seats, imports=None))
