"""A language that puts ⟦ and ⟧ around whatever is translated, and a reader that finds what stands outside."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from crispy_forms import utils
from crispy_forms.templatetags import crispy_forms_filters, crispy_forms_tags
from django.template import engines
from django.utils import translation

ROOT = Path(__file__).parents[2]
PRODUCT = ("accountops", "advocacy", "affiliations", "cancellations", "cases", "rebooks", "takeovers")
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
READ = {"alt", "aria-description", "aria-label", "data-label", "placeholder", "title"}
NOT_READ = {"script", "style", "svg", "kbd", "code"}
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


def around(text: str) -> str:
    """A text in this language."""
    return f"⟦{text}⟧"


CRISPY = (utils, crispy_forms_filters, crispy_forms_tags)  # they keep templates that were read


@contextmanager
def spoken(settings: Any) -> Iterator[None]:
    """Everything that is translated is in brackets, in templates and forms that are read anew."""
    with pytest.MonkeyPatch.context() as patch:
        settings.USE_I18N = True
        patch.setattr(engines, "_engines", {})
        for name, said in _catalogue().items():
            patch.setattr(translation._trans, name, said, raising=False)
        _forget()
        yield
    _forget()


def _catalogue() -> dict[str, Any]:
    spoken_here = [True]  # what is written into the record turns the language off

    def said(text: str) -> str:
        return around(text) if text and spoken_here[0] else text

    def activate(language: str | None = None) -> None:
        spoken_here[0] = language is not None

    return {
        "gettext": said,
        "pgettext": lambda context, text: said(text),
        "ngettext": lambda one, many, number: said(one if number == 1 else many),
        "npgettext": lambda context, one, many, number: said(one if number == 1 else many),
        "get_language": lambda: "brackets" if spoken_here[0] else None,
        "activate": activate,
        "deactivate_all": activate,
    }


def _forget() -> None:
    for module in CRISPY:
        for kept in vars(module).values():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


def marked() -> set[str]:
    """Every text that the product's Python marks for translation."""
    return {text for folder in PRODUCT for path in (ROOT / folder).rglob("*.py") for text in _in(path)}


def _in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield from (one.value for one in node.args if isinstance(one, ast.Constant) and one.value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.depth = 0
        self.found: list[tuple[str, str]] = []

    @property
    def is_silent(self) -> bool:
        return any(silent for _, silent in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        silent = tag in NOT_READ or held.get("translate") == "no"
        if not silent and not self.is_silent:
            read = [(held[name], f"{name} of {tag}") for name in sorted(READ & set(held))]
            self.found += [(value, place) for value, place in read if "⟦" not in value]
        if tag not in VOID:
            self.open.append((f"{tag}.{held.get('class', '')}", silent))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        outside = ""
        for letter in data:
            self.depth += (letter == "⟦") - (letter == "⟧")
            outside += "\n" if letter in "⟦⟧" else letter if not self.depth else ""
        if not self.is_silent:
            place = " in ".join(name for name, _ in self.open[:-4:-1])
            self.found += [(text, place) for text in outside.split("\n")]


def read_outside(page: str) -> list[tuple[str, str]]:
    """Every text and read attribute of a page outside of brackets, with where it stands."""
    reader = _Reader()
    reader.feed(page)
    assert reader.depth == 0
    return reader.found


def unsaid(page: str, words: Iterable[str]) -> set[str]:
    """What the code marks for translation and the page shows as it stands in the code, and where it does."""
    known = {_bare(text) for text in words} - {""}
    found = {(_bare(text), place) for text, place in read_outside(page)}
    return {f"{text} ({place})" for text, place in found if text in known or text.partition(": ")[0] in known}


def _bare(text: str) -> str:
    """A text without what joins it to its neighbours."""
    return " ".join(text.split()).strip(" ,:;.–…")
