"""Lists of many cases: every statement stops early, and figures are the lengths of lists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import queue, written
from cases.models import Account, User
from cases.queue import QueueQuery
from tests.cases.helpers import person
from tests.cases.reading.crowd import counted, crowd, emptied, entries, refused
from tests.contract.world import undone

pytestmark = pytest.mark.django_db

MANY = 20_000
OTHERS = 8_000
MOST = 4_000  # a count stops at 1,001, a tally of flags at 2,001, and either passes what is not shown
SORTED = ("due", "-due", "opened", "-opened", "updated", "-updated", "amount", "-amount", "reference",
          "account", "-account")  # fmt: skip
FILTERED = ("open=true", "open=false", "state=changed", "assignee=none", "assignee=me", "assignee=bob",
            "due=overdue", "due=today", "q=word77", "q=sc-2020-0001", "account=northwind", "flag=late_window",
            "assignee=none&open=true&sort=-opened", "opened_from=2020-01-01", "refused=WRONG_STATE",
            "waiting=true", "snoozed=true", "kind=seat_change&closed_from=2020-01-01",
            "closed_from=2020-01-01&outcome=changed&late=false",
            "state=requested&open=true&since_before=2098-01-01")  # fmt: skip


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, User]]:
    """Twenty thousand cases; Charlie took part in two hundred of them, and acts in none of their kind.

    Stored once, in a transaction that is never committed: the tests after this one only read them.
    """
    with django_db_blocker.unblock(), undone():
        alice, bob = person("alice", "customer_care", zone="Europe/Oslo"), person("bob", "customer_care")
        charlie = person("charlie", "sales_enablement")
        emptied()
        account = accounts()
        # Two teams with much each, and neither has a case in a state of the other.
        crowd(MANY - OTHERS, account=account, owner=bob, team="customer_care")
        crowd(OTHERS, account=account, owner=alice, team="order_processing", first=MANY)
        entries(charlie)
        refused()
        counted()
        connection.check_constraints()  # else every test would check all of these rows again
        yield {"alice": alice, "mona": person("mona", "manager"), "charlie": charlie}


@pytest.fixture
def full(stored: dict[str, User], db: None) -> dict[str, User]:
    """The people among the stored cases, as somebody finds them who has not asked for anything yet."""
    return {name: User.objects.get(pk=user.pk) for name, user in stored.items()}


def accounts() -> int:
    """Makes five hundred accounts; answers the first one's number."""
    first = Account.objects.create(name="Northwind").pk
    Account.objects.bulk_create(
        Account(pk=first + number, name=f"Account {number * 7919 % 1000}") for number in range(1, 500)
    )
    return first


def rows_read(plan: dict[str, Any]) -> Iterator[float]:
    """How many rows each step of a plan has looked at, thrown away ones included."""
    for name in ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck"):
        yield plan.get(name, 0) * plan["Actual Loops"]
    for part in plan.get("Plans", ()):
        yield from rows_read(part)


def most_read(client: Client, url: str) -> float:
    """The most rows that any step of any statement of a page looked at."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200, url
    asked = [one["sql"] for one in seen.captured_queries if "cases_case" in one["sql"]]
    return max([0.0, *(read for statement in asked for read in steps_read(statement))])


def steps_read(statement: str) -> list[float]:
    """How many rows each step of a statement looks at; it is run for that."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
        told = cursor.fetchone()[0]
    plan = json.loads(told) if isinstance(told, str) else told
    return list(rows_read(plan[0]["Plan"]))


# Before the tests that read the stored cases: this one makes its own.
@pytest.mark.parametrize(("number", "told"), [(999, "999"), (1000, "1,000"), (1001, "1,000+")])
def test_a_figure_is_the_length_of_its_list(client: Client, number: int, told: str) -> None:
    alice = person("alice", "order_processing")
    account = accounts()
    # Three of four are open; the others have no team.
    crowd(number * 4 // 3, account=account, owner=alice, team="order_processing")
    asked = QueueQuery(team="order_processing")
    length, page = 0, queue.page(alice, asked, 200)
    while page.next is not None:
        length += len(page.cases)
        page = queue.page(alice, asked.but(cursor=page.next), 200)
    assert length + len(page.cases) == number
    client.force_login(alice)
    shown = client.get("/queue/order_processing/").content.decode()
    assert str(queue.count(alice, asked)) == told
    assert f"{told} case" in shown
    assert len(re.findall(rf'Order Processing\s*<span class="count">{re.escape(told)}</span>', shown)) == 2


def test_no_page_reads_much_of_a_table(full: dict[str, User], client: Client) -> None:
    pages = ["/", "/queue/customer_care/", "/queue/order_processing/", "/board/all/", "/search/?q=word77"]
    pages += [f"/cases/?sort={sort}" for sort in SORTED]
    pages += [f"/queue/customer_care/?sort={sort}" for sort in SORTED]
    pages += [f"/cases/?{asked}" for asked in FILTERED]
    pages += ["/board/customer_care/", "/board/order_processing/", "/board/process-seat_change/"]
    pages += ["/queue/customer_care/?assignee=none&state=requested&sort=-updated"]
    for name in ("alice", "mona"):
        client.force_login(full[name])
        assert {url: read for url in pages if (read := most_read(client, url)) > MOST} == {}, name


def test_who_only_took_part_pays_for_their_part_alone(full: dict[str, User], client: Client) -> None:
    client.force_login(full["charlie"])
    for url in ("/cases/", "/search/?q=word"):
        assert most_read(client, url) < MOST / 2, url
    assert "200 cases" in client.get("/cases/").content.decode()


def test_names_cost_what_their_cases_do_however_much_somebody_took_part_in(full: dict[str, User]) -> None:
    charlie = full["charlie"]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_participation (actor_id, kind, case_id) SELECT %s, kind, id FROM cases_case"
            " WHERE id %% 3 > 0 ON CONFLICT DO NOTHING",
            [charlie.pk],
        )
        cursor.execute("ANALYZE cases_participation")
    with CaptureQueriesContext(connection) as seen:
        assert [name for _, name in written.accounts_like(charlie, "Northwind")] == ["Northwind"]
    asked = [one["sql"] for one in seen.captured_queries if "cases_participation" in one["sql"]]
    assert asked
    assert max(read for statement in asked for read in steps_read(statement)) < MOST / 10


@pytest.mark.parametrize("sort", ["due", "-due", "amount", "-amount", "updated", "account"])
def test_the_next_page_begins_where_the_last_one_ended(
    full: dict[str, User], client: Client, sort: str
) -> None:
    client.force_login(full["alice"])
    seen: list[str] = []
    url = f"/queue/order_processing/?sort={sort}"
    for _ in range(3):
        page = client.get(url).content.decode()
        seen += re.findall(r'id="row-([\w-]+)"', page)
        url = re.findall(r'href="([^"]+)" rel="next"', page)[0].replace("&amp;", "&")
        assert most_read(client, url) < MOST
    assert len(seen) == len(set(seen)) == 75
