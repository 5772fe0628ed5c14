"""A kind with an import: the row that it documents comes in, and a second time changes nothing."""

from __future__ import annotations

import csv
import io

import pytest

from cases.exchange.columns import columns_of, values_of
from cases.exchange.importing import run_file
from cases.exchange.report import Report
from cases.kinds import Kind
from tests.contract.world import World, changed, fingerprint


class Importing:
    """Rows go through the door like anything else."""

    def test_the_documented_row_opens_a_case_and_does_so_once(self, house: World) -> None:
        kind = importable(house.kind)
        first = imported(kind, house)
        assert first.ok, first.faults or first.rows
        assert [row.status for row in first.rows] == ["opened"]
        before = fingerprint()
        again = imported(kind, house)
        assert [(row.status, row.reference) for row in again.rows] == [("existing", first.rows[0].reference)]
        assert changed(before, fingerprint()) == set()

    def test_the_case_holds_what_the_row_says(self, house: World) -> None:
        kind = importable(house.kind)
        case = house.by_reference(imported(kind, house).rows[0].reference)
        held = values_of(kind, case)
        assert kind.imports is not None
        filled = {name for name, text in kind.imports.sample.items() if text}
        assert {name for name in filled if held[name] is None} == set()
        assert case.source == "import"
        assert house.entries(case.reference)[0].action == "open"

    def test_who_may_not_open_cases_may_not_import_them(self, house: World) -> None:
        kind = importable(house.kind)
        before = fingerprint()
        report = run_file(kind, sample(kind), name="sample.csv", actor=house.people["auditor"])
        assert (report.ok, report.rows, report.faults[0].code) == (False, [], kind.wrong_role_code)
        assert changed(before, fingerprint()) == set()


def importable(kind: Kind) -> Kind:
    """The kind, where it has an import."""
    if kind.imports is None:
        pytest.skip("the kind has no import")
    return kind


def sample(kind: Kind) -> io.BytesIO:
    """A file with the documented row."""
    assert kind.imports is not None
    text = io.StringIO()
    writer = csv.writer(text)
    names = [column.name for column in columns_of(kind)]
    writer.writerow(names)
    writer.writerow([kind.imports.sample.get(name, "") for name in names])
    return io.BytesIO(text.getvalue().encode())


def imported(kind: Kind, house: World) -> Report:
    """The report of importing it as nobody in particular, at an instant after all that the row tells of."""
    return run_file(kind, sample(kind), name="sample.csv", actor=None)
