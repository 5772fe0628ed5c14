"""Each reading is decided where it says, by values that there are, and shown by a scenario or a test."""

from __future__ import annotations

import importlib
from functools import reduce
from typing import Any

import pytest

from cases import registry
from cases.routing import Reading
from tests.docs.policy_readings import PAGE, ROOT, kinds, scenarios, text

ALL = [(folder, one) for folder, found in kinds().items() for one in found]
TESTS = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "tests").rglob("test_*.py")))


def test_the_page_is_current() -> None:
    assert PAGE.is_file(), "python -m tests.docs.policy_readings"
    assert PAGE.read_text(encoding="utf-8") == text(), "python -m tests.docs.policy_readings"


def named(dotted: str) -> Any:
    """What a dotted name stands for: a function of a module, or a part of a class in one."""
    parts = dotted.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            module = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, parts[length:], module)
    raise ModuleNotFoundError(dotted)


@pytest.mark.parametrize(("folder", "reading"), ALL, ids=[one.code for _, one in ALL])
def test_a_reading_is_decided_where_it_says_and_shown(folder: str, reading: Reading) -> None:
    assert named(reading.where) is not None
    assert reading.where.startswith(folder)
    assert reading.sentence.endswith(".")
    assert scenarios().get(reading.code) or f"def {reading.proof}(" in TESTS
    assert not reading.proof or f"def {reading.proof}(" in TESTS, reading.proof


def test_the_table_of_each_kind_has_its_readings_and_their_values() -> None:
    folders = kinds()
    for kind in registry.all_kinds():
        if kind.table is None or not kind.table.readings:
            continue
        assert kind.table.readings == folders[kind.model.__module__.split(".")[0]]
        keys = {key.name: key for key in kind.policies}
        for reading in kind.table.readings:
            assert {name for name in reading.policy if keys[name].reading != reading.code} <= {"company_zone"}
        told = {name for reading in kind.table.readings for name in reading.policy}
        rest = {key.reading for key in kind.policies if key.name not in told}
        assert rest <= {"", "R0"}


def test_every_reading_that_a_scenario_refers_to_is_told() -> None:
    assert set(scenarios()) <= {one.code for _, one in ALL}
