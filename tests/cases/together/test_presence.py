"""Who else is at a case: by whom it is seen, for how long, in which words, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from redis.backoff import NoBackoff
from redis.retry import Retry

from cases import presence
from cases.models import User
from cases.presence import Other, others
from cases.workflow import advance
from tests.cases.helpers import done, person


@pytest.fixture(autouse=True)
def nobody_is_anywhere() -> Iterator[None]:
    """Numbers of cases come again from test to test."""
    presence.forget_all()
    presence._away_until = 0.0
    yield
    presence._away_until = 0.0


def asked(user: User, case: Any, **sent: str) -> Any:
    """What an open page of this person is answered."""
    browser = Client()
    browser.force_login(user)
    fields = {"tab": user.username, "doing": "viewing", "known": "", "seen": "99", "told": "99"} | sent
    return browser.post(f"/cases/{case.reference}/together/", fields, headers={"HX-Request": "true"})


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"7:a": "100:viewing:Celia"}, [Other(7, "Celia", "viewing")]),
        ({"7:a": "100:idle:Celia", "7:b": "100:editing:Celia"}, [Other(7, "Celia", "editing")]),
        ({"7:a": "100:idle:Celia", "7:b": "99:viewing:Celia"}, [Other(7, "Celia", "viewing")]),
        ({"7:a": "54:viewing:Celia"}, []),
        ({"7:a": "55:viewing:Celia"}, [Other(7, "Celia", "viewing")]),
        (
            {"7:a": "100:viewing:C: D", "8:a": "100:idle:Ann"},
            [Other(8, "Ann", "idle"), Other(7, "C: D", "viewing")],
        ),
        ({"1:a": "100:editing:Me"}, []),
    ],
)
def test_who_is_there_of_what_was_noted(told: dict[str, str], shown: list[Other]) -> None:
    assert others(told, 1, 100.0) == shown


@pytest.mark.django_db
def test_two_people_see_each_other_and_arrivals_are_said_once(
    a_case: Callable[..., Any], alice: User, bob: User
) -> None:
    case = a_case()
    assert asked(alice, case).status_code == 204
    answer = asked(bob, case, doing="editing").content.decode()
    assert "Alice is viewing" in answer
    assert 'data-announce="Alice is viewing this case."' in answer
    known = re.search(r'"known": "([^"]+)"', answer)
    assert known is not None
    assert asked(bob, case, known=known[1]).status_code == 204
    assert "Bob is viewing" in asked(alice, case).content.decode()


@pytest.mark.django_db
def test_the_page_itself_shows_who_is_there_and_is_shown(
    client: Client, a_case: Callable[..., Any], alice: User, bob: User
) -> None:
    case = a_case()
    client.force_login(alice)
    assert "is viewing" not in client.get(f"/cases/{case.reference}/").content.decode()
    client.force_login(bob)
    assert "Alice is viewing" in client.get(f"/cases/{case.reference}/").content.decode()


@pytest.mark.django_db
def test_a_change_is_told_with_who_and_when_and_announced_once(
    a_case: Callable[..., Any], alice: User, bob: User, on_monday: Any
) -> None:
    case = a_case()
    done(advance(case.reference, "note", actor=alice, data={"text": "Called."}))
    answer = asked(bob, case, seen="1", told="1").content.decode()
    assert "Changed by Alice at 09:00" in answer
    assert 'data-announce="Changed by Alice at 09:00."' in answer
    assert asked(bob, case, seen="1", told="2").status_code == 204
    assert "Changed by you at 09:00" in asked(alice, case, seen="1", told="1").content.decode()


@pytest.mark.django_db
def test_who_may_not_see_the_case_finds_nothing_and_strangers_are_refused(
    client: Client, a_case: Callable[..., Any], alice: User, charlie: User
) -> None:
    case = a_case()
    partner = person("petra", "new_partner")
    assert asked(charlie, case).status_code == 404
    assert asked(partner, case).status_code == 404
    assert client.post(f"/cases/{case.reference}/together/").status_code == 403
    assert asked(alice, case).status_code == 204
    client.force_login(alice)
    assert client.post("/cases/a%00b/together/").status_code == 404


@pytest.mark.django_db
def test_it_costs_one_statement_beside_session_and_person(
    client: Client, a_case: Callable[..., Any], alice: User
) -> None:
    case = a_case()
    client.force_login(alice)
    with CaptureQueriesContext(connection) as seen:
        client.post(f"/cases/{case.reference}/together/", {"seen": "9"})
    assert len(seen) == 3


@pytest.mark.django_db
def test_without_a_broker_nobody_is_shown_and_the_page_is_whole(
    client: Client, a_case: Callable[..., Any], alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = a_case()
    asked(bob, case)
    away = redis.Redis(host="127.0.0.1", port=1, retry=Retry(NoBackoff(), 0))
    monkeypatch.setattr(presence, "_client", lambda: away)
    client.force_login(alice)
    page = client.get(f"/cases/{case.reference}/")
    assert page.status_code == 200
    assert "is viewing" not in page.content.decode()
    assert asked(alice, case).status_code == 204


@pytest.mark.django_db
def test_pausing_is_kept_for_the_person_and_works_without_scripts(
    client: Client, a_case: Callable[..., Any], alice: User
) -> None:
    case = a_case()
    client.force_login(alice)
    back = client.post(
        "/live/", {"live": "off"}, headers={"Referer": f"http://testserver/cases/{case.reference}/"}
    )
    assert back.headers["Location"] == f"/cases/{case.reference}/"
    alice.refresh_from_db()
    assert not alice.live
    assert 'data-live="off"' in client.get(f"/cases/{case.reference}/").content.decode()
    answer = client.post("/live/", {"live": "on"}, headers={"HX-Request": "true"})
    assert "Updates are on" in answer.content.decode()
