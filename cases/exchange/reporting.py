"""The report of an import as a table to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cases.exchange.report import HEAD, STATUSES
from cases.exchange.writing import Table
from cases.models import ImportRow, ImportRun

CHUNK: Final = 500
NOTHING: Final[dict[str, str]] = {}


def report_table(run: ImportRun) -> Table:
    """A line for each fault, and one for each row without any."""
    return Table("Report", HEAD, _lines(run))


def _lines(run: ImportRun) -> Iterator[list[Any]]:
    for fault in run.faults:
        yield [None, STATUSES["refused"], *_told(fault), "", "", "", ""]
    for row in ImportRow.objects.filter(run=run).order_by("position").iterator(chunk_size=CHUNK):
        where = (row.reference, row.team, row.rule, row.why)
        for fault in row.faults or [NOTHING]:
            yield [row.line, STATUSES.get(row.status, row.status), *_told(fault), *where]


def _told(fault: dict[str, str]) -> tuple[str, ...]:
    return tuple(fault.get(name, "") for name in ("column", "code", "message", "advice"))
