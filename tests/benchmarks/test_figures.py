"""Percentiles, ratios, marks and tables, from times that are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.report import BEGIN, END, Run, as_json, markdown, put_into
from benchmarks.rows import Row, rows
from benchmarks.run import Cell, Cells, percentile
from benchmarks.wanted import Mark, family, growth, invalid, marks, times_floor
from benchmarks.weights import Weight, linked, weigh

SIZES = (10, 1000)
LIST = Row("list", "Floor: list", "one", lambda target: NotImplemented, floor="")
BARE = Row("bare", "Floor: bare", "one", lambda target: NotImplemented, floor="")
QUEUE = Row("queue:one", "Team queue", "one", lambda target: NotImplemented)
SEARCH = Row("search_word:one", "Search", "one", lambda target: NotImplemented)
CREATE = Row("create", "Create", "one", lambda target: NotImplemented, floor="bare")
ASKED = [LIST, BARE, QUEUE, SEARCH, CREATE]


def cells(**times: tuple[float, float]) -> Cells:
    """One time a row at each of the two sizes; six statements."""
    known = {"list": (10.0, 10.0), "bare": (8.0, 8.0)} | times
    named = {row.code: known[family(row)] for row in ASKED}
    return {
        (code, size): Cell(6, [time])
        for code, pair in named.items()
        for size, time in zip(SIZES, pair, strict=True)
    }


GOOD: dict[str, tuple[float, float]] = {"queue": (12.0, 14.4), "search": (10.0, 30.0), "create": (8.0, 20.0)}


@pytest.mark.parametrize(
    ("share", "wanted"), [(0.5, 3.0), (0.95, 5.0), (0.2, 1.0), (1.0, 5.0), (0.0, 1.0), (0.41, 3.0)]
)
def test_a_percentile_is_a_time_that_was_measured(share: float, wanted: float) -> None:
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], share) == wanted


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 0.5)


def test_one_slow_request_in_a_hundred_moves_neither_percentile() -> None:
    cell = Cell(1, [10.0] * 99 + [9000.0])
    assert (cell.p50, cell.p95) == (10.0, 10.0)


def test_a_row_is_held_against_its_own_floor_at_its_own_size() -> None:
    found = cells(**GOOD)
    assert times_floor(found, QUEUE, 10) == pytest.approx(1.2)
    assert times_floor(found, CREATE, 1000) == pytest.approx(2.5)
    assert growth(found, QUEUE.code, SIZES) == pytest.approx(1.2)


def test_figures_that_are_just_reached_are_met() -> None:
    found = marks(cells(**GOOD), ASKED, SIZES, 700.0)
    assert [mark.what for mark in found if not mark.met] == []
    assert len(found) == 8


@pytest.mark.parametrize(
    ("worse", "missed"),
    [
        ({"queue": (10.0, 12.2)}, ["Team queue, one: 1,000 against 10"]),
        (
            {"queue": (15.2, 15.2)},
            [f"Team queue, one: against its floor at {size}" for size in ("10", "1,000")],
        ),
        ({"search": (10.0, 30.2)}, ["Search, one: 1,000 against 10"]),
        ({"create": (20.2, 8.0)}, ["Create, one: against its floor at 10"]),
    ],
    ids=["growth", "list floor", "search", "bare floor"],
)  # fmt: skip
def test_a_figure_that_is_missed_is_named(worse: Any, missed: list[str]) -> None:
    found = marks(cells(**GOOD | worse), ASKED, SIZES)
    assert [mark.what for mark in found if not mark.met] == missed


def test_a_seventh_statement_and_too_much_memory_are_missed() -> None:
    found = cells(**GOOD)
    found[QUEUE.code, 10].statements = 7
    missed = [mark.what for mark in marks(found, ASKED, SIZES, 700.1) if not mark.met]
    assert missed == ["Team queue, one: statements", "Idle demo, sum of PSS"]


def test_statements_are_the_same_with_many_rows_and_few() -> None:
    few = Row("queue_few:specialist", "Team queue, few rows", "specialist", QUEUE.asked)
    many = Row("queue:specialist", "Team queue", "specialist", QUEUE.asked)
    found = {(row.code, size): Cell(6, [10.0]) for row in (LIST, few, many) for size in SIZES}
    assert all(mark.met for mark in marks(found, [LIST, few, many], SIZES))
    found[few.code, 10].statements = 5
    missed = [mark.what for mark in marks(found, [LIST, few, many], SIZES) if not mark.met]
    assert missed == ["Team queue: statements that depend on rows"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("queue:one", "queue"),
        ("all:one", "queue"),
        ("deep:one", "queue"),
        ("queue_few:one", "filtered"),
        ("search_words:one", "search"),
        ("create", "create"),
    ],
)
def test_lists_without_filters_are_queue_pages(code: str, told: str) -> None:
    assert family(Row(code, "", "one", QUEUE.asked)) == told


def test_of_a_filtered_list_only_the_statements_are_held() -> None:
    few = Row("queue_few:one", "Few", "one", QUEUE.asked)
    found = {(row.code, size): Cell(6, [10.0 * size]) for row in (LIST, few) for size in SIZES}
    assert [mark.what for mark in marks(found, [LIST, few], SIZES)] == ["Few, one: statements"]


def test_growth_is_not_told_of_one_size() -> None:
    assert not [mark for mark in marks(cells(**GOOD), ASKED, [10]) if "against 10" in mark.what]


def test_a_slow_floor_makes_the_run_invalid() -> None:
    assert invalid(cells(**GOOD), SIZES) == []
    slow = invalid(cells(**GOOD, list=(20.0, 20.1)), SIZES)
    assert slow == ["Invalid run: the list floor took 20.1 ms at 1,000 cases, more than 20."]


def test_the_tables_say_what_is_not_met(tmp_path: Path) -> None:
    found = cells(**GOOD | {"queue": (15.2, 15.2)})
    told = marks(found, ASKED, SIZES, 300.0)
    run = Run({"Commit": "abc"}, SIZES, ASKED, found, told, [], {"pages": 300.0})
    tables = markdown(run)
    assert "- Commit: abc" in tables
    assert "| Team queue | one | 15.2 / 15.2, 1.52 × | 15.2 / 15.2, 1.52 × | 1.00 × | 6 |" in tables
    assert "| Team queue, one: against its floor at 10 | 1.5 × | 1.52 × | **not met** |" in tables
    assert "| Idle demo, sum of PSS | 700 MB | 300.00 MB | met |" in tables
    assert '"met": false' in as_json(run)

    page = tmp_path / "page.md"
    page.write_text(f"# Before\n{BEGIN}\nold\n{END}\nAfter\n")
    put_into(page, tables)
    put_into(page, tables)
    text = page.read_text()
    assert text.startswith("# Before\n")
    assert text.endswith("After\n")
    assert "old" not in text
    assert text.count("Team queue, one: statements") == 1


def test_a_page_without_a_place_for_them_is_not_touched(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Nothing\n")
    with pytest.raises(ValueError, match="no place"):
        put_into(page, "tables")
    assert page.read_text() == "# Nothing\n"


def test_rows_have_codes_of_their_own_and_floors_that_are_measured() -> None:
    asked = rows()
    codes = [row.code for row in asked]
    assert len(set(codes)) == len(codes)
    assert {row.floor for row in asked} - {""} <= set(codes)
    assert Mark("exactly", 1.5, 1.504).met
    assert not Mark("above", 1.5, 1.506).met


def test_a_page_weighs_with_what_it_links_to_each_once() -> None:
    html = (
        '<link rel="stylesheet" href="/static/css/a.css"><link rel="icon" href="/static/icon.svg">'
        '<script src="/static/js/b.js" defer></script><script src="/static/js/b.js"></script>'
    )
    assert linked(html) == ["/static/css/a.css", "/static/js/b.js"]
    found = weigh(QUEUE, html.encode(), lambda address: b"x" * (1000 if address.endswith("css") else 500))
    assert (found.html, found.linked) == (len(html), 1500)
    assert found.linked_packed < 100
    assert found.first_packed == found.html_packed + found.linked_packed


def test_the_weights_stand_below_the_times(tmp_path: Path) -> None:
    run = Run({}, SIZES, ASKED, cells(**GOOD), [], [], weights=[Weight("Board", "one", 90_000, 9_000, 5, 4)])
    assert "| Board | one | 90,000 | 9,000 | 5 | 4 | 9,004 |" in markdown(run)


def test_boards_grow_by_half_at_most() -> None:
    board = Row("board_house:one", "Board", "one", lambda target: NotImplemented)
    told = cells(**GOOD) | {
        (board.code, size): Cell(9, [time]) for size, time in zip(SIZES, (10, 16), strict=True)
    }
    (mark,) = [mark for mark in marks(told, [LIST, board], SIZES) if "Board" in mark.what]
    assert (mark.wanted, mark.measured, mark.met) == (1.5, 1.6, False)
