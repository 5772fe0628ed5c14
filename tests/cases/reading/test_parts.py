"""Who only took part: what the database keeps for their lists, and that these are read in its order."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cases import access, queue
from cases.models import HELD, Case, Participation, User
from cases.paging import SORTS
from cases.queue import QueueQuery
from cases.workflow import advance
from tests.cases.helpers import done
from tests.cases.reading.crowd import counted, crowd, emptied, entries
from tests.cases.reading.test_plans import accounts, most_read

pytestmark = pytest.mark.django_db

COLUMNS = ("assignee_id" if name == "assignee" else name for name in HELD)
ROW = ("actor_id", "case_id", *COLUMNS)
MANY = 3000
FILTERS = (
    {}, {"open": True}, {"open": False}, {"assignee": "none"}, {"assignee": "alice"}, {"due": "overdue"},
    {"due": "today"}, {"flag": "late_window"}, {"flag": "late_window", "open": True}, {"q": "account"},
    {"q": "word77"}, {"q": "sc-2020-0000"}, {"account": "northwind"}, {"team": "customer_care"},
    {"state": "changed"}, {"kind": "seat_change", "assignee": "none", "open": True},
)  # fmt: skip


def held() -> set[tuple[Any, ...]]:
    """The rows as they are."""
    return set(Participation.objects.values_list(*ROW))


def as_told() -> set[tuple[Any, ...]]:
    """The rows as the timeline and the cases say they should be."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT t.actor_id, c.id, {', '.join(f'c.{name}' for name in ROW[2:])}"
            " FROM cases_timelineentry t JOIN cases_case c ON c.id = t.case_id"
            " WHERE t.actor_id IS NOT NULL AND NOT t.refused"
        )
        return set(cursor.fetchall())


def test_every_part_holds_what_its_case_says_whoever_changes_it(
    alice: User, bob: User, a_case: Callable[..., Any]
) -> None:
    case = a_case()
    assert held() == as_told() != set()
    done(advance(case.reference, "note", actor=bob, data={"text": "I look after it."}))
    assert {row[0] for row in held()} >= {alice.pk, bob.pk}
    done(advance(case.reference, "claim", actor=alice))
    assert held() == as_told()
    rows = Case.objects.filter(pk=case.pk)
    for changed in ({"next_due_at": None}, {"assignee": bob}, {"closed_at": case.updated_at}):
        rows.update(**changed)
        assert held() == as_told()


def test_a_case_that_goes_takes_its_parts_along(alice: User) -> None:
    crowd(2, account=accounts(), owner=alice, team="customer_care")
    gone, stays = Case.objects.order_by("pk")
    Participation.objects.bulk_create(
        Participation(actor=alice, kind=case.kind, case=case) for case in (gone, stays)
    )
    Case.objects.filter(pk=gone.pk).delete()
    assert [row.case_id for row in Participation.objects.all()] == [stays.pk]


@pytest.fixture
def part_taken(alice: User, charlie: User) -> User:
    """Charlie took part in each of three thousand cases, and acts in none of their kind."""
    emptied()
    crowd(MANY, account=accounts(), owner=alice, team="customer_care")
    entries(charlie, one_in=1)
    counted()
    return charlie


def test_a_long_past_is_read_no_further_than_a_page_needs(part_taken: User, client: Client) -> None:
    """A figure stops at 1,001 and a page at 26: neither goes through all that they took part in."""
    client.force_login(part_taken)
    pages = (
        "/cases/",
        "/cases/?sort=-due",
        "/cases/?sort=-updated",
        "/cases/?assignee=none",
    )
    assert {url: read for url in pages if (read := most_read(client, url)) > MANY / 2} == {}


def test_lists_and_figures_are_those_of_all_that_may_be_seen(part_taken: User, client: Client) -> None:
    """Read in another way than `find` does, and yet the same cases in the same order."""
    client.force_login(part_taken)
    for asked in FILTERS:
        for sort in ("due",) if asked else SORTS:
            query = QueueQuery(**asked, sort=sort)
            page = client.get(f"/cases/?{query.address()}").content.decode()
            found = queue.find(part_taken, query)
            shown = re.findall(r'id="row-([\w-]+)"', page)
            assert shown == [case.reference for case in found[:25]], (asked, sort)
        assert str(queue.count(part_taken, QueueQuery(**asked), 5000)) == f"{found.count():,}", asked


@pytest.mark.parametrize("sort", ["due", "-due", "updated", "-opened"])
def test_the_next_page_of_parts_begins_where_the_last_one_ended(
    part_taken: User, client: Client, sort: str
) -> None:
    client.force_login(part_taken)
    url, seen = f"/cases/?sort={sort}&open=true", list[str]()
    for _ in range(3):
        page = client.get(url).content.decode()
        seen += re.findall(r'id="row-([\w-]+)"', page)
        url = re.findall(r'href="([^"]+)" rel="next"', page)[0].replace("&amp;", "&")
    wanted = queue.find(part_taken, QueueQuery(open=True, sort=sort))[:75]
    assert seen == [case.reference for case in wanted]


def test_the_session_tells_in_which_kinds_somebody_took_part(
    alice: User, charlie: User, client: Client
) -> None:
    crowd(3, account=accounts(), owner=alice, team="customer_care")
    entries(charlie, one_in=1)
    client.force_login(charlie)
    reader = client.get("/cases/").context["user"]
    assert [kind for kind in reader.took_part if kind] == ["seat_change"]
    assert reader.asked_at.tzinfo is not None
    assert access.sight_of(reader).settled
    assert access.sight_of(reader).unseen == queue.surroundings(access.sight_of(charlie))[0].unseen
