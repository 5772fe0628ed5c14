"""The one query: what it takes, whom it shows what, and that its pages are complete."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from cases import clock, queue
from cases.models import User
from cases.paging import SORTS, Cursor
from cases.queue import QueueFault, QueueQuery
from cases.workflow import advance
from tests.cases.helpers import done, open_seats, person
from tests.rebooks.helpers import Story, staff

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AHEAD = {"1d", "2d", "3d", "5d", "week"}


def references(user: User, **params: str) -> list[str]:
    """What the query finds, in its order."""
    return [case.reference for case in queue.find(user, QueueQuery.parse(params))]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mailbox__password", "x"),
        ("kind", "nothing"),
        ("team", "nobody"),
        ("state", "nowhere"),
        ("open", "yes"),
        ("due", "soon"),
        ("due_before", "2026-03-02"),
        ("due_before", "tomorrow"),
        ("flag", "red"),
        ("sort", "account__created_at"),
        ("sort", "password"),
        ("cursor", "abc"),
        ("cursor", "WyJkdWUiLG51bGwsIjEiXQ"),
        ("q", "a\x00b"),
        ("q", "x" * 201),
        ("account", "9" * 30),
    ],
)
def test_what_is_not_known_is_named(name: str, value: str) -> None:
    """A parameter or value outside the list is a fault that says which one."""
    with pytest.raises(QueueFault) as fault:
        QueueQuery.parse({name: value})
    assert fault.value.parameter == name


def test_a_state_belongs_to_its_kind() -> None:
    """A state of another kind is a fault, and so is a cursor of another order."""
    with pytest.raises(QueueFault):
        QueueQuery.parse({"kind": "seat_change", "state": "with_re_engage"})
    cursor = Cursor("opened", MONDAY, 7).encode()
    with pytest.raises(QueueFault):
        QueueQuery.parse({"sort": "due", "cursor": cursor})
    with pytest.raises(QueueFault):
        QueueQuery.parse(QueryDict("open=true&open=false"))


def test_an_address_and_back() -> None:
    """The parameters give the same query again; empty ones and defaults are left out."""
    given = {
        "kind": "seat_change",
        "open": "true",
        "due_before": "2026-03-02T10:00:00+01:00",
        "q": "",
        "sort": "due",
    }
    query = QueueQuery.parse(given)
    assert query.params() == {"kind": "seat_change", "open": "true", "due_before": "2026-03-02T09:00:00Z"}
    assert QueueQuery.parse(QueryDict(query.address())) == query
    assert query.but(kind="").params() == {"open": "true", "due_before": "2026-03-02T09:00:00Z"}


def test_each_filter(alice: User, bob: User) -> None:
    """Every filter keeps what it names and leaves out the rest."""
    with clock.fixed_at(MONDAY):
        one = open_seats(alice, account="Northwind")
        two = open_seats(alice, account="Harbour")
        done(advance(one.reference, "claim", actor=bob))
        done(advance(two.reference, "approve", actor=alice))
        assert references(alice, state="confirming") == [two.reference]
        assert references(alice, team="customer_care") == [one.reference]
        assert references(alice, assignee="none") == [two.reference]
        assert references(alice, assignee="bob") == [one.reference]
        assert references(bob, assignee="me") == [one.reference]
        assert references(alice, account="harbour") == [two.reference]
        assert references(alice, account=str(one.account.pk)) == [one.reference]
        assert references(alice, q="north") == [one.reference]
        assert references(alice, q=two.reference[:11].lower(), state="confirming") == [two.reference]
        assert references(alice, q="n%d") == references(alice, q="_orthwind") == []
        assert references(alice, open="false") == []
        assert len(references(alice, kind="seat_change", open="true")) == 2
        assert references(alice, kind="rebook") == []
        assert references(alice, due_before="2026-03-02T08:00:00Z") == []


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("2026-03-02T15:00:00+00:00", AHEAD),
        ("2026-03-02T22:59:00+00:00", AHEAD),
        ("2026-03-02T23:00:00+00:00", AHEAD | {"today"}),
        ("2026-03-03T11:00:00+00:00", AHEAD | {"today", "4h"}),
        ("2026-03-03T14:30:00+00:00", {"overdue"}),
        ("2026-03-09T00:00:00+00:00", {"overdue"}),
    ],
)
def test_due(alice: User, now: str, found: set[str]) -> None:
    """Attention is due on Tuesday 14:30 UTC; Alice's Tuesday begins in Oslo, at 23:00 UTC on Monday."""
    with clock.fixed_at(datetime(2026, 3, 2, 14, 30, tzinfo=UTC)):
        open_seats(alice)
    with clock.fixed_at(datetime.fromisoformat(now)):
        assert {word for word in queue.DUE if references(alice, due=word)} == found


