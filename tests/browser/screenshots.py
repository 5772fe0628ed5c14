"""Makes docs/screenshots: `make screenshots`. Not a test by its name, so no run of the tests draws them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from cancellations.demo import seed, seed_mails
from cancellations.models import CancellationCase
from tests.browser import tickets
from tests.browser.people import NARROW, Desk
from tests.browser.pictures import packed
from tests.browser.states import at
from tests.browser.test_consent import send_link
from tests.browser.test_intake import to_the_check
from tests.browser.test_operations import set_aside
from tests.browser.test_takeover import NEW, ask, start
from tests.browser.test_transition import opened
from tests.browser.world import NOW, World

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
MOST_BYTES = 200_000
SIZES = {"1440": {"width": 1440, "height": 760}, "1024": {"width": 1024, "height": 768}, "320": NARROW}
TO_THE_PART = "() => location.hash && document.querySelector(location.hash).scrollIntoView()"
PAGES = {
    "sign-in": ("", "/account/login/"),
    "my-work": ("ines", "/"),
    "queue": ("ines", "/queue/research/"),
    "case": ("ines", "/cases/{harbour}/"),
    "action": ("nadia", "/cases/{announced}/do/withdraw/"),
    "board": ("malin", "/board/all/"),
    "deadlines": ("malin", "/deadlines/"),
    "silence": ("ines", "/cases/{harbour}/silence/"),
    "search": ("ines", "/search/?q=harbour"),
    "triage": ("ines", "/queue/research/triage/"),
    "policy": ("malin", "/policy/rebook/"),
    "rules": ("malin", "/rules/rebook/"),
    "profile": ("ines", "/profile/"),
    "help": ("ines", "/help/"),
}


def _intake(desk: Desk) -> Page:
    page = desk("amara")
    to_the_check(page)
    return page


def _takeover(desk: Desk) -> Page:
    page = desk("celia")
    start(page)
    return page


def _consent(desk: Desk) -> Page:
    page = desk("celia")
    ask(page)
    return desk("", send_link(page, NEW))


def _transition(desk: Desk) -> Page:
    page = desk("sasha")
    opened(page)
    return page


def _operations(desk: Desk) -> Page:
    set_aside()
    return desk("malin", "/operations/")


def _mails(desk: Desk) -> Page:
    seed_mails(NOW)
    return desk("malin", "/mail/")


def _cancellation(desk: Desk, state: str, part: str = "") -> Page:
    seed_mails(NOW)
    case = CancellationCase.objects.get(state=state)
    return desk("ruth", f"/cases/{case.reference}/{part}")


def _cancellations(desk: Desk) -> Page:
    seed(60, NOW)
    seed_mails(NOW)
    return desk("ruth", "/queue/sales_enablement/")


WAYS: dict[str, Callable[[Desk], Page]] = {
    "intake-check": _intake,
    "takeover": _takeover,
    "consent": _consent,
    "transition": _transition,
    "tickets": tickets.queue,
    "ticket": tickets.ladder,
    "closing": tickets.closing,
    "operations": _operations,
    "mail": _mails,
    "cancellations": _cancellations,
    "cancellation-gaps": lambda desk: _cancellation(desk, "incomplete", "#panel-request"),
    "cancellation-diff": lambda desk: _cancellation(desk, "complete", "#panel-products"),
}


@pytest.mark.parametrize("name", [*PAGES, *WAYS])
def test_draw(desk: Desk, world: World, name: str) -> None:
    """One page at every width, the widest in both themes; the top of it, as it is seen first."""
    if name in WAYS:
        page = WAYS[name](desk)
    else:
        who, path = PAGES[name]
        page = desk(who)
        at(path)(page, world)
    for width, size in SIZES.items():
        page.set_viewport_size(size)
        for theme in ("light", "dark") if width == "1440" else ("light",):
            page.emulate_media(color_scheme=theme)
            _draw(page, FOLDER / f"{name}-{width}-{theme}.png")
        page.emulate_media(color_scheme="light")


def _draw(page: Page, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    page.evaluate("() => document.activeElement.blur()")
    page.evaluate(TO_THE_PART)
    target.write_bytes(packed(page.screenshot()))
    assert target.stat().st_size <= MOST_BYTES, f"{target.name} is too large"
