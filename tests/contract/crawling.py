"""Reading changes nothing: every page and fragment that leads from a case, for every role."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

from django.test import Client

from tests.contract.seeing import HX, addresses, lists
from tests.contract.world import World, changed, fingerprint

LINK = re.compile(r'(?:href|hx-get|data-href)="(/[^"]*)"')
LEFT_OUT = ("/static/", "/account/", "/admin/", "/demo/")
FILTERS = ("all", "notes", "people", "changes", "nonsense")


class Crawling:
    """GET and HEAD, whole pages and fragments."""

    def test_no_address_of_a_case_changes_anything_when_read(self, house: World, place: str) -> None:
        reference = house.cases[place]
        role = house.insiders[len(place) % len(house.insiders)]
        urls = [url for method, url in addresses(house, place) if method == "GET"]
        urls += [f"/cases/{reference}/?show={code}" for code in FILTERS]
        assert unchanged_by(house.client(role), urls, {200}) == {}

    def test_every_role_reads_without_changing_anything(self, house: World) -> None:
        reference = house.cases[house.fixture.paths[0].name]
        found = {}
        for role in house.insiders:
            urls = [f"/cases/{reference}/", f"/cases/{reference}/do/note/", "/", "/cases/?sort=-updated"]
            found |= unchanged_by(house.client(role), urls, {200})
        assert found == {}

    def test_lists_and_figures_change_nothing_when_read(self, house: World) -> None:
        urls = lists(house, "supervisor")
        assert unchanged_by(house.client("supervisor"), urls, {200, 204, 302}) == {}

    def test_every_link_on_a_case_s_page_leads_somewhere_and_changes_nothing(
        self, house: World, place: str
    ) -> None:
        client = house.client("supervisor")
        urls = links_of(client, f"/cases/{house.cases[place]}/")
        assert len(urls) > 3
        if place != house.fixture.paths[0].name:  # the frame's own links are followed once
            urls = [url for url in urls if house.cases[place] in url]
        assert unchanged_by(client, urls, {200, 204, 302}) == {}

    def test_a_page_that_changes_something_takes_no_get(self, house: World) -> None:
        held = next(case.team for case in map(house.case, house.cases) if case.team)
        client, before = house.client("manager"), fingerprint()
        assert client.get(f"/queue/{held}/next/").status_code in {404, 405}
        for name in ("perform", "events"):
            url = f"/api/v1/cases/{house.cases['another']}/{name}/claim"
            assert client.get(url).status_code in {404, 405}
        assert changed(before, fingerprint()) == set()


def links_of(client: Client, url: str) -> list[str]:
    """The product's own addresses that a page links to."""
    html = client.get(url).content.decode().replace("&amp;", "&")
    found = {urldefrag(link).url for link in LINK.findall(html)}
    return sorted(link for link in found if not urlsplit(link).path.startswith(LEFT_OUT))


def unchanged_by(client: Client, urls: list[str], fine: set[int]) -> dict[str, object]:
    """Reads each address, as page and as fragment; what went wrong, by address."""
    wrong: dict[str, object] = {}
    before = fingerprint()
    for url in urls:
        ways = (("GET", {}), ("GET", HX), ("HEAD", {}))
        if "/do/" in url or "?" in url:  # one way each, in turn
            ways = ways[len(url) % 3 :][:1]
        for method, headers in ways:
            answer = client.generic(method, url, headers=headers)
            body = b"".join(answer) if answer.streaming else answer.content
            if answer.status_code not in fine and not (method == "HEAD" and answer.status_code == 405):
                wrong[f"{method} {url}"] = (answer.status_code, body[:300])
    tables = changed(before, fingerprint())
    return wrong | ({"changed": tables} if tables else {})
