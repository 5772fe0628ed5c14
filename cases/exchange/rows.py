"""A row of the file as the input of a case: cells read, defaults filled in, everything checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cases import clock
from cases.exchange.advice import faults_of_form
from cases.exchange.columns import Column, columns_of, spec_of
from cases.exchange.heads import Heads
from cases.exchange.mapping import ColumnMap
from cases.exchange.report import Fault
from cases.exchange.table import Row
from cases.exchange.values import CellError, text_of
from cases.kinds import Kind
from cases.models import User


@dataclass
class Prepared:
    """A row that was read: `given` are the filled columns as texts, `clean` the same as checked values."""

    line: int
    given: dict[str, Any] = field(default_factory=dict)
    clean: dict[str, Any] = field(default_factory=dict)
    information: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class RowReader:
    """Reads the rows of one file, with the headings and the mapping that hold for all of them."""

    def __init__(self, kind: Kind, heads: Heads, mapping: ColumnMap, actor: User | None) -> None:
        self.heads, self.mapping, self.actor = heads, mapping, actor
        self.spec = spec_of(kind)
        self.columns: Mapping[str, Column] = {column.name: column for column in columns_of(kind)}
        ordered = sorted(heads.ours.items(), key=lambda one: one[1].holds == "instant")
        self._began = clock.now()
        self._order = ordered  # instants last: another column may name their zone

    def read(self, row: Row) -> Prepared:
        """The row with every fault of its cells and of what they say together."""
        found = Prepared(row.line)
        for at, name in self.heads.information.items():
            if at in row.cells:
                found.information[name] = str(row.cells[at])
        bad = self._cells(row, found)
        for name, text in self.mapping.defaults.items():
            if name not in found.given and name not in bad:
                self._default(name, text, found)
        self._check(found, bad)
        return found

    def _cells(self, row: Row, found: Prepared) -> set[str]:
        bad = set()
        for at, column in self._order:
            fault = row.faults.get(at)
            if fault is None and at in row.cells:
                try:
                    text = self._text(row.cells[at], column, found)
                    if text.strip():
                        found.given[column.name] = text
                except CellError as error:
                    fault = error.fault
            if fault is not None:
                bad.add(column.name)
                found.faults.append(self._named(fault, column.name))
        return bad

    def _text(self, value: Any, column: Column, found: Prepared) -> str:
        clock = self.mapping.clock_of(column.name)
        zone = found.given.get(clock.zone_column) or self.mapping.defaults.get(clock.zone_column, "")
        return text_of(value, column, self.mapping, clock, str(zone).strip())

    def _default(self, name: str, text: str, found: Prepared) -> None:
        try:
            found.given[name] = self._text(text, self.columns[name], found)
        except CellError as error:
            found.faults.append(self._named(error.fault, name))

    def _named(self, fault: Fault, name: str) -> Fault:
        return Fault(fault.code, fault.message, fault.advice, self.heads.names.get(name, name))

    def _check(self, found: Prepared, bad: set[str]) -> None:
        """The kind's form over the row; what it says about a cell that was not read is told already."""
        form = self.spec.form(self.input_of(found.given), strict=True, actor=self.actor)
        with clock.fixed_at(self._began):  # the door asks again, by the clock of that moment
            good = form.is_valid()
        if not good:
            told = {self.heads.names.get(name, name) for name in bad}
            faults = faults_of_form(form, self.columns, self.heads.names, {})
            found.faults += [fault for fault in faults if fault.column not in told]
        found.clean = dict(form.cleaned_data)

    def input_of(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The texts as a form takes them: an account of digits is a name here, never a number of ours."""
        return {
            name: {"name": text} if self.columns[name].holds == "account" else text
            for name, text in given.items()
        }
