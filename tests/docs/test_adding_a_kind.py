"""The page about adding a kind tells the truth: its code is the example's, and the core does not know it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.example_kind.process import SEAT_CHANGE

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "tests" / "example_kind"
PAGE = (ROOT / "docs" / "adding-a-kind.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python (\S+)\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)
CORE = sorted(path for folder in ("cases", "accountops") for path in (ROOT / folder).rglob("*.py"))
NAMES = ("example_kind", "seat_change", "SeatChange", "Seat change", "seats_wanted", "sc.reminder")


def test_every_code_block_names_its_file():
    assert PAGE.count("```") == 2 * len(BLOCKS)
    assert len(BLOCKS) >= 8


@pytest.mark.parametrize(
    ("file", "code"), BLOCKS, ids=[f"{file} {at}" for at, (file, _) in enumerate(BLOCKS)]
)
def test_a_code_block_is_literally_in_its_file(file, code):
    assert len(code.strip().splitlines()) > 1
    assert code in (ROOT / file).read_text(encoding="utf-8")


def test_the_page_shows_each_file_of_the_example():
    shown = {file for file, _ in BLOCKS}
    files = {str(path.relative_to(ROOT)) for path in EXAMPLE.glob("*.py") if path.name != "__init__.py"}
    assert shown == files


def test_the_core_neither_imports_nor_names_the_example():
    # The plugin that installs it for the tests is no part of the product.
    product = [path for path in CORE if path.name != "pytest_embedded.py"]
    assert len(product) > 50
    text = {path: path.read_text(encoding="utf-8") for path in product}
    assert [(path, name) for path in product for name in NAMES if name in text[path]] == []


def test_the_core_imports_no_kind():
    kinds = {folder.parent.name for folder in ROOT.glob("*/process*") if folder.parent.name != "cases"} | {
        "tests"
    }
    kinds |= {"accountops"}
    found = []
    for path in (ROOT / "cases").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [(path.name, name) for name in names if name.split(".")[0] in kinds]
    assert found == []


@pytest.mark.django_db
def test_the_examples_migration_is_complete_and_touches_its_own_tables_alone():
    call_command("makemigrations", "example_kind", check=True, dry_run=True, verbosity=0)
    migration = (EXAMPLE / "migrations" / "0001_initial.py").read_text(encoding="utf-8")
    assert migration.count("Model(") == 2
    assert SEAT_CHANGE.model._meta.db_table == "example_kind_seatchange"
