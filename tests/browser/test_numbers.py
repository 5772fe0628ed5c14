"""Every number that is a link leads to a list with exactly that many cases, all its pages together."""

from __future__ import annotations

import re
from html import unescape

import pytest
from playwright.sync_api import APIRequestContext, Page

from tests.browser.people import Desk
from tests.browser.world import World

FIGURE = re.compile(r"\d[\d,]*")
NEXT = re.compile(r'href="([^"]+)"\s+rel="next"')
ROW = re.compile(r"<tr[^>]*\bdata-row\b")
ENTRY = re.compile(r'id="entry-\d+"')


def figures(page: Page) -> dict[str, int]:
    """The links of a page that carry one number, by their address."""
    found: dict[str, int] = {}
    for link in page.get_by_role("link").all():
        numbers = [word for word in link.inner_text().split() if FIGURE.fullmatch(word)]
        if len(numbers) == 1 and " hours" not in link.inner_text():
            found[link.get_attribute("href") or ""] = int(numbers[0].replace(",", ""))
    tiles = page.get_by_role("link").filter(has_text=re.compile(r"^\s*(Overdue|Due|Nobody|Blocked)"))
    for tile in tiles.all():
        lines = [line for line in tile.inner_text().splitlines() if FIGURE.fullmatch(line.strip())]
        if lines:
            found[tile.get_attribute("href") or ""] = int(lines[0].replace(",", ""))
    return found


def listed(asker: APIRequestContext, address: str) -> int:
    """How many rows the list of an address has, all its pages together."""
    total, onward = 0, address
    while onward:
        text = asker.get(onward).text()
        total += len(ROW.findall(text))
        found = NEXT.search(text)
        onward = unescape(found[1]) if found else ""
    return total


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("ines", "/"),
        ("ines", "/queue/research/"),
        ("ines", "/board/research/"),
        ("malin", "/board/all/"),
        ("malin", "/board/research/?days=28"),
        ("malin", "/board/process-rebook/"),
        ("malin", "/cases/"),
        ("amara", "/board/ar_collections/"),
    ],
)
def test_02_every_number_is_a_link_to_exactly_that_many(desk: Desk, who: str, address: str) -> None:
    page = desk(who, address)
    found = {url: n for url, n in figures(page).items() if url.startswith(("/queue/", "/cases/"))}
    assert found
    assert {url: listed(page.context.request, url) for url in found} == found


def test_02_the_views_of_a_timeline_hold_what_they_count(desk: Desk, world: World) -> None:
    address = f"/cases/{world['harbour']}/"
    page = desk("ines", address)
    views = {url: n for url, n in figures(page).items() if "#timeline" in url}
    assert len(views) == 4
    for url, number in views.items():
        text = page.context.request.get(url.partition("#")[0]).text()
        assert len(ENTRY.findall(text)) == number
