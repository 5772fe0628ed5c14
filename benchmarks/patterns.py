"""The played cases as patterns: every row of each, moved in time, with marks where copies differ.

Nothing is named here that the schema can tell: tables and columns are found through foreign keys, and what
an entry's hash covers is asked of the timeline itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection

from benchmarks import marks
from benchmarks.catalogue import ENTRIES, Table, case_tables
from benchmarks.place import SEED
from cases import timeline
from cases.models import Case, TimelineEntry

PERSONAL = "cases_personaldata"  # lies beside the chain under a digest of its own, so its words stay
OPEN_WITHIN = timedelta(hours=2)
CLOSED_WITHIN = timedelta(days=3 * 365)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
ORDER = re.compile(r"\b40-\d{5,}\b")
ROW = re.compile(r"([a-z]+) (\d+)")  # how entries of the timeline name a row: its table and its key
KEY_DIGITS = 4  # so many of a row's key are its number within the case
Keys = dict[str, dict[int, int]]


Back = Callable[[Case, Random], timedelta]


def anywhere(case: Case, random: Random) -> timedelta:
    """How far a copy lies back: of an open case some minutes, of a closed one up to years."""
    return (CLOSED_WITHIN if case.is_closed else OPEN_WITHIN) * random.random()


def store(variants: int, back: Back = anywhere) -> None:
    """Writes `bench.<table>` for every table that has rows of cases, `variants` times each case."""
    random = Random(SEED)  # noqa: S311 - the same cases every time, nothing secret
    with connection.cursor() as cursor:
        tables = case_tables(cursor)
        cursor.execute(
            "CREATE TABLE bench.variant"
            " (variant int, state text, zone text, closed bool, year int, pattern bigint, prefix text)"
        )
        for table in tables:
            cursor.execute(table.pattern_ddl())
        cursor.execute("SELECT id, username, person FROM bench.people WHERE slot = 0")
        number, people = 0, {user: (username, place) for user, username, place in cursor.fetchall()}
        for case in Case.objects.select_related("account").order_by("pk"):
            rows = {table.name: list(_rows(cursor, table, case.pk)) for table in tables}
            keys = {table.name: _numbered(rows[table.name]) for table in tables if "id" in table.own_keys}
            for _ in range(variants):
                number += 1
                Variant(case, number, back(case, random), people, keys).store(cursor, tables, rows)


def _numbered(rows: list[dict[str, Any]]) -> dict[int, int]:
    """The rows of a case by their keys, counted."""
    return {key: number for number, key in enumerate(sorted(row["id"] for row in rows), 1)}


def _rows(cursor: Any, table: Table, case: int) -> Iterator[dict[str, Any]]:
    names = ", ".join(f'"{name}"' for name in table.columns)
    cursor.execute(f"SELECT {names} FROM {table.name} t WHERE {table.of_case} ORDER BY 1", [case])
    for row in cursor.fetchall():
        found = dict(zip(table.columns, row, strict=True))
        yield {
            name: json.loads(value) if _is_json(table, name, value) else value
            for name, value in found.items()
        }


def _is_json(table: Table, name: str, value: Any) -> bool:
    return table.types[name] == "jsonb" and isinstance(value, str)  # Django asks for it unread


class Variant:
    """One case moved into the past, its own words replaced by marks."""

    def __init__(
        self, case: Case, number: int, back: timedelta, people: dict[int, tuple[str, int]], keys: Keys
    ) -> None:
        self.case, self.number, self.keys = case, number, keys
        self.labels = {name.partition("_")[2]: name for name in keys}
        self.back = timedelta(microseconds=back // timedelta(microseconds=1))
        self.places = {user: place for user, (_, place) in people.items()}
        self.people = {username for username, _ in people.values()}

    def store(self, cursor: Any, tables: list[Table], rows: dict[str, list[dict[str, Any]]]) -> None:
        """Inserts the variant's row and its patterns."""
        zone, year = self.case.account.time_zone, (self.case.opened_at - self.back).year
        prefix = self.case.reference.partition("-")[0]
        values = [self.number, self.case.state, zone, self.case.is_closed, year, self.case.pk, prefix]
        cursor.execute("INSERT INTO bench.variant VALUES (%s, %s, %s, %s, %s, %s, %s)", values)
        for table in tables:
            for row in rows[table.name]:
                moved = dict(row) if table.name == PERSONAL else {name: self.moved(row[name]) for name in row}
                moved |= {
                    name: self._once(table.types[name], moved[name]) for name in table.unique & moved.keys()
                }
                moved |= {name: self._key(table, name, row[name]) for name in table.own_keys}
                if table.name == ENTRIES:
                    moved |= dict(zip(("chain_before", "chain_after"), self._covered(moved), strict=True))
                if table.entry_column:
                    moved[table.entry_column] = self._seq(rows[ENTRIES], moved[table.entry_column])
                moved |= {name: self.places.get(moved[name]) for name in table.people_columns}
                values = [_stored(table, name, value) for name, value in moved.items()]
                cursor.execute(table.pattern_insert(moved), [self.number, *values])

    def _key(self, table: Table, name: str, key: int | None) -> int | None:
        """A row's number within the case, of the row itself or of one that it points to."""
        return self.keys[table.name if name == "id" else table.refers[name]].get(key or 0)

    def _once(self, kind: str, value: Any) -> Any:
        """A value that no other row may have: with the copy's number, where no mark stands in it yet."""
        if not isinstance(value, str) or marks.PRIVATE.search(value):
            return value
        length = re.fullmatch(r"character varying\((\d+)\)", kind)
        return value[: int(length[1]) - len("0000000") if length else None] + marks.NUMBER

    def _seq(self, entries: list[dict[str, Any]], entry: int) -> int:
        return next(int(row["seq"]) for row in entries if row["id"] == entry)

    def moved(self, value: Any) -> Any:
        """A value as it is in the pattern: earlier, and with marks."""
        if isinstance(value, datetime):
            return value - self.back
        if isinstance(value, dict):
            return {self._named(name): self.moved(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.moved(part) for part in value]
        return self._words(value) if isinstance(value, str) else value

    def _named(self, name: str) -> str:
        """The name of a value, which may be that of a row of the case."""
        found = ROW.fullmatch(name)
        table = self.labels.get(found[1]) if found else None
        number = self.keys[table].get(int(found[2])) if found and table else None
        return f"{found[1]} {marks.CASE}{number:0{KEY_DIGITS}d}" if found and number else name

    def _words(self, text: str) -> str:
        if INSTANT.fullmatch(text):
            moved = datetime.fromisoformat(text) - self.back
            return str(timeline.plain(moved)) if text.endswith("Z") else moved.isoformat()
        if text in self.people:
            return text + marks.SLOT
        text = text.replace(self.case.reference, marks.REFERENCE)
        text = text.replace(self.case.account.name, marks.ACCOUNT)
        return ORDER.sub(lambda found: found[0] + marks.NUMBER, text)

    def _covered(self, row: dict[str, Any]) -> tuple[str, str]:
        """What the entry's hash covers, before and after the hash of the entry before it."""
        entry = TimelineEntry(**{name: value for name, value in row.items() if name != "id"})
        entry.case_id, entry.prev_hash = marks.CASE_ID, marks.CHAIN_HASH
        entry.actor_id = entry.actor_id and marks.ACTOR_ID
        text = timeline._canonical(timeline._covered(entry))  # exactly what the product's own hash covers
        text = text.replace(str(marks.CASE_ID), marks.CASE).replace(str(marks.ACTOR_ID), marks.ACTOR)
        before, after = text.split(marks.CHAIN_HASH)
        return before, after


def _stored(table: Table, name: str, value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if table.types.get(name) == "jsonb" else value
