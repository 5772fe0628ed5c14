"""The sample of 500 orders comes in as docs/import.md says, and a second time changes nothing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from cases import registry
from cases.exchange.importing import run_file
from cases.exchange.mapping_file import load
from cases.exchange.report import STATUSES, Report
from cases.models import Account, Deadline, OutboxMessage, TimelineEntry
from rebooks.models import RebookCase

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "docs" / "samples"
PAGE = (ROOT / "docs" / "import.md").read_text(encoding="utf-8").split("## The sample")[1]


def brought(ending: str) -> Report:
    """The report of importing the sample, the good rows by themselves."""
    kind = registry.get_kind("rebook")
    mapping = load(SAMPLES / "rebook-orders.mapping.toml", kind)
    return run_file(kind, SAMPLES / f"rebook-orders.{ending}", actor=None, mapping=mapping, partial=True)


def documented(turn: int) -> dict[str, int]:
    """How many rows become what, as the page says: the first time or the second."""
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \|$", PAGE, flags=re.MULTILINE)
    return {status: int((first, second)[turn]) for status, first, second in rows}


def faults() -> dict[str, int]:
    """How often each code comes, as the page says."""
    return {code: int(n) for code, n in re.findall(r"^\| `(\w+)` \| (\d+) \|$", PAGE, flags=re.MULTILINE)}


def codes(report: Report) -> dict[str, int]:
    """How often each code comes among the refused rows."""
    return Counter(f.code for row in report.rows if row.status == "refused" for f in row.faults)


def everything() -> list[int]:
    """How many rows each table has that an import writes."""
    tables = (RebookCase, Account, TimelineEntry, Deadline, OutboxMessage)
    return [table.objects.count() for table in tables]


@pytest.mark.acceptance
@pytest.mark.django_db
def test_the_sample_comes_in_as_documented_and_once() -> None:
    first = brought("csv")
    assert {name: first.counts[name] for name in STATUSES} == {"ready": 0, **documented(0)}
    assert codes(first) == faults()
    assert len({row.rule for row in first.rows if row.status == "opened"}) > 12
    assert all(row.team and row.why for row in first.rows if row.status == "opened")
    before = everything()
    again = brought("csv")
    assert {name: again.counts[name] for name in STATUSES} == {"ready": 0, **documented(1)}
    assert codes(again) == faults()
    # The workbook tells the same facts: dates and numbers of its own, and none of them differs.
    book = brought("xlsx")
    assert (book.counts, codes(book)) == (again.counts, codes(again))
    assert everything() == before
