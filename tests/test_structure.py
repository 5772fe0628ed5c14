"""What the tree must look like: small parts, no forbidden shortcuts, nothing of one machine in it."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from cases import registry
from cases.teams import ROLES, TEAMS

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION, LONGEST_FILE = 50, 300
FORBIDDEN = {
    "unescaped markup": re.compile(r"\bmark_safe\b|\bSafeString\(|\bSafeText\("),
    "a page without its token": re.compile(r"\bcsrf_exempt\b"),
    "statements past the models": re.compile(r"\.raw\(|\.extra\(|\bRawSQL\b"),
    "business time given to the broker": re.compile(r"\b(eta|countdown)\s*="),
}
# Where one of them is right: (what, file) -> why.
ALLOWED: dict[tuple[str, str], str] = {
    ("unescaped markup", "cases/templatetags/ao_rows.py"): (
        "rows escape each text themselves, once: escaping them again with every larger part took long"
    ),
    ("unescaped markup", "cases/templatetags/ao_frame.py"): (
        "what is drawn once was escaped as it was drawn; only the token of the page's forms is put in"
    ),
    ("a page without its token", "cases/views/provider.py"): (
        "a mail provider has no form of ours; each of its requests is signed, or carries a name and password"
    ),
}
PLACES = re.compile(r"(?<![\w.])/(?:work|root|home|Users|mnt)/[\w.-]+")
INDEXES = re.compile(
    r"(?:--(?:extra-)?index-url|--find-links|index_url|\[\[tool\.uv\.index)|https?://[\w.-]*(?:pypi|pythonhosted)\S*"
)


def committed(*endings: str) -> list[Path]:
    """The files that git knows and that are there, of these endings or all."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and (not endings or path.suffix in endings)]


def name_of(path: Path) -> str:
    """A file's name below the root."""
    return path.relative_to(ROOT).as_posix()


def own(*endings: str) -> list[Path]:
    """What is written here: no migrations, which are generated, and nothing vendored."""
    return [path for path in committed(*endings) if not {"migrations", "vendor"} & set(path.parts)]


PYTHON = {name_of(path): path.read_text() for path in own(".py")}
# What runs for people: neither tests nor the benchmark, which fills databases past the door.
PRODUCT = {name: text for name, text in PYTHON.items() if not name.startswith(("tests/", "benchmarks/"))}


@cache
def parsed(name: str) -> ast.Module:
    """A Python file as its tree."""
    return ast.parse(PYTHON[name])


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(parsed(name)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def test_there_is_something_to_look_at() -> None:
    assert len(PYTHON) > 100
    assert "cases/kinds.py" in PRODUCT


def test_no_function_is_long() -> None:
    long = {
        f"{name}:{found.lineno} {found.name}": found.end_lineno - found.lineno + 1
        for name in PYTHON
        for found in functions(name)
        if found.end_lineno is not None and found.end_lineno - found.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_file_is_long() -> None:
    files = own(".py", ".html", ".js", ".css")
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def words_of_kinds() -> set[str]:
    """What the core could call a kind by: codes and apps, without those that name a team or role as well."""
    kinds = registry.all_kinds()
    named = {kind.code for kind in kinds} | {kind.model._meta.app_label for kind in kinds}
    named |= {app.label for app in apps.get_app_configs() if (ROOT / app.label / "process").exists()}
    return {word.removesuffix("s") for word in named} - set(ROLES) - set(TEAMS)


def test_the_core_names_no_kind() -> None:
    words = words_of_kinds()
    assert len(words) > 1
    sources = [path for path in committed() if path.parts[len(ROOT.parts)] == "cases"]
    sources += [path for path in committed(".html") if "templates/cases" in name_of(path)]
    pattern = re.compile("|".join(sorted(words)), re.IGNORECASE)
    assert {
        name_of(path): pattern.findall(path.read_text())
        for path in sources
        if pattern.search(path.read_text())
    } == {}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_product_takes_no_shortcut(what: str) -> None:
    found = {(what, name) for name, text in PRODUCT.items() if FORBIDDEN[what].search(text)}
    assert found == {place for place in ALLOWED if place[0] == what}


def calls(name: str, *methods: str) -> Iterator[ast.Call]:
    """The calls of methods of these names in a file."""
    for node in ast.walk(parsed(name)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            yield node


def test_no_sql_is_put_together_from_text() -> None:
    built = {
        f"{name}:{call.lineno}"
        for name in PRODUCT
        for call in calls(name, "execute", "executemany")
        if call.args and not isinstance(call.args[0], (ast.Constant, ast.Name))
    }
    assert built == set()


def test_nothing_but_the_door_writes_a_state() -> None:
    writers = {
        f"{name}:{call.lineno}"
        for name in PRODUCT
        for call in calls(name, "update", "create", "update_or_create", "get_or_create")
        if any(word.arg == "state" for word in call.keywords)
    }
    assert writers == set()


def test_nothing_of_this_machine_or_an_index_is_committed() -> None:
    found = {}
    for path in committed():
        if (
            "vendor" in path.parts
            or path.suffix in {".png", ".ico", ".woff2"}
            or path == Path(__file__).resolve()
        ):
            continue
        places = PLACES.findall(path.read_text(errors="replace")) + [
            hit for hit in INDEXES.findall(path.read_text(errors="replace")) if hit
        ]
        if places:
            found[name_of(path)] = places
    assert found == {}


def test_every_dependency_has_a_line_that_says_why() -> None:
    written = (ROOT / "docs/decisions/0000-dependencies.md").read_text().lower()
    asked = {
        re.split(r"[\[<>=~!; ]", line.strip())[0].lower()
        for path in (ROOT / "requirements").glob("*.in")
        for line in path.read_text().splitlines()
        if line.strip() and not line.startswith(("#", "-"))
    }
    known = {name for name in asked if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", written)}
    known |= {name for name in asked if name.startswith("types-") and "types-…" in written}
    assert len(asked) > 20
    assert asked - known == set()


def test_an_app_looks_like_every_other() -> None:
    for kind in registry.all_kinds():
        home = ROOT / kind.model._meta.app_config.name.replace(".", "/")  # type: ignore[union-attr]  # installed
        for part in ("rules", "models", "actions", "forms", "process"):
            assert (home / part).is_dir() or (home / f"{part}.py").is_file(), f"{kind.code} has no {part}"
