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
    "resultTypes": ["violations"],
    "preload": False,  # no rule of these tags reads style sheets; fetching them again takes its time
}
WIDTHS = """() => document.readyState === "complete" && {
  page: document.documentElement.scrollWidth, window: document.documentElement.clientWidth }"""
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
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
    found: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {' > '.join(map(str, node['target']))}\n    {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


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
