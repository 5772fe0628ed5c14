"""What became of each row of an import, as data, JSON and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from cases.marks import Filled

# opened: a case was opened. ready: it would be, had nothing else stood against the file. existing: the case
# is there already and the same. left_out: the row is about a closed case. refused: something is wrong.
Status = Literal["opened", "ready", "existing", "left_out", "refused"]
STATUSES: Final[dict[str, str]] = {
    "opened": "Opened",
    "ready": "Would be opened",
    "existing": "Already there",
    "left_out": "Left out",
    "refused": "Refused",
}
HEAD: Final = (
    "line", "status", "column", "code", "what_is_wrong", "what_to_do", "case", "team", "rule", "why",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: `column` is its letter and the file's own name for it ("C Order number")."""

    code: str
    message: str
    advice: str
    column: str = ""

    def kept(self) -> dict[str, Any]:
        """Plain data for the database: the words themselves, and what a page fills into its own."""
        texts = {"message": self.message, "advice": self.advice}
        filled = {
            name: _apart(text) for name, text in texts.items() if isinstance(text, Filled) and text.places
        }
        return vars(self) | ({"filled": filled} if filled else {})


def said_again(kept: Mapping[str, Any]) -> dict[str, Any]:
    """A fault as it was kept, for a page to say it in its own language."""
    return {**kept, **{name: _together(parts) for name, parts in kept.get("filled", {}).items()}}


def _apart(text: str) -> Any:
    """A sentence as its message and its places; any other text as it is."""
    if not isinstance(text, Filled):
        return text
    return [text.message, {name: _apart(place) for name, place in text.places.items()}]


def _together(parts: Any) -> str:
    if isinstance(parts, str):
        return parts
    message, places = parts
    return Filled(message, {name: _together(place) for name, place in places.items()})


@dataclass(frozen=True)
class RowReport:
    """One row: what became of it, what is wrong with it, and where its case went and why."""

    line: int
    status: Status
    key: str = ""
    reference: str = ""
    team: str = ""
    rule: str = ""
    why: str = ""
    faults: tuple[Fault, ...] = ()


class Stopped(Exception):
    """Raised by whoever is told the progress, to end an import; `report` is how far it came."""

    report: Report | None = None


@dataclass
class Report:
    """A whole import. `faults` are those of the file itself: no row was looked at, or none further."""

    kind: str
    file: str
    partial: bool = False
    dry_run: bool = False
    rows: list[RowReport] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows became what; every status is there."""
        found = Counter(row.status for row in self.rows)
        return {status: found[status] for status in STATUSES}  # type: ignore[index]  # the keys are statuses

    @property
    def ok(self) -> bool:
        """Whether nothing was refused."""
        return not self.faults and not any(row.status == "refused" for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """Plain data, to be kept or sent."""
        return {"ok": self.ok, "counts": self.counts, **asdict(self)}

    def table(self) -> Iterator[tuple[str | int, ...]]:
        """The head, then a line for each fault, and one for each row without any."""
        yield HEAD
        for fault in self.faults:
            yield ("", "refused", fault.column, fault.code, fault.message, fault.advice, "", "", "", "")
        for row in self.rows:
            where = (row.reference, row.team, row.rule, row.why)
            for fault in row.faults or (Fault("", "", ""),):
                told = (fault.column, fault.code, fault.message, fault.advice)
                yield (row.line, row.status, *told, *where)
