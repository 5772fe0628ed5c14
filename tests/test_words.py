"""Every word of Python that people read on a page is marked for translation: docs/decisions/0011-words.md."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.words_declared import EXCEPTIONS
from tests.words_inside import too_early, unmarked

ROOT = Path(__file__).parents[1]
FOLDERS = ("accountops", "advocacy", "affiliations", "cancellations", "cases", "rebooks", "takeovers")
NO_PAGES = frozenset({"migrations", "management", "demo", "simulation"})


@cache
def found_bare() -> tuple[tuple[str, ast.expr, str], ...]:
    """Everything that is not marked: path, literal, and what it belongs to."""
    return tuple((path, *one) for path, tree in modules().items() for one in unmarked(path, tree))


@cache
def modules() -> dict[str, ast.Module]:
    """The product's modules that pages are made of, by their path."""
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text())
        for path in paths
        if not NO_PAGES.intersection(path.parts)
    }


def test_every_word_for_a_page_is_marked() -> None:
    found = {
        f"{path}:{node.lineno} {what}: {ast.unparse(node)}"
        for path, node, what in found_bare()
        if (path, what) not in EXCEPTIONS
    }
    assert len(modules()) > 500
    assert found == set()


def test_every_exception_is_needed() -> None:
    found = {(path, what) for path, _, what in found_bare()}
    assert set(EXCEPTIONS) - found == set()


def test_nothing_is_translated_while_modules_are_read() -> None:
    found = {f"{path}:{call.lineno}" for path, tree in modules().items() for call in too_early(tree)}
    assert found == set()


@pytest.mark.parametrize(
    ("path", "source", "found"),
    [
        ("a/process/states.py", 'State("open", "Open", _("Here"), "ring", "now", None)', ["Open"]),
        (
            "a/process/verbs.py",
            'Action("go", _("Go"), f"Goes to {there}.", "went", ROLES)',
            ["Goes to {there}."],
        ),
        ("a/forms/parts.py", 'forms.CharField(label="Name" if short else _("Full name"))', ["Name"]),
        ("a/forms/parts.py", 'forms.ChoiceField(choices=[("", _("None")), ("code", "Word")])', ["Word"]),
        ("a/forms/parts.py", 'raise ValidationError("At most %d rows." % most)', ["At most %d rows."]),
        ("a/models/case.py", 'models.CharField("order number", max_length=40)', ["order number"]),
        ("a/models/case.py", 'class S(models.TextChoices):\n    A = "code", "Word"', ["Word"]),
        ("a/rules/labels.py", 'FLAGS = {"late": "Too late", "seen": _("Seen")}', ["Too late"]),
        ("cases/views/many.py", 'def go():\n    """Goes away."""\n    return f"{n} gone."', ["{n} gone."]),
        ("cases/views/many.py", 'def go():\n    raise ValueError("Nothing has gone.")', []),
        ("a/process/verbs.py", 'Action("go", _("Go"), _("Goes there."), "went there", ROLES)', []),
        ("a/process/panels.py", 'def go():\n    return f"{n} of {m} there"', ["{n} of {m} there"]),
        ("a/process/panels.py", 'def go():\n    return "Not known" if n else ""', ["Not known"]),
        ("a/process/panels.py", 'def go():\n    return gettext("%(n)s there now") % {"n": n}', []),
        ("a/forms/parts.py", 'def go():\n    widget.css = f"{css} is-invalid"', []),
        ("a/forms/parts.py", 'forms.CharField(label="", initial="Some text")', []),
    ],
)
def test_what_is_found(path: str, source: str, found: list[str]) -> None:
    texts = [ast.unparse(node) for node, _ in unmarked(path, ast.parse(source))]
    assert [text.removeprefix("f").strip("'") for text in texts] == found


@pytest.mark.parametrize(
    ("line", "is_early"),
    [
        ('WORD = _("Word")', True),
        ('def told(word=_("Word")): ...', True),
        ('class Form:\n    label = {"a": _("Word")}', True),
        ('def told():\n    return _("Word")', False),
        ('told = lambda: _("Word")', False),
    ],
)
def test_what_is_translated_too_early(line: str, is_early: bool) -> None:
    source = f"from django.utils.translation import gettext as _\n{line}"
    assert bool(list(too_early(ast.parse(source)))) is is_early
