"""Cases that may be one matter, and what becomes of a duplicate: nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cases import duplicates
from cases.kinds import Kind
from cases.models import User
from cases.panels import Alike
from cases.workflow import advance
from tests.cases.files.conftest import as_form
from tests.cases.helpers import done, fresh, open_seats

ALIKE = (
    Alike(("account_id", "seats_wanted"), "the same account and {seats_wanted} seats"),
    Alike(("account_id", "seats_now"), "the same account and seats now within 30 days", 30),
)


@pytest.fixture
def alike(changed_kind: Callable[..., Kind]) -> Kind:
    """The kind in miniature, saying what makes two of its cases one matter."""
    return changed_kind(alike=ALIKE)


def close(case: Any, other: Any, by: User) -> None:
    """Closes a case as a duplicate of another."""
    data = {"other": other.reference, "reason": "The same wish."}
    done(advance(case.reference, "mark_duplicate", actor=by, data=data))


def found(case: Any, user: User) -> list[tuple[str, str]]:
    """The cases suggested, with why."""
    return [(one.case.reference, one.why) for one in duplicates.suggested(fresh(case), user)]


@pytest.mark.django_db
def test_what_the_kind_names_is_compared_and_worded(alike: Kind, alice: User, charlie: User) -> None:
    case = open_seats(alice)
    same, wanted = open_seats(alice), open_seats(alice, seats_now=7)
    open_seats(alice, account="Another")
    both = "the same account and 8 seats and the same account and seats now within 30 days"
    assert found(case, alice) == [
        (wanted.reference, "the same account and 8 seats"),
        (same.reference, both),
    ]
    assert found(case, charlie) == []


@pytest.mark.django_db
def test_a_kind_that_says_nothing_suggests_nothing(alice: User, django_assert_num_queries: Any) -> None:
    case = open_seats(alice)
    open_seats(alice)
    with django_assert_num_queries(0):
        assert duplicates.suggested(case, alice) == []


@pytest.mark.django_db
def test_the_page_leads_to_closing_it_with_the_other_case_filled_in(
    client: Client, alike: Kind, alice: User
) -> None:
    other, case = open_seats(alice), open_seats(alice)
    client.force_login(alice)
    page = client.get(f"/cases/{case.reference}/").content.decode()
    way = f"/cases/{case.reference}/do/mark_duplicate/?other={other.reference}"
    assert way in page
    assert "It has the same account and 8 seats" in page
    assert f'value="{other.reference}"' in client.get(way).content.decode()


@pytest.mark.django_db
def test_notes_of_a_duplicate_stand_on_the_case_that_goes_on(
    client: Client, alike: Kind, alice: User, charlie: User
) -> None:
    goes_on, case = open_seats(alice), open_seats(alice)
    done(advance(case.reference, "note", actor=alice, data={"text": "They called twice."}))
    close(case, goes_on, alice)
    client.force_login(alice)
    page = client.get(f"/cases/{goes_on.reference}/").content.decode()
    part = page[page.index("From its duplicates") :]
    assert case.reference in part
    assert "They called twice." in part
    assert "May be the same matter" not in page  # it is settled
    assert [one.pk for one in duplicates.merged(goes_on, alice)] == [case.pk]
    assert duplicates.merged(goes_on, charlie) == []


@pytest.mark.django_db
def test_nothing_of_a_duplicate_of_a_duplicate_is_lost(client: Client, alice: User) -> None:
    first, second, third, linked = (open_seats(alice, account=name) for name in ("A", "B", "C", "D"))
    for name, given in (
        ("claim", {}),
        ("note", {"text": "They called twice."}),
        ("attach", as_form("paper.txt")),
        ("link", {"other": linked.reference, "relation": "related"}),
    ):
        done(advance(first.reference, name, actor=alice, data=given))
    close(first, second, alice)
    close(second, third, alice)
    client.force_login(alice)
    page = client.get(f"/cases/{third.reference}/")
    assert [one["reference"] for one in page.context["merged"]] == [first.reference, second.reference]
    assert [row["name"] for row in page.context["files"]["earlier"]] == ["paper.txt"]
    links = [(row["reference"], row["through"]) for row in page.context["links"]]
    assert links == [(linked.reference, first.reference), (second.reference, "")]
    text = page.content.decode()
    assert "They called twice." in text
    assert f"linked to its duplicate {first.reference}" in text
    assert page.context["watching"]["mine"], "who watched a duplicate watches the case that goes on"


@pytest.mark.django_db
def test_the_case_that_goes_on_is_found_through_several(alice: User) -> None:
    first, second, third = (open_seats(alice, account=name) for name in ("A", "B", "C"))
    close(first, second, alice)
    close(second, third, alice)
    assert duplicates.going_on(fresh(first)).pk == third.pk
    assert duplicates.going_on(fresh(third)).pk == third.pk
