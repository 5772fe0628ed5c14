"""Every number that is a link leads to a list with exactly that many cases, all its pages together."""

from __future__ import annotations

import re
from html import unescape

import pytest
from playwright.sync_api import APIRequestContext, Locator, Page

from tests.browser.people import Desk
from tests.browser.world import World

FIGURE = re.compile(r"\d[\d,]*")
NEXT = re.compile(r'href="([^"]+)"\s+rel="next"')
ROW = re.compile(r"<tr[^>]*\bdata-row\b")
ENTRY = re.compile(r'id="entry-\d+"')


def figures(page: Page) -> dict[str, int]:
    """The links of a page that carry one number, by their address."""
    found: dict[str, int] = {}
    links = page.get_by_role("link")
    for text, address in told(links):
        numbers = [word for word in text.split() if FIGURE.fullmatch(word)]
        if len(numbers) == 1 and " hours" not in text:
            found[address] = int(numbers[0].replace(",", ""))
    for text, address in told(links.filter(has_text=re.compile(r"^\s*(Overdue|Due|Nobody|Blocked)"))):
        lines = [line for line in text.splitlines() if FIGURE.fullmatch(line.strip())]
        if lines:
            found[address] = int(lines[0].replace(",", ""))
    return found


def told(links: Locator) -> list[tuple[str, str]]:
    """Text and address of each, in one question to the browser."""
    found: list[tuple[str, str]] = links.evaluate_all(
        "all => all.map(one => [one.innerText, one.getAttribute('href') || ''])"
    )
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