def test_who_sees_what(alice: User, mona: User, audi: User, charlie: User) -> None:
    """The same query shows each person only their cases, in rows and in counts."""
    case = open_seats(alice)
    for user, number in ((alice, 1), (mona, 1), (audi, 1), (charlie, 0)):
        assert len(references(user)) == number
        assert queue.count(user, QueueQuery()).number == number
    alice.is_active = False
    assert references(alice, q=case.reference) == []


def test_counts_stop(alice: User) -> None:
    """Exact up to the limit, then said to be more."""
    for _ in range(4):
        open_seats(alice)
    assert str(queue.count(alice, QueueQuery(), limit=4)) == "4"
    assert str(queue.count(alice, QueueQuery(), limit=3)) == "3+"
    assert str(queue.Count(1000, exact=False)) == "1,000+"


@pytest.fixture
def mixed(db: None) -> User:
    """Nine cases of two kinds: equal and missing values in every column."""
    mona, people = person("mona", "manager", "customer_care"), staff()
    for number in range(5):
        story = Story(people)
        day = "2024-05-14T10:00" if number < 3 else f"2024-05-1{number + 4}T10:00"
        amount = str(Decimal("100.00") * (number // 2))
        assert story.open(day, order_no=f"O-{number}", amount=amount, account=f"Account {number % 2}").ok
    with clock.fixed_at(MONDAY):
        for _ in range(4):
            open_seats(mona, account="Account 1")
    return mona


def walk(user: User, sort: str, size: int, between: Callable[[], Any] = lambda: None) -> list[str]:
    """All pages, one after the other, by their cursors."""
    found: list[str] = []
    params = {"sort": sort}
    while True:
        page = queue.page(user, QueueQuery.parse(params), size)
        found += [case.reference for case in page.cases]
        between()
        if page.next is None:
            return found
        params["cursor"] = page.next.encode()


@pytest.mark.parametrize("sort", SORTS)
def test_pages_are_complete(mixed: User, sort: str) -> None:
    """In every order the pages together are the list, each case once."""
    whole = references(mixed, sort=sort)
    assert len(whole) == len(set(whole)) == 9
    for size in (1, 2, 4, 9, 50):
        assert walk(mixed, sort, size) == whole


@pytest.mark.parametrize("sort", ["opened", "-opened", "amount", "-reference", "account", "due"])
def test_pages_while_cases_arrive(mixed: User, sort: str) -> None:
    """What was there is found exactly once, whatever arrives between two pages."""
    before, numbers = references(mixed, sort=sort), itertools.count()

    def arrive() -> None:
        if next(numbers) < 5:
            open_seats(mixed, account="Account 0")

    found = walk(mixed, sort, 2, arrive)
    assert len(found) == len(set(found))
    assert [reference for reference in found if reference in set(before)] == before


def test_a_page_costs_the_same_however_long(
    mixed: User, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    """Rows bring their account and owner along; those without a due time come by a statement of their own."""
    assert mixed.roles  # read once for each person
    for size in (1, 9):
        with django_assert_max_num_queries(2):
            page = queue.page(mixed, QueueQuery(), size)
            assert all(
                str(case.account) and (case.assignee is None or case.assignee.name) for case in page.cases
            )
