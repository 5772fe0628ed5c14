"""Reading a mapping file, TOML or JSON: every fault in it as a sentence."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from cases.exchange.columns import INFORMATION, columns_of
from cases.exchange.mapping import Clock, ColumnMap, MappingError, folded
from cases.kinds import Kind
from cases.worktime import known_zones

MOST_BYTES: Final = 2**20
KEYS: Final = ("kind", "columns", "ignore", "values", "defaults", "instants", "amounts")
CLOCK_KEYS: Final = ("zone", "zone_column", "formats", "twice", "skipped")
CHOICES: Final = {"twice": ("refuse", "first", "second"), "skipped": ("refuse", "after")}
DECIMALS: Final = (".", ",")


def load(path: Path, kind: Kind) -> ColumnMap:
    """The mapping in a file ending in .toml or .json; raises MappingError, NoImport."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise MappingError(f"{path.name} cannot be opened: {error.strerror}.") from error
    return parse(raw, kind, name=path.name)


def parse(raw: bytes, kind: Kind, *, name: str = "mapping.toml") -> ColumnMap:
    """The mapping in the bytes of a file; its name's ending says TOML or JSON. Raises MappingError."""
    if len(raw) > MOST_BYTES:
        raise MappingError("The mapping file is larger than 1 MB.")
    try:
        text = raw.decode("utf-8-sig")
        given = json.loads(text) if name.lower().endswith(".json") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise MappingError(f"{name} cannot be read: {str(error)[:200]}.") from error
    if not isinstance(given, dict):
        raise MappingError("The mapping file holds no keys.")
    return _Reader(given, kind).read()


class _Reader:
    """Takes the parts out one by one and gathers what is wrong with them."""

    def __init__(self, given: Mapping[str, Any], kind: Kind) -> None:
        self.given, self.kind = given, kind
        self.ours = {column.name: column for column in columns_of(kind)}
        self.faults: list[str] = []

    def read(self) -> ColumnMap:
        """The mapping; raises MappingError with every fault."""
        self._known("", self.given, KEYS)
        if self.given.get("kind", self.kind.code) != self.kind.code:
            self.faults.append(f"“kind” is not {self.kind.code}.")
        found = ColumnMap(
            columns=self._columns(),
            ignore=frozenset(folded(name) for name in self._texts("ignore", self.given.get("ignore", []))),
            values=self._values(),
            defaults=self._defaults(),
            clock=self._clock("instants", self._table("instants", self.given.get("instants"))),
            clocks=self._clocks(),
            decimal=self._decimal(),
        )
        if self.faults:
            raise MappingError(*self.faults)
        return found

    def _columns(self) -> dict[str, str]:
        named = self._table("columns", self.given.get("columns"))
        found: dict[str, str] = {}
        for theirs, ours in named.items():
            if not isinstance(ours, str) or (ours not in self.ours and ours not in INFORMATION):
                self.faults.append(f"columns: “{theirs}” is mapped to “{ours}”, which is no column.")
            elif ours in found.values():
                self.faults.append(f"columns: two columns are mapped to “{ours}”.")
            found[folded(theirs)] = str(ours)
        return found

    def _values(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for ours, pairs in self._table("values", self.given.get("values")).items():
            self._column(f"values.{ours}", ours)
            table = self._table(f"values.{ours}", pairs)
            found[ours] = {folded(theirs): self._text(f"values.{ours}", one) for theirs, one in table.items()}
        return found

    def _defaults(self) -> dict[str, str]:
        given = self._table("defaults", self.given.get("defaults"))
        for ours in given:
            self._column("defaults", ours)
        return {ours: self._text(f"defaults.{ours}", value) for ours, value in given.items()}

    def _clocks(self) -> dict[str, Clock]:
        """The columns that are read in another way than the rest."""
        parts = self._table("instants", self.given.get("instants"))
        base = {name: parts[name] for name in CLOCK_KEYS if name in parts}
        found: dict[str, Clock] = {}
        for ours, own in parts.items():
            if ours in CLOCK_KEYS:
                continue
            if ours not in self.ours or self.ours[ours].holds != "instant":
                self.faults.append(f"instants: “{ours}” is no column that holds an instant.")
                continue
            where = f"instants.{ours}"
            own_parts = self._table(where, own)
            self._known(f"{where}.", own_parts, CLOCK_KEYS)
            without = {"zone", "zone_column"} if own_parts.keys() & {"zone", "zone_column"} else set()
            shared = {name: value for name, value in base.items() if name not in without}
            found[ours] = self._clock(where, {**shared, **own_parts})
        return found

    def _clock(self, where: str, parts: Mapping[str, Any]) -> Clock:
        texts = {
            name: self._text(f"{where}.{name}", parts[name])
            for name in CLOCK_KEYS
            if name in parts and name != "formats"
        }
        if texts.get("zone") and texts["zone"] not in known_zones():
            self.faults.append(f"{where}.zone: use a name such as Europe/Oslo.")
        if texts.get("zone_column"):
            self._column(f"{where}.zone_column", texts["zone_column"])
        for name, choices in CHOICES.items():
            if texts.get(name, "refuse") not in choices:
                self.faults.append(f"{where}.{name}: use one of {', '.join(choices)}.")
        formats = tuple(self._texts(f"{where}.formats", parts.get("formats", [])))
        return replace(Clock(), **texts, formats=formats)

    def _decimal(self) -> str:
        parts = self._table("amounts", self.given.get("amounts"))
        self._known("amounts.", parts, ("decimal",))
        if parts.get("decimal", ".") not in DECIMALS:
            self.faults.append("amounts.decimal: use “.” or “,”.")
        return str(parts.get("decimal", "."))

    def _known(self, where: str, table: Mapping[str, Any], names: tuple[str, ...]) -> None:
        for name in table:
            if name not in names:
                self.faults.append(f"“{where}{name}” is no key; there are {', '.join(names)}.")

    def _column(self, where: str, ours: str) -> None:
        if ours not in self.ours:
            self.faults.append(f"{where}: “{ours}” is no column.")

    def _table(self, where: str, value: Any) -> dict[str, Any]:
        if value is None or isinstance(value, dict):
            return value or {}
        self.faults.append(f"{where}: give a table of names and values.")
        return {}

    def _text(self, where: str, value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            self.faults.append(f"{where}: give a text.")
            return ""
        return str(value)

    def _texts(self, where: str, value: Any) -> list[str]:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
        self.faults.append(f"{where}: give a list of texts.")
        return []
