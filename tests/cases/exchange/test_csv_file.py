"""CSV files are read strictly, and what is wrong is said with its line."""

from __future__ import annotations

import io

import pytest

from cases.exchange import csv_file, table
from cases.exchange.reading import ReadingError, opened


def read(raw: bytes, **how: str) -> list[tuple[int, dict[str, object]]]:
    """The rows by the names of their columns."""
    with opened(io.BytesIO(raw), name="orders.csv", **how) as source:
        names = [heading.name for heading in source.headings]
        return [(row.line, {names[at]: value for at, value in row.cells.items()}) for row in source.rows()]


def fault(raw: bytes, **how: str) -> ReadingError:
    """What reading it is refused with."""
    with pytest.raises(ReadingError) as caught:
        read(raw, **how)
    assert caught.value.advice
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_mark_at_the_beginning_says_the_encoding(encoding: str) -> None:
    assert read("n,t\n1,Zürich 東京\n".encode(encoding)) == [(2, {"n": "1", "t": "Zürich 東京"})]


def test_another_encoding_is_refused_unless_it_is_named() -> None:
    raw = "n,t\n1,x\n2,Zürich €\n".encode("cp1252")
    error = fault(raw)
    assert (error.code, error.line) == ("encoding", 3)
    assert "cp1252" in error.advice
    assert read(raw, encoding="cp1252")[1] == (3, {"n": "2", "t": "Zürich €"})
    assert fault(raw, encoding="klingon").code == "encoding"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_separators_and_line_ends(separator: str, end: str) -> None:
    text = end.join([f"n{separator}t", f'1{separator}"a{separator}""b"""', ""])
    assert read(text.encode()) == [(2, {"n": "1", "t": f'a{separator}"b"'})]


def test_headings_that_leave_the_separator_open_are_refused() -> None:
    assert fault(b"a,b;c\n1,2;3\n").code == "separator"
    assert read(b"alone\n1\n") == [(2, {"alone": "1"})]


def test_a_first_line_may_say_the_separator() -> None:
    assert read(b'sep=;\r\na,b;c\r\n1,2;"3\n4"\r\n5;6\r\n') == [
        (3, {"a,b": "1,2", "c": "3\n4"}), (5, {"a,b": "5", "c": "6"}),
    ]  # fmt: skip
    assert fault(b'sep=;\na;b\n1;2\n3;"open\n').line == 4


def test_lines_are_counted_as_in_an_editor_and_empty_rows_passed_over() -> None:
    raw = b'n,t\n\n1,"two\nlines"\n,\n2,x\n'
    assert read(raw) == [(3, {"n": "1", "t": "two\nlines"}), (6, {"n": "2", "t": "x"})]


def test_cells_lose_the_apostrophe_that_an_export_gave_them_and_no_other() -> None:
    raw = b"a,b,c,d\n'=1+1,''=1,'quoted',O'Brien\n"
    assert read(raw)[0][1] == {"a": "=1+1", "b": "'=1", "c": "'quoted'", "d": "O'Brien"}


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"", "empty", 0),
        (b"\n\n", "empty", 0),
        (b"a,,c\n1,2,3\n", "heading_empty", 1),
        (b"a,b, A\n1,2,3\n", "heading_twice", 1),
        (b"a,b\n1,2,3\n", "row_too_wide", 2),
        (b"a,b\n1,x\0y\n", "nul", 2),
        (b'a,b\n1,x\n2,"open\n3,y\n', "quote", 3),
        (b'a,b\n1,"x"y\n', "csv", 2),
        (b"a,b\n1,\xff\xfe\n", "encoding", 2),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes, code: str, line: int) -> None:
    error = fault(raw)
    assert (error.code, error.line) == (code, line)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fault(b"a,b\n1," + b"x" * (table.LONGEST_CELL + 1) + b"\n").code == "cell_too_long"
    assert fault(b"a,b\n1," + b"x" * (csv_file.LONGEST_LINE + 1) + b"\n").code == "line_too_long"
    assert fault(b'a,b\n1,"' + b"x\n" * 70_000 + b'"\n').code == "quote"
    assert fault(b",".join(b"c%d" % n for n in range(201)) + b"\n").code == "too_many_columns"
    monkeypatch.setattr(table, "MOST_ROWS", 3)
    assert (fault(b"a\n" + b"1\n" * 4).code, len(read(b"a\n" + b"1\n" * 3))) == ("too_many_rows", 3)


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.exchange.reading.MOST_BYTES", 10)
    error = fault(b"a\n" + b"1\n" * 10)
    assert (error.code, error.advice) == ("too_large", "Split it into several files.")


@pytest.mark.parametrize("name", ["orders.xls", "orders.xlsm", "orders.exe", "orders.csv.zip"])
def test_other_kinds_of_files_are_refused_by_their_name(name: str) -> None:
    with pytest.raises(ReadingError) as caught, opened(io.BytesIO(b"a\n1\n"), name=name):
        pytest.fail("it was opened")
    assert caught.value.code == "file_kind"


def test_a_file_that_is_not_there(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(ReadingError, match="cannot be opened"), opened(Path(str(tmp_path)) / "none.csv"):
        pytest.fail("it was opened")
