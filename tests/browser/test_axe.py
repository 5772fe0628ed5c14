"""No violation that axe can find, in any state of any page: light, dark, narrow, and in forced colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.axe import COLOURS, assert_accessible, assert_fits, violations
from tests.browser.people import MANNERS, NARROW, WIDE, Desk
from tests.browser.states import STATES, State
from tests.browser.watch import Watch
from tests.browser.world import World


@pytest.fixture(scope="module")
def kept(_site: Any, browser: Browser) -> Iterator[tuple[BrowserContext, Watch]]:
    """A browser that keeps style sheets and scripts, which a new one for each state would fetch again."""
    context = browser.new_context(base_url=_site[0].url, **MANNERS)
    yield context, Watch()
    context.close()


@pytest.fixture
def desk(kept: tuple[BrowserContext, Watch], site: str) -> Iterator[Desk]:
    """In that browser, with nobody signed in and no page open."""
    context, watch = kept
    watch.begin()
    yield Desk(site, watch, lambda **options: context)
    watch.assert_quiet()
    context.clear_cookies()
    for page in context.pages:
        page.close()


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_state_is_accessible_and_fits(desk: Desk, world: World, state: State) -> None:
    """Once there, the same state is looked at in both themes, at 320 CSS pixels and in forced colours."""
    desk.watch.expect(r"status of 4\d\d")
    page = desk(state.who)
    state.way(page, world)
    assert_accessible(page, f"{state.name}, light")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, f"{state.name}, dark", COLOURS)
    page.set_viewport_size(NARROW)
    assert_accessible(page, f"{state.name}, dark and narrow")
    assert_fits(page, f"{state.name}, narrow")
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", forced_colors="active")
    assert_accessible(page, f"{state.name}, forced colours", COLOURS)


def test_the_eye_is_open(desk: Desk) -> None:
    """What is broken on purpose is found, in either way of looking: so silence means something."""
    page = desk("", "/account/login/")
    page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML(
             "beforeend", "<img src='/static/icons/mark.svg'><p class='mute'>faint</p>")"""
    )
    page.evaluate("() => document.querySelector('main .mute').style.setProperty('color', '#ddd')")
    assert any(found.startswith("image-alt") for found in violations(page))
    assert any(found.startswith("color-contrast") for found in violations(page, COLOURS))
