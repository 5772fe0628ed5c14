"""Contrast of the colour pairs in use, from the style sheet, in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
TOKEN = re.compile(r"--ao-([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
SHEET = (CSS / "tokens.css").read_text().split("@media")[0]
COLOURS = {name: {"light": light, "dark": dark} for name, light, dark in TOKEN.findall(SHEET)}

GROUNDS = ("canvas", "surface", "sunken", "float")
STATES = ("breach", "risk", "done", "wait")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent", "accent-strong") for ground in GROUNDS),
    *((state, ground) for state in STATES for ground in (*GROUNDS[:3], f"{state}-soft")),
    *(("ink", f"{state}-soft") for state in STATES),
    *((ink, "accent-soft") for ink in ("ink", "ink-2", "ink-3", "accent")),
    *((ink, "mark") for ink in ("ink", "ink-2")),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]
MARKS = [
    *((mark, ground) for mark in ("edge", "focus") for ground in GROUNDS),
    *(("focus", f"{state}-soft") for state in STATES),
    *(("edge", soft) for soft in ("accent-soft", "breach-soft", "risk-soft")),
    *((f"chart-{series}", ground) for series in range(1, 5) for ground in ("surface", "canvas")),
    ("surface", "breach"),  # the mark inside a filled shape
    ("surface", "done"),
    ("accent", "chart-band-1"),  # the used part of a margin against the rest
]


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", WCAG's formula."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_formula_agrees_with_known_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(ink: str, ground: str, theme: str) -> None:
    assert contrast(COLOURS[ink][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_edges_focus_and_marks_are_seen(mark: str, ground: str, theme: str) -> None:
    assert contrast(COLOURS[mark][theme], COLOURS[ground][theme]) >= 3


def test_every_colour_has_both_themes_and_is_used() -> None:
    styles = "".join(sheet.read_text() for sheet in CSS.glob("*.css"))
    unused = {name for name in COLOURS if f"var(--ao-{name})" not in styles}
    assert len(COLOURS) == SHEET.count("light-dark(#")
    assert unused <= {"chart-2", "chart-3", "chart-4"}  # drawn by whoever needs a further series


def test_colours_are_named_only_in_the_tokens() -> None:
    allowed = {"tokens.css", "print.css"}  # paper is white
    found = {
        sheet.name: re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", re.sub(r"#fff;", "", sheet.read_text()))
        for sheet in CSS.glob("*.css")
        if sheet.name not in allowed
    }
    assert {name: colours for name, colours in found.items() if colours} == {}


def test_every_token_that_is_read_is_defined() -> None:
    defined = set(re.findall(r"(--ao-[\w-]+):", (CSS / "tokens.css").read_text())) | {"--ao-ground"}
    read = {
        (sheet.name, token)
        for sheet in CSS.glob("*.css")
        for token in re.findall(r"var\((--ao-[\w-]+)", sheet.read_text())
    }
    assert {entry for entry in read if entry[1] not in defined} == set()
