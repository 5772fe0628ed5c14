"""Tables as files: re-opened by the programs that would run them, nothing is a formula, nothing is lost."""

from __future__ import annotations

import csv
import io
import tracemalloc
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from cases.exchange.cells import restored, unescaped
from cases.exchange.writing import LONGEST_TEXT, Table, WritingFault, csv_lines, write_xlsx

TEXTS = [
    "=1+1", "+1", "-2", "@A1", "\t=1", " =1", "＝1", "'=1", "''=1", "|calc", "007", "1E5", "2024-01-02",
    "O'Brien", "a,b;c", 'say "x"', "two\nlines", "with\rreturn", "bell\x07", "_x0041_", "<b>&amp;", "😀",
    "https://x.example",
]  # fmt: skip
ODD = timezone(timedelta(hours=5, minutes=45))


def table(*rows: list[Any], **options: Any) -> Table:
    """A table of as many columns as its first row."""
    return Table("Cases", [f"c{number}" for number in range(len(rows[0]))], rows, **options)


def as_csv(given: Table) -> list[list[str]]:
    """The rows below the head as a CSV reader sees them."""
    text = "".join(csv_lines(given))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1:]


def as_cells(given: Table) -> list[list[Any]]:
    """The cells below the head as a spreadsheet sees them."""
    file = io.BytesIO()
    assert write_xlsx(given, file) == len(list(given.rows))
    sheet = openpyxl.load_workbook(io.BytesIO(file.getvalue()))["Cases"]
    return [list(row) for row in sheet.iter_rows(min_row=2)]


def test_every_text_is_inert_and_comes_back() -> None:
    given = table(*[[text, "x"] for text in TEXTS])
    assert [restored(row[0]) for row in as_csv(given)] == TEXTS
    assert all(row[0][:1] not in {*"=+-@|\t"} for row in as_csv(given))
    cells = [row[0] for row in as_cells(given)]
    assert [unescaped(cell.value) for cell in cells] == TEXTS
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_what_would_run_when_edited_is_marked_as_text() -> None:
    quoted, free = [row[0] for row in as_cells(table(["=1+1"], ["plain"]))]
    assert quoted.quotePrefix
    assert not free.quotePrefix


@pytest.mark.parametrize(
    ("number", "shown", "pattern"),
    [
        (Decimal("4990.00"), "4990.00", "0.00"), (Decimal("-9.95"), "-9.95", "0.00"),
        (Decimal(4990), "4990", "0"), (Decimal("1.234"), "1.234", "0.000"),
        (Decimal("999999999999.999"), "999999999999.999", "0.000"), (7, "7", "0"),
    ],
)  # fmt: skip
def test_numbers_are_numbers_with_their_places(number: Any, shown: str, pattern: str) -> None:
    assert as_csv(table([number])) == [[shown]]
    [[cell]] = as_cells(table([number]))
    assert cell.data_type == "n"
    assert cell.number_format == pattern
    assert Decimal(str(cell.value)) == number


@pytest.mark.parametrize("cents", range(0, 1000, 7))
def test_no_amount_gets_a_digit_more(cents: int) -> None:
    amount = Decimal(cents) / 100
    [[cell]] = as_cells(table([amount]))
    assert Decimal(str(cell.value)) == amount


def test_a_number_that_a_spreadsheet_would_round_is_text() -> None:
    [[cell]] = as_cells(table([Decimal("1234567890123456.78")]))
    assert (cell.data_type, cell.value) == ("s", "1234567890123456.78")


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 11, 18, 2, 40, tzinfo=UTC), "2026-11-18T02:40:00Z"),
        (datetime(2026, 11, 18, 2, 40, 5, 120, tzinfo=UTC), "2026-11-18T02:40:05.000120Z"),
        (datetime(2026, 11, 18, 2, 40, tzinfo=ODD), "2026-11-17T20:55:00Z"),
    ],
)
def test_instants_are_utc_and_whole(at: datetime, shown: str) -> None:
    assert as_csv(table([at])) == [[shown]]
    [[cell]] = as_cells(table([at]))
    assert (cell.data_type, cell.value) == ("s", shown)
    assert datetime.fromisoformat(shown) == at


def test_nothing_is_an_empty_cell() -> None:
    assert as_csv(table([None, "", "x"])) == [["", "", "x"]]
    assert [cell.value for cell in as_cells(table([None, "", "x"]))[0]] == [None, None, "x"]


@pytest.mark.parametrize("text", ["y" * 40_000, "😀" * 20_000], ids=["narrow", "wide"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(text: str) -> None:
    [[cell]] = as_cells(table([text]))
    assert cell.value.endswith(f"[cut here; the CSV has all {len(text):,} characters]")
    assert cell.value.startswith(text[:100])
    assert len(cell.value.encode("utf-16-le")) <= 2 * LONGEST_TEXT
    assert as_csv(table([text])) == [[text]]


def test_a_text_at_the_limit_is_whole() -> None:
    assert as_cells(table(["y" * LONGEST_TEXT]))[0][0].value == "y" * LONGEST_TEXT


def test_a_table_that_must_be_whole_is_refused_instead_of_cut() -> None:
    with pytest.raises(WritingFault, match=r"Row 2, column c0: .* Take CSV"):
        write_xlsx(table(["y" * 40_000], whole=True), io.BytesIO())


def test_more_rows_than_the_format_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.exchange.writing.MOST_ROWS", 3)
    with pytest.raises(WritingFault, match="Take CSV"):
        write_xlsx(table(["a"], ["b"], ["c"]), io.BytesIO())


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_memory_does_not_grow_with_rows(fmt: str, tmp_path: Any) -> None:
    def peak(number: int) -> int:
        rows = ([f"row {one}", Decimal(one), "text " * 5] for one in range(number))
        given = Table("Cases", ["a", "b", "c"], rows)
        tracemalloc.start()
        if fmt == "csv":
            assert sum(1 for _ in csv_lines(given)) == number + 1
        else:
            with (tmp_path / f"{number}.xlsx").open("wb") as file:
                write_xlsx(given, file)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    few = peak(500)
    assert peak(5_000) < few + 300_000
