"""A mapping file says how foreign columns, words and times are read; what is wrong in it is said."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from cases.exchange.columns import Column
from cases.exchange.mapping import Clock, ColumnMap, MappingError
from cases.exchange.mapping_file import load, parse
from cases.exchange.table import Value
from cases.exchange.values import CellError, text_of
from cases.kinds import Kind

GOOD = """
kind = "seat_change"
ignore = ["Owner"]
[columns]
"Customer Name" = "account"
"Seats before" = "seats_now"
[values.seats_wanted]
"a  Dozen" = "12"
[defaults]
time_zone = "Europe/Oslo"
[instants]
zone_column = "time_zone"
formats = ["%d.%m.%Y %H:%M"]
twice = "second"
[amounts]
decimal = ","
"""


def test_a_mapping_is_read(seats: Kind) -> None:
    found = parse(GOOD.encode(), seats)
    assert found.columns == {"customer name": "account", "seats before": "seats_now"}
    assert found.ignore == {"owner"}
    assert found.values == {"seats_wanted": {"a dozen": "12"}}
    assert found.defaults == {"time_zone": "Europe/Oslo"}
    assert found.clock == Clock("", "time_zone", ("%d.%m.%Y %H:%M",), "second", "refuse")
    assert found.decimal == ","


def test_json_says_the_same(seats: Kind) -> None:
    import tomllib

    assert parse(json.dumps(tomllib.loads(GOOD)).encode(), seats, name="m.JSON") == parse(
        GOOD.encode(), seats
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind = 'other'", "“kind” is not seat_change."),
        ("surprise = 1", "“surprise” is no key"),
        ("columns = 3", "columns: give a table"),
        ("[columns]\nx = 'nothing'", "“x” is mapped to “nothing”, which is no column"),
        ("[columns]\nx = 'account'\ny = 'account'", "two columns are mapped to “account”"),
        ("ignore = 'x'", "ignore: give a list"),
        ("[values.nothing]\na = 'b'", "values.nothing: “nothing” is no column"),
        ("[values.account]\na = []", "values.account: give a text"),
        ("[defaults]\nnothing = 'x'", "defaults: “nothing” is no column"),
        ("[instants]\nzone = 'Oslo'", "instants.zone: use a name such as Europe/Oslo"),
        ("[instants]\nzone_column = 'x'", "instants.zone_column: “x” is no column"),
        ("[instants]\ntwice = 'maybe'", "instants.twice: use one of refuse, first, second"),
        ("[instants.account]\nzone = 'UTC'", "instants: “account” is no column that holds an instant"),
        ("[amounts]\ndecimal = ';'", "amounts.decimal: use “.” or “,”"),
        ("[amounts]\ngroups = ';'", "“amounts.groups” is no key"),
        ("not toml", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(seats: Kind, text: str, sentence: str) -> None:
    with pytest.raises(MappingError) as caught:
        parse(text.encode(), seats)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    "raw", [b"[" * 50_000, b"[1]", b"\xff", b"{" * 20], ids=["deep", "list", "bytes", "open"]
)
def test_json_that_is_no_mapping_is_refused(seats: Kind, raw: bytes) -> None:
    with pytest.raises(MappingError):
        parse(raw, seats, name="m.json")


def test_every_fault_is_told_at_once(seats: Kind) -> None:
    with pytest.raises(MappingError) as caught:
        parse(b"x = 1\ny = 2\nignore = 3", seats)
    assert len(caught.value.faults) == 3


def test_a_file_that_is_missing_or_too_large(seats: Kind, tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(MappingError, match="cannot be opened"):
        load(Path(str(tmp_path)) / "none.toml", seats)
    with pytest.raises(MappingError, match="larger than 1 MB"):
        parse(b"#" * (2**20 + 1), seats)


WHEN = Column("processed_at", "Processed", "", "instant", required=True)
MONEY = Column("amount", "Amount", "", "amount", required=True)
TEXT = Column("order", "Order", "", "text", required=True)


def as_text(value: Value, column: Column, mapping: ColumnMap | None = None, zone: str = "") -> str:
    """The cell as the form gets it, or the code it is refused with."""
    mapping = mapping or ColumnMap()
    try:
        return text_of(value, column, mapping, mapping.clock, zone)
    except CellError as error:
        return error.fault.code


NEW_YORK, LORD_HOWE = "America/New_York", "Australia/Lord_Howe"


@pytest.mark.parametrize(
    ("value", "zone", "expected"),
    [
        ("2024-05-14T10:00:00-04:00", "", "2024-05-14T10:00:00-04:00"),
        ("2024-05-14 10:00Z", "Europe/Oslo", "2024-05-14T10:00:00+00:00"),
        ("2024-05-14T10:00", "", "instant_without_offset"),
        ("2024-05-14T10:00", NEW_YORK, "2024-05-14T10:00:00-04:00"),
        ("14.05.2024 10:00", NEW_YORK, "2024-05-14T10:00:00-04:00"),
        ("2024-03-10T02:30", NEW_YORK, "time_skipped"),
        ("2024-11-03T01:30", NEW_YORK, "time_twice"),
        ("2024-10-06T02:15", LORD_HOWE, "time_skipped"),
        ("2024-04-07T01:45", LORD_HOWE, "time_twice"),
        ("2024-04-07T02:00", LORD_HOWE, "2024-04-07T02:00:00+10:30"),
        ("2024-05-14", NEW_YORK, "instant"),
        ("2024-05-14T10:00", "Mars/Base", "zone"),
        ("14.05.2024", NEW_YORK, "instant"),
        ("9999-12-31T23:59", NEW_YORK, "instant"),
        (datetime(2024, 5, 14, 10), NEW_YORK, "2024-05-14T10:00:00-04:00"),  # noqa: DTZ001 - a cell's
        (date(2024, 5, 14), NEW_YORK, "instant"),
        (Decimal("45426.4"), NEW_YORK, "instant"),
        (True, NEW_YORK, "instant"),
    ],
)
def test_instants(value: Value, zone: str, expected: str) -> None:
    assert as_text(value, WHEN, ColumnMap(clock=Clock(formats=("%d.%m.%Y %H:%M",))), zone) == expected


@pytest.mark.parametrize(
    ("clock", "value", "expected"),
    [
        (Clock(NEW_YORK, twice="first"), "2024-11-03T01:30", "2024-11-03T01:30:00-04:00"),
        (Clock(NEW_YORK, twice="second"), "2024-11-03T01:30", "2024-11-03T01:30:00-05:00"),
        (Clock(NEW_YORK, skipped="after"), "2024-03-10T02:30", "2024-03-10T07:00:00+00:00"),
        (Clock(NEW_YORK, formats=("%d/%m/%Y",)), "14/05/2024", "2024-05-14T00:00:00-04:00"),
    ],
    ids=["first", "second", "after", "a date alone, where the mapping has a format for it"],
)
def test_a_mapping_may_say_what_is_meant(clock: Clock, value: str, expected: str) -> None:
    assert as_text(value, WHEN, ColumnMap(clock=clock)) == expected


@pytest.mark.parametrize(
    ("value", "decimal", "expected"),
    [
        ("4990.00", ".", "4990.00"),
        ("4.990,00", ",", "4990.00"),
        ("4 990,5", ",", "4990.5"),
        ("4990", ",", "4990"),
        ("4,990.00", ",", "amount"),
        ("4990.00", ",", "amount"),
        (Decimal("0.1"), ",", "0.1"),
        (Decimal("1E+3"), ".", "1000"),
        (True, ".", "true"),
    ],
)
def test_amounts(value: Value, decimal: str, expected: str) -> None:
    assert as_text(value, MONEY, ColumnMap(decimal=decimal)) == expected


def test_a_number_in_a_column_of_text_is_what_was_typed_or_refused() -> None:
    assert as_text(Decimal(4011826), TEXT) == "4011826"
    assert as_text(Decimal("4011826.0"), TEXT) == "4011826"
    assert as_text(Decimal("1.2345678901234567E+19"), TEXT) == "number_cut"
    assert as_text(datetime(2024, 5, 14), TEXT) == "date_cell"  # noqa: DTZ001 - a spreadsheet's


def test_values_are_compared_without_case_and_spaces() -> None:
    mapping = ColumnMap(values={"order": {"usd $": "USD"}})
    assert as_text("  Usd  $ ", TEXT, mapping) == "USD"
    assert as_text("EUR", TEXT, mapping) == "EUR"
