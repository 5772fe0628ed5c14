"""Importing a file, from choosing it to its report, and what happens when it is imported again."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from cases.exchange import working
from cases.models import Case, ImportRun
from tests.browser.axe import assert_accessible, assert_fits
from tests.browser.people import NARROW, WIDE, Desk

SAMPLES = Path(__file__).resolve().parents[2] / "docs" / "samples"
MAPPING = SAMPLES / "rebook-orders.mapping.toml"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A part of the sample: good rows, and some of the odd ones."""
    lines = (SAMPLES / "rebook-orders.csv").read_text().splitlines(keepends=True)
    part = tmp_path / "rebook-orders.csv"
    part.write_text("".join([*lines[:40], *lines[205:270]]))
    return part


@contextmanager
def worker() -> Iterator[None]:
    """A worker that does what waits, beside the browser."""

    def work() -> None:
        try:
            while working.run_next():
                pass
        finally:
            connection.close()

    thread = Thread(target=work)
    thread.start()
    yield
    thread.join(timeout=120)
    assert not thread.is_alive()


def looked_at(page: Page, what: str) -> None:
    """Nothing to be found by axe, in both themes, wide and narrow, and nothing sticks out."""
    assert_accessible(page, f"{what}, light")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(NARROW)
    assert_accessible(page, f"{what}, dark and narrow")
    assert_fits(page, f"{what}, narrow")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)


def choose(page: Page, file: Path) -> None:
    """Brings the file with its mapping file, by the page's own words."""
    page.get_by_role("link", name="Import", exact=True).first.click()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_text("With a mapping file").click()
    page.get_by_label("Mapping file").set_input_files(MAPPING)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(file.name)


def figures(page: Page) -> dict[str, int]:
    """The figures of the result by their labels."""
    tiles = page.locator("a.tile").all_inner_texts()
    return {text.split("\n")[0]: int(text.split()[-1]) for text in tiles}


def test_a_file_becomes_cases_and_the_same_file_changes_nothing(desk: Desk, sample: Path) -> None:
    before = Case.objects.count()
    page = desk("oskar", "/")
    choose(page, sample)
    expect(page.get_by_label("Column A is (Order Number)")).to_have_value("order_no")
    looked_at(page, "columns of a file")
    page.get_by_label("Import the rows that are right").check()
    page.get_by_role("button", name="Import the file").click()
    expect(page.get_by_role("main")).to_contain_text("It begins in a moment")
    looked_at(page, "import that waits")
    with worker():
        expect(page.get_by_role("progressbar", name=re.compile(r"\d+ of 104 rows"))).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("cases were opened", timeout=120_000)
    found = figures(page)
    assert found["Opened"] == Case.objects.count() - before > 0
    assert found["Refused"] > 0
    looked_at(page, "result of an import")
    _report_is_whole(page, found)
    _opened_are_listed_by_team(page, found["Opened"])

    everything = list(Case.objects.order_by("pk").values())
    choose(page, sample)
    expect(page.get_by_role("main")).to_contain_text("This very file was imported today 15:18 by you.")
    looked_at(page, "file that was imported before")
    page.get_by_label("Import the rows that are right").check()
    page.get_by_role("button", name="Import the file").click()
    with worker():
        expect(page.get_by_role("main")).to_contain_text("Nothing changed.", timeout=120_000)
    assert figures(page)["Already there"] >= found["Opened"]
    assert list(Case.objects.order_by("pk").values()) == everything
    page.get_by_role("link", name="Import", exact=True).first.click()
    looked_at(page, "imports so far")


def _report_is_whole(page: Page, found: dict[str, int]) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Report as CSV").click()
    assert re.fullmatch(r"import-report-\d{8}-\d{4}\.csv", download.value.suggested_filename)
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    lines = {row["line"]: row["status"] for row in csv.DictReader(text.splitlines())}
    assert len(lines) == sum(found.values()) == 104
    assert list(lines.values()).count("Opened") == found["Opened"]


def _opened_are_listed_by_team(page: Page, opened: int) -> None:
    page.get_by_role("link", name="Opened").click()
    by_team = page.get_by_role("navigation", name="By team").get_by_role("link")
    expect(by_team.first).to_be_visible()
    teams = by_team.all_inner_texts()
    counts = {" ".join(text.split()[:-1]): int(text.split()[-1]) for text in teams}
    assert counts.pop("All") == opened == sum(counts.values())
    page.get_by_role("link", name=re.compile("^Research ")).click()
    listed = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    expect(listed).to_have_count(counts["Research"])


def test_polling_ends_and_cancelling_is_one_press(desk: Desk, sample: Path) -> None:
    page = desk("oskar", "/")
    choose(page, sample)
    page.get_by_role("button", name="Import the file").click()
    page.get_by_role("button", name="Cancel the import").click()
    expect(page.get_by_role("main")).to_contain_text("The import was cancelled.")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2500)
    assert not [url for url in asked if "/import/" in url]
    assert ImportRun.objects.get().status == "cancelled"


def test_without_scripts_it_works_by_reloading(desk: Desk, sample: Path) -> None:
    page = desk("oskar", "/import/", java_script_enabled=False)
    page.get_by_label("File", exact=True).set_input_files(sample)
    page.get_by_text("With a mapping file").click()
    page.get_by_label("Mapping file").set_input_files(MAPPING)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Check only").click()
    expect(page.get_by_role("main")).to_contain_text("It begins in a moment")
    with worker():
        pass
    page.get_by_role("link", name="Show how far it is").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"Checked: \d+ rows would open a case"))


def test_what_the_columns_are_stands_below_its_headings(desk: Desk, sample: Path) -> None:
    page = desk("oskar", "/import/")
    page.get_by_label("File", exact=True).set_input_files(sample)
    page.get_by_role("button", name="Look at the file").click()
    table = page.get_by_role("region", name="What the columns are").get_by_role("table")
    heads, cells = table.get_by_role("columnheader"), table.get_by_role("row").nth(1).locator("th, td")
    for at in range(3):
        head, cell = heads.nth(at).bounding_box(), cells.nth(at).bounding_box()
        assert head
        assert cell
        assert (head["x"], head["width"]) == (cell["x"], cell["width"])


def wrong(name: str, content: bytes) -> Callable[[Path], Path]:
    """A file that is none."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (wrong("orders.pdf", b"%PDF-1.7"), "Choose a file ending in"),
        (wrong("orders.xlsx", b"PK\x03\x04broken"), "File: "),
        (wrong("orders.csv", b""), "The file is empty"),
    ],
    ids=["pdf", "zip", "empty"],
)
def test_a_wrong_file_is_said_at_the_field(
    desk: Desk, tmp_path: Path, make: Callable[[Path], Path], told: str
) -> None:
    desk.watch.expect("status of 422")
    page = desk("oskar", "/import/")
    page.get_by_label("File", exact=True).set_input_files(make(tmp_path))
    page.get_by_role("button", name="Look at the file").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("[data-error-summary]")).to_contain_text(told)
    looked_at(page, "a file that is none")
