"""Which scenarios are played: `--scenarios FILE.jsonl`, or all that lie in `scenarios/`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that names a file."""
    parser.addoption(
        "--scenarios",
        action="append",
        default=[],
        metavar="FILE.jsonl",
        help="play the scenarios of this file",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a line, named by the scenario's id."""
    if metafunc.function.__name__ == "test_scenario":
        lines = [line for file in _files(metafunc.config) for line in _lines(file)]
        metafunc.parametrize("line", [line for _, line in lines], ids=[name for name, _ in lines])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With files named, they alone are played: the runner's own tests are nobody's scenarios."""
    if not config.getoption("--scenarios", default=[]):
        return
    others = [item for item in items if HERE in item.path.parents and item.path.name != "test_scenarios.py"]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


def _files(config: pytest.Config) -> list[Path]:
    # The option is not known where pytest was started from above this folder.
    named = config.getoption("--scenarios", default=[])
    return [Path(name) for name in named] or sorted((HERE / "scenarios").glob("*.jsonl"))


def _lines(file: Path) -> list[tuple[str, str]]:
    try:
        rows = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise pytest.UsageError(f"--scenarios {file}: {error.strerror}") from error
    return [(_name(file, number, row), row) for number, row in enumerate(rows, 1) if row.strip()]


def _name(file: Path, number: int, row: str) -> str:
    """The scenario's id; a line that cannot be read is a test too, which says so."""
    try:
        return str(json.loads(row)["id"])
    except (ValueError, KeyError, TypeError):
        return f"{file.name}:{number}"
