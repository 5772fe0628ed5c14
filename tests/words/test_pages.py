"""What the code marks is translated where it is shown: pages in a language made of brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as product
from django.test import Client

from cases.models import User
from cases.teams import ROLES
from tests.contract.world import undone
from tests.permissions.addresses import URLS
from tests.permissions.world import OPENERS, House, build
from tests.words.bare import bare, in_the_database
from tests.words.brackets import marked, spoken, unsaid

PAGES = {
    "manager": [
        "/", "/cases/", "/board/", "/board/research/", "/deadlines/", "/policy/", "/policy/rebook/",
        "/profile/",
        "/policy/rebook/change/", "/policy/rebook/scenarios/", "/operations/", "/rules/", "/rules/takeover/",
        "/rules/rebook/try/", "/search/?q=north", "/views/", "/notifications/", "/profile/notifications/",
        "/mail/", "/help/", "/attendance/", "/queue/research/", "/queue/research/triage/",
    ],
    "administrator": ["/people/", "/people/new/"],
    "research_specialist": ["/import/", "/new/rebook/"],
}  # fmt: skip
FORM = re.compile(r'href="(/cases/[^"]+/(?:do|record)/[^"?]+/)')


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """A case of each kind, in a transaction that is never committed."""
    with django_db_blocker.unblock(), undone():
        yield build()


@pytest.fixture(scope="module")
def kept(house: House, django_db_blocker: Any) -> frozenset[str]:
    """What stands in the database: the record, and what people wrote or are called."""
    with django_db_blocker.unblock():
        return in_the_database()


@pytest.fixture(scope="module")
def words() -> set[str]:
    """What the code marks, without what people in the house are called: they are named after their roles."""
    return marked() - {role.title() for role in ROLES} - {"AccountOps"}


def _told(found: dict[str, set[str]]) -> str:
    return "\n".join(f"{url}: {text}" for url, texts in found.items() for text in sorted(texts))


def _shown(client: Client, url: str) -> str:
    answer = client.get(url, follow=True)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_pages_say_what_is_marked(
    house: House, db: None, settings: Any, words: set[str], kept: frozenset[str], name: str
) -> None:
    settings.ROOT_URLCONF = URLS
    client = Client()
    client.cookies[product.SESSION_COOKIE_NAME] = house.people[name].session
    with spoken(settings):
        pages = {url: _shown(client, url) for url in PAGES[name]}
    found = {url: unsaid(page, words) | bare(page, kept) for url, page in pages.items()}
    assert _told(found) == ""


@pytest.mark.parametrize("kind", sorted(set(OPENERS) - {"seat_change"}))
def test_a_case_and_its_forms_say_what_is_marked(
    house: House, db: None, settings: Any, words: set[str], kept: frozenset[str], kind: str
) -> None:
    settings.ROOT_URLCONF = URLS
    client = Client()
    client.force_login(User.objects.get(username=OPENERS[kind]))
    with spoken(settings):
        page = _shown(client, f"/cases/{house.cases[kind].reference}/")
        pages = {"the case": page} | {url: _shown(client, url) for url in sorted(set(FORM.findall(page)))[:6]}
    found = {url: unsaid(page, words) | bare(page, kept) for url, page in pages.items()}
    assert _told(found) == ""
