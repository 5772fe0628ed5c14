"""Makes docs/screenshots: `make screenshots`. Not a test by its name, so no run of the tests draws them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.people import NARROW, Desk
from tests.browser.states import at
from tests.browser.test_intake import to_the_check
from tests.browser.world import World

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
MOST_BYTES = 200_000
SIZES = {"1440": {"width": 1440, "height": 760}, "1024": {"width": 1024, "height": 768}, "320": NARROW}
PAGES = {
    "sign-in": ("", "/account/login/"),
    "my-work": ("ines", "/"),
    "queue": ("ines", "/queue/research/"),
    "case": ("ines", "/cases/{harbour}/"),
    "action": ("nadia", "/cases/{announced}/do/withdraw/"),
    "board": ("malin", "/board/all/"),
    "search": ("ines", "/search/?q=castellan"),
}


@pytest.mark.parametrize("name", [*PAGES, "intake-check"])
def test_draw(desk: Desk, world: World, name: str) -> None:
    """One page at every width, the widest in both themes; the top of it, as it is seen first."""
    who, path = PAGES.get(name, ("amara", ""))
    page = desk(who)
    if path:
        at(path)(page, world)
    else:
        to_the_check(page)
    for width, size in SIZES.items():
        page.set_viewport_size(size)
        for theme in ("light", "dark") if width == "1440" else ("light",):
            page.emulate_media(color_scheme=theme)
            _draw(page, FOLDER / f"{name}-{width}-{theme}.png")
        page.emulate_media(color_scheme="light")


def _draw(page: Page, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    page.evaluate("() => document.activeElement.blur()")
    page.screenshot(path=target)
    assert target.stat().st_size <= MOST_BYTES, f"{target.name} is too large"
