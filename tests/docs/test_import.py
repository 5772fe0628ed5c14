"""The page about importing tells the truth: columns, codes, limits, and the sample it describes."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from cases import registry
from cases.exchange import archive, table
from cases.exchange.columns import INFORMATION, Column, columns_of
from cases.exchange.mapping_file import CLOCK_KEYS, KEYS, parse
from cases.exchange.reading import opened
from cases.management.commands.import_cases import Command

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "docs" / "samples"
PAGE = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
KIND = registry.get_kind("rebook")
RAISING = {"Fault", "ReadingError", "CellError"}


def holds(column: Column) -> str:
    """What a cell of the column holds, as the page words it."""
    if column.choices:
        return ", ".join(f"`{code}`" for code in column.choices)
    return f"{column.holds}, up to {column.longest}" if column.holds == "text" else column.holds


def column_table() -> str:
    """The table of columns as the page has to show it."""
    lines = ["| column | required | holds | what it is | example |", "|---|---|---|---|---|"]
    for column in columns_of(KIND):
        told = " ".join(part for part in (f"{column.label}.", column.help) if part)
        example = f"`{column.example}`" if column.example else ""
        required = "yes" if column.required else ""
        lines.append(f"| `{column.name}` | {required} | {holds(column)} | {told} | {example} |")
    return "\n".join(lines)


def codes_in_source() -> set[str]:
    """Every code that the import itself gives."""
    found = set()
    for path in (ROOT / "cases" / "exchange").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISING:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and first.value:
                    found.add(str(first.value))
    return found


def make() -> Any:
    """The script that writes the sample."""
    sys.path.insert(0, str(SAMPLES))
    try:
        spec = importlib.util.spec_from_file_location("make_sample", SAMPLES / "make.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(SAMPLES))
    return module


def test_the_columns_are_those_of_the_kind() -> None:
    assert column_table() in PAGE, column_table()
    assert all(f"`{name}`" in PAGE for name in INFORMATION)


def test_every_code_is_explained() -> None:
    cells = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", PAGE, flags=re.MULTILINE)
    told = set(re.findall(r"\w+", " ".join(cells)))
    assert len(codes_in_source()) > 30
    assert codes_in_source() - told == set()


def test_the_limits_are_those_that_hold() -> None:
    words = " ".join(PAGE.split())
    for limit in (
        f"{table.MOST_BYTES // 2**20} MB, {table.MOST_ROWS:,} rows, {table.MOST_COLUMNS} columns",
        f"{table.LONGEST_CELL:,} characters in a cell",
        f"{archive.MOST_MEMBERS} parts, {archive.MOST_INFLATED // 2**20} MB and {archive.MOST_RATIO} times",
    ):
        assert limit in words


def test_the_mapping_shown_is_one_and_shows_every_key() -> None:
    shown = PAGE.split("```toml\n")[1].split("```")[0]
    assert parse(shown.encode(), KIND).decimal == ","
    assert [key for key in (*KEYS, *CLOCK_KEYS) if key not in shown] == []


def test_every_option_of_the_command_is_listed() -> None:
    parser = Command().create_parser("manage.py", "import_cases")
    own = {"--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback"}
    own |= {"--no-color", "--force-color", "--skip-checks"}
    options = {name for action in parser._actions for name in action.option_strings if name[:2] == "--"}
    assert options - own == set(re.findall(r"^\| `(--[\w-]+)", PAGE, flags=re.MULTILINE))


def test_the_sample_is_what_its_script_writes(tmp_path: Path) -> None:
    make().write(tmp_path)
    name = "rebook-orders"
    assert (tmp_path / f"{name}.csv").read_bytes() == (SAMPLES / f"{name}.csv").read_bytes()
    with opened(tmp_path / f"{name}.xlsx") as made, opened(SAMPLES / f"{name}.xlsx") as kept:
        rows = list(made.rows())
        assert rows == list(kept.rows())
        assert len(rows) == 500


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_mapping_of_the_sample_knows_each_of_its_columns(ending: str) -> None:
    mapping = parse((SAMPLES / "rebook-orders.mapping.toml").read_bytes(), KIND)
    with opened(SAMPLES / f"rebook-orders.{ending}") as source:
        names = {heading.name.casefold() for heading in source.headings}
    assert names == set(mapping.columns) | mapping.ignore
