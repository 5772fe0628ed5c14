"""axe-core over what a page shows now: no violation, whatever the state, the theme and the width."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    # Both are off in a default run: one is new in WCAG 2.2, the other is still called experimental.
    "rules": {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
    "preload": False,  # no rule of these tags reads style sheets; fetching them again takes its time
}
# What axe cannot tell by itself, by the key of its message, and what tells it instead. Anything else that it
# cannot tell fails the test, to be looked at once. Pairs of colours are judged from the style sheet, in both
# themes: tests/cases/test_tokens.py.
TRIAGED = {
    "bgOverlap": "names in the state map, drawn on a shape of the same picture: by their pair",
    "elmPartiallyObscured": "the end of a line of tabs or of a wide table, scrolled out of its box",
    "elmPartiallyObscuring": "the same from its other side",
    "bgGradient": "a select, whose arrow is two gradients beside the words: by the pair of text and field",
    "imgNode": "numbers at an edge of the board's pictures: by their pair",
    "emptyValue": "a select with nothing chosen yet: by the pair of text and field",
    "frame-tested": "a letter, in a frame that runs no scripts: test_letter_preview.py measures its contrast",
    "shortTextContent": "a number of one digit, a key of one letter: by the pair of its neighbours",
}
SETTLED = "() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))"
WIDTHS = """() => document.readyState === "complete" && {
  page: document.documentElement.scrollWidth, window: document.documentElement.clientWidth }"""
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations", "incomplete"],
    "preload": False,
}


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """What axe finds: rule, why, and where, one line per element."""
    page.wait_for_function("() => document.readyState === 'complete'")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_script())
    page.evaluate(SETTLED)  # halfway between two themes a text may have the colour of its ground
    found: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    untold = [(rule, node) for rule in found["incomplete"] for node in rule["nodes"] if not _is_triaged(node)]
    seen = [(rule, node) for rule in found["violations"] for node in rule["nodes"]]
    return [
        f"{rule['id']}: {' > '.join(map(str, node['target']))}\n    {node['failureSummary']}"
        for rule, node in seen + untold
    ]


def _is_triaged(node: dict[str, Any]) -> bool:
    """Whether every check that came to no end did so for a reason that is known."""
    checks = [*node["any"], *node["all"], *node["none"]]
    return all(_reason(check) in TRIAGED for check in checks)


def _reason(check: dict[str, Any]) -> str:
    """Why a check came to no end: the key of its message, or its own name where it has only one reason."""
    data = check.get("data")
    key = data.get("messageKey") if isinstance(data, dict) else None
    return str(key or check["id"])


def assert_accessible(page: Page, state: str, options: dict[str, Any] = OPTIONS) -> None:
    """Fails naming everything that axe finds in this state of the page."""
    found = violations(page, options)
    assert not found, f"{state}:\n" + "\n".join(found)


CUT_OFF = """() => [...document.querySelectorAll(".queue .ref")].filter((ref) => {
    const cell = ref.closest("th");
    return cell && ref.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1;
  }).map((ref) => ref.textContent)"""


def assert_fits(page: Page, state: str) -> None:
    """Nothing is wider than the window; tables scroll in a box of their own; no number is cut off."""
    # Asked until a whole document is there: between two pages there is a moment with none.
    found = page.wait_for_function(WIDTHS).json_value()
    assert found["page"] <= found["window"], f"{state}: {found['page']} px in a window of {found['window']}"
    assert page.evaluate(CUT_OFF) == [], f"{state}: numbers of cases are cut off"
