"""Reading the report of a members import: how many users were moved, and which lines failed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cases.text import shown

GOOD: Final = frozenset({"succeeded", "success", "successful", "ok", "done"})
BAD: Final = frozenset({"failed", "failure", "error", "ko"})
MOST: Final = 1_000_000
MOST_TOLD: Final = 20
MOST_ROWS: Final = 100_000
RUNNING: Final = "The import is still running. Fetch its report again when it has ended."


class ReportError(ValueError):
    """The report cannot be used: `told` are the sentences that say where, why and what to do."""

    def __init__(self, *told: str) -> None:
        super().__init__(" ".join(told))
        self.told = list(told)


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. `request` is the platform's number of it, `lines` those of its file that failed."""

    succeeded: int
    failed: int
    request: str = ""
    lines: tuple[int, ...] = ()

    def told(self) -> dict[str, Any]:
        """As it stays with the step."""
        return {
            "request": self.request,
            "succeeded": self.succeeded,
            "failed": self.failed,
            "lines": list(self.lines[:MOST_TOLD]),
        }


def read_report(content: bytes) -> Report:
    """The report, as the platform's JSON or as a table of the same fields; raises ReportError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReportError("The report is not in UTF-8. Fetch it again and save it as it is.") from error
    if text.lstrip()[:1] in {"{", "["}:
        return _from_json(text)
    return _from_rows(text)


def _from_json(text: str) -> Report:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReportError("The report is no whole JSON. Fetch it again and save it as it is.") from error
    data = found.get("data", found) if isinstance(found, dict) else None
    if not isinstance(data, dict):
        raise ReportError("The report has no “data”. Choose the details of one import.")
    status = str(data.get("status", "Terminated")).casefold()
    if status == "pending":
        raise ReportError(RUNNING)
    rows = data.get("report", [])
    if not isinstance(rows, list) or len(rows) > MOST_ROWS or not all(isinstance(one, dict) for one in rows):
        raise ReportError("“report” is no list of rows. Choose the details of one import.")
    counted = _count([(at, one) for at, one in enumerate(rows, 1)], "Row {} of “report”")
    request = data.get("reqId")
    name = request[:128] if isinstance(request, str) else ""
    if "counters" not in data:
        if not rows:
            raise ReportError("The report has neither “counters” nor rows. Choose the details of one import.")
        return Report(counted.succeeded, counted.failed, name, counted.lines)
    good, bad = _counters(data["counters"])
    if counted.succeeded > good or counted.failed > bad:
        told = f"{counted.succeeded:,} succeeded and {counted.failed:,} failed rows"
        raise ReportError(f"The counters do not fit {told}. Fetch the report again.")
    return Report(good, bad, name, counted.lines)


def _counters(given: Any) -> tuple[int, int]:
    if not isinstance(given, dict):
        raise ReportError("“counters” holds no counts. Fetch the report again.")
    told = []
    for name in ("succeeded", "failed"):
        value = given.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
            said = f"“counters.{name}” is “{shown(str(value))}”, which is no count from 0 to {MOST:,}."
            told.append(f"{said} Fetch the report again.")
    if told:
        raise ReportError(*told)
    return given["succeeded"], given["failed"]


def _from_rows(text: str) -> Report:
    """A table with a row for each user; its first row names the columns."""
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    lines = [(at, line) for at, line in lines if not line.startswith("%")]
    if not lines:
        raise ReportError("The report is empty. Choose the report of an import.")
    mark = max(";,\t", key=lines[0][1].count)
    try:
        table = list(csv.reader(io.StringIO("\n".join(line for _, line in lines)), delimiter=mark))
    except csv.Error as error:
        raise ReportError("The report is no table that can be read. Fetch it again.") from error
    names = [name.strip().casefold() for name in table[0]]
    if "status" not in names:
        raise ReportError("The report has no column “status”. Choose the report, not the members file.")
    if len(table) > MOST_ROWS:
        raise ReportError(f"The report has more than {MOST_ROWS:,} rows. Choose the report of one company.")
    places = [at for at, _ in lines[1:]]
    rows = [(at, dict(zip(names, cells, strict=False))) for at, cells in zip(places, table[1:], strict=False)]
    return _count(rows, "Line {}")


def _count(rows: Sequence[tuple[int, Mapping[str, Any]]], called: str) -> Report:
    """Succeeded and failed rows; raises ReportError naming each row that is neither."""
    good, bad, wrong = 0, 0, []
    lines: list[int] = []
    for at, row in rows:
        status = str(row.get("status", "")).strip().casefold()
        if status in GOOD:
            good += 1
        elif status in BAD:
            bad += 1
            lines += _lines(row)
        else:
            said = f"{called.format(at)}: the status “{shown(status)}” is not known."
            wrong.append(f"{said} It is succeeded or failed.")
    if wrong:
        more = [f"{len(wrong) - MOST_TOLD:,} more are not listed."] if len(wrong) > MOST_TOLD else []
        raise ReportError(*wrong[:MOST_TOLD], *more)
    return Report(good, bad, lines=tuple(dict.fromkeys(lines)))


def _lines(row: Mapping[str, Any]) -> list[int]:
    """The lines of the members file that a failed row names."""
    named = row.get("failingLines") or row.get("failinglines") or row.get("line")
    found = named if isinstance(named, list) else [named]
    numbers = [one.get("line") if isinstance(one, dict) else one for one in found]
    texts = [str(one) for one in numbers if one is not None and not isinstance(one, bool)]
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 8]
