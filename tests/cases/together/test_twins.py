"""Before a case is opened: those that may be the same matter are shown, and going on is a choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cases.kinds import Kind
from cases.models import Account, Case, User
from cases.panels import Alike
from cases.workflow.twins import alike, unseen
from tests.cases.api.client import Program
from tests.cases.helpers import open_seats

FACTS = {"account": "Northwind", "seats_now": 5, "seats_wanted": 8}
URL = "/new/seat_change/"


@pytest.fixture
def kind(changed_kind: Callable[..., Kind]) -> Kind:
    """The kind in miniature, saying what makes two of its cases one matter."""
    return changed_kind(
        alike=(Alike(("account_id", "seats_wanted"), "the same account and {seats_wanted} seats"),)
    )


@pytest.mark.django_db
class TestLooking:
    """What is found, for whom, and that nothing of it stays."""

    def test_what_a_case_would_share_is_found_and_nothing_is_stored(self, kind: Kind, alice: User) -> None:
        there = open_seats(alice)
        found = alike(kind, FACTS, alice)
        assert [(one.case.pk, one.why) for one in found] == [(there.pk, "the same account and 8 seats")]
        assert alike(kind, FACTS | {"account": "Quite new"}, alice) == []
        assert (Case.objects.count(), Account.objects.filter(name="Quite new").exists()) == (1, False)
        assert unseen(found, "")
        assert not unseen(found, f"{there.reference} SC-2026-000009")

    def test_nobody_finds_a_case_that_they_do_not_see(self, kind: Kind, alice: User, charlie: User) -> None:
        open_seats(alice)
        assert alike(kind, FACTS, charlie) == []

    @pytest.mark.parametrize("given", [{}, {"seats_wanted": "many"}])
    def test_an_input_that_opens_nothing_finds_nothing(
        self, kind: Kind, alice: User, given: dict[str, Any]
    ) -> None:
        open_seats(alice)
        assert alike(kind, given and FACTS | given, alice) == []

    def test_a_kind_that_says_nothing_asks_nothing(
        self, seats: Kind, alice: User, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(0):
            assert alike(seats, FACTS, alice) == []


@pytest.mark.django_db
class TestOpening:
    """By the page with one form, and by programs."""

    def test_the_page_shows_them_and_opens_when_told_that_it_is_another(
        self, kind: Kind, alice: User, client: Client
    ) -> None:
        there = open_seats(alice)
        client.force_login(alice)
        answer = client.post(URL, FACTS | {"key": "one"})
        page = answer.content.decode()
        assert (answer.status_code, Case.objects.count()) == (409, 1)
        for words in (there.reference, "the same account and 8 seats", "It is another one – open it"):
            assert words in page
        assert f'name="seen_alike" value="{there.reference} "' in page
        assert client.post(URL, FACTS | {"seen_alike": there.reference, "key": "one"}).status_code == 302
        assert Case.objects.count() == 2
        answer = client.post(URL, FACTS | {"seen_alike": there.reference, "key": "two"})
        assert answer.status_code == 409, "the second one was not shown yet"

    def test_programs_are_told(self, kind: Kind, alice: User) -> None:
        there = open_seats(alice)
        answer = Program(alice).post("/cases/seat_change", FACTS)
        assert answer.status_code == 201, answer.content
        assert answer.json()["alike"] == [{"case": there.reference, "why": "the same account and 8 seats"}]
        assert Program(alice).post("/cases/seat_change", FACTS | {"account": "B"}).json()["alike"] == []
