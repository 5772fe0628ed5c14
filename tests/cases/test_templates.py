"""What no template may contain under the content policy, and what every icon and vendored file must be."""

import hashlib
import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from cases.icons import ICONS

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMMENT = re.compile(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.DOTALL),
    "a style element": re.compile(r"<style\b"),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.DOTALL),
    "unescaped output": re.compile(r"\|\s*safe\b|\bautoescape\s+off\b|\|\s*safeseq\b"),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "an evaluated htmx attribute": re.compile(r"\bhx-on|hx-vars|hx-(vals|headers)='js:"),
    "another origin": re.compile(r"(src|href|action)=\"(https?:)?//"),
}


def text_of(path: Path) -> str:
    """A template without its comments."""
    return COMMENT.sub("", path.read_text())


def with_parts(source: str) -> str:
    """The source and, one level down, the templates it includes by name."""
    parts = [ROOT / "templates" / name for name in re.findall(r'{%\s*include\s+"([^"]+)"', source)]
    return source + "".join(text_of(part) for part in parts)


def name_of(path: Path) -> str:
    """A template's name as Django knows it."""
    return path.relative_to(ROOT / "templates").as_posix()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_contains(what: str) -> None:
    assert [name_of(path) for path in TEMPLATES if FORBIDDEN[what].search(text_of(path))] == []


def test_a_script_is_a_file_or_data() -> None:
    scripts = [(name_of(path), *found) for path in TEMPLATES for found in SCRIPT.findall(text_of(path))]
    assert scripts
    code = [name for name, head, body in scripts if body.strip() and 'type="application/json"' not in head]
    assert code == []


@pytest.mark.parametrize("name", [name_of(path) for path in TEMPLATES])
def test_every_template_compiles(name: str) -> None:
    assert get_template(name).template is not None


def test_every_post_form_carries_the_token() -> None:
    forms = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL)
    bare = [
        name_of(path)
        for path in TEMPLATES
        if not name_of(path).startswith("allauth/")  # allauth's elements get it in a slot
        for form in forms.findall(text_of(path))
        if "{% csrf_token %}" not in with_parts(form)
    ]
    assert bare == []


def test_icons_named_in_templates_exist() -> None:
    named = {
        (name_of(path), icon)
        for path in TEMPLATES
        for icon in re.findall(r"{%\s*(?:icon|state)\s+\"([\w-]+)\"", text_of(path))
    }
    assert len(named) > 20
    assert {entry for entry in named if entry[1] not in ICONS} == set()


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_stays_on_its_grid(name: str) -> None:
    for kind, path in ICONS[name]:
        assert kind in {"line", "dash", "fill", "cut"}
        start = re.match(r"[Mm]\s*(-?[\d.]+)[ ,]?(-?[\d.]+)", path)
        assert start is not None
        assert all(0 <= float(number) <= 16 for number in start.groups())


def test_no_two_icons_are_drawn_alike() -> None:
    assert len(set(ICONS.values())) == len(ICONS)


@pytest.mark.parametrize("folder", ["static/vendor", "tests/browser/vendor"])
def test_vendored_files_are_the_listed_ones(folder: str) -> None:
    listed = re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", (ROOT / folder / "README.md").read_text())
    files = {path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).rglob("*.min.*")}
    assert files == {name for name, _ in listed}
    for name, checksum in listed:
        assert hashlib.sha256((ROOT / folder / name).read_bytes()).hexdigest() == checksum
        assert b"sourceMappingURL" not in (ROOT / folder / name).read_bytes()
        assert (ROOT / folder / name).with_name("LICENSE").is_file()
