"""The page about hostile input names tests that exist, and leaves none of them out."""

from __future__ import annotations

import ast
import re

from tests.test_structure import ROOT

PAGE = (ROOT / "docs" / "hostile-input.md").read_text()
NAMED = re.compile(r"`((?:hostile|contract|cases/files)/[\w/]+\.py)::(test_\w+)`")


def names_in(name: str) -> set[str]:
    """The test functions of a file below `tests/`."""
    tree = ast.parse((ROOT / "tests" / name).read_text())
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_named_test_exists() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) > 70
    assert [f"{file}::{test}" for file, test in named if test not in names_in(file)] == []


def test_every_test_is_named() -> None:
    files = {f"hostile/{path.name}" for path in (ROOT / "tests" / "hostile").glob("test_*.py")}
    there = {(file, test) for file in files | {"contract/hostile.py"} for test in names_in(file)}
    assert sorted(there - set(NAMED.findall(PAGE))) == []
