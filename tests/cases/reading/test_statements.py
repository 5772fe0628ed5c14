"""How many statements a page takes: few, and as many for much as for little."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import access
from cases.models import User
from cases.workflow import advance
from tests.cases.helpers import confirmed, done, open_seats

pytestmark = pytest.mark.django_db

# The session, the person with the present, saved views, the figures, the list with what stands at its end.
MOST = 6
MOST_DRAWN = 30  # templates on the page of a case that was looked at before
# A search asks for names and for what was written beside its list, and reads the texts that it shows.
MOST_SEARCHED = MOST + 4
LISTS = ("/", "/queue/customer_care/", "/cases/", "/cases/?assignee=none&sort=-amount", "/search/?q=north")


def statements(client: Client, url: str) -> int:
    """How many the page takes once the process has seen one like it."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("url", LISTS)
@pytest.mark.parametrize("name", ["alice", "mona", "charlie"])
def test_a_list_takes_few_statements(
    request: pytest.FixtureRequest, client: Client, alice: User, name: str, url: str
) -> None:
    """For who acts in the kind, for who sees everything, and for who sees nothing."""
    reader: User = request.getfixturevalue(name)
    for number in range(30):
        open_seats(alice, account=f"North {number}")
    client.force_login(reader)
    if not access.visible_kinds(reader) and url.startswith("/queue/"):
        assert client.get(url).status_code == 404
    else:
        assert statements(client, url) <= (MOST_SEARCHED if url.startswith("/search/") else MOST)


def test_the_page_of_a_case_takes_as_many_for_a_long_story(
    client: Client, alice: User, a_case: Callable[..., Any]
) -> None:
    case = a_case()
    client.force_login(alice)
    done(advance(case.reference, "approve", actor=alice))
    confirmed(case, alice)
    few = statements(client, f"/cases/{case.reference}/")  # with a letter, which is one statement more
    for number in range(12):
        done(advance(case.reference, "note", actor=alice, data={"text": f"Note {number}"}))
    assert statements(client, f"/cases/{case.reference}/") == few
    assert few <= 7


def test_who_took_the_case_is_known_without_being_looked_up(
    client: Client, alice: User, a_case: Callable[..., Any]
) -> None:
    case = a_case()
    client.force_login(alice)
    few = statements(client, f"/cases/{case.reference}/")
    for name in ("claim", "release", "claim"):
        done(advance(case.reference, name, actor=alice))
    page = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Owner: you" in page
    assert statements(client, f"/cases/{case.reference}/") == few


def test_what_stays_as_it_was_is_not_drawn_again(
    client: Client, alice: User, a_case: Callable[..., Any]
) -> None:
    """Of the acts only those with a form, which carries a key of its own; no map, no places."""
    case = a_case()
    client.force_login(alice)
    url = f"/cases/{case.reference}/"
    first, second = ([one.name for one in client.get(url).templates] for _ in range(2))
    kept = {"cases/_map.html", "partials/nav.html", "partials/brand.html", "partials/find.html"}
    assert not kept & set(second)
    assert second.count("cases/_action.html") == second.count("cases/_action_form.html") <= 1
    assert len(second) <= min(MOST_DRAWN, len(first))


@pytest.mark.parametrize(("size", "shown"), [(25, 25), (50, 30), (100, 30)])
def test_people_say_how_many_rows_make_a_page(client: Client, alice: User, size: int, shown: int) -> None:
    for number in range(30):
        open_seats(alice, account=f"North {number}")
    alice.page_size = size
    alice.save()
    client.force_login(alice)
    for url in ("/queue/customer_care/", "/cases/?q=north"):
        assert client.get(url).content.decode().count("data-row") == shown
