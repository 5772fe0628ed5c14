"""Objects that a statement reads are those that the ORM makes of the same SQL."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Model, prefetch_related_objects
from django.test.utils import CaptureQueriesContext

from cases.models import Account, TimelineEntry, User
from cases.queue import QueueQuery
from cases.statements import belonging, written
from cases.workflow import advance
from tests.cases.helpers import open_seats

pytestmark = pytest.mark.django_db


def told(row: Model, *more: str) -> dict[str, Any]:
    """Everything that a row holds, and of which database it says that it is."""
    names = [field.attname for field in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in [*names, *more]} | {"db": row._state.db}


def test_every_value_is_read_as_the_orm_reads_it(alice: User) -> None:
    case = open_seats(alice)
    entries = TimelineEntry.objects.annotate(who=F("actor__username")).order_by("pk")
    for rows, more in [
        (type(case).objects.filter(pk=case.pk), ()),
        (entries, ("who",)),
        (Account.objects.order_by("pk"), ()),
        (User.objects.order_by("pk"), ()),
    ]:
        statement = written(rows)
        assert statement is not None
        read = statement.objects(rows.model, *statement.params)
        assert [told(row, *more) for row in read] == [told(row, *more) for row in rows]
        assert read


def test_what_belongs_to_a_case_is_what_its_manager_gives(alice: User) -> None:
    case = open_seats(alice)
    assert advance(case.reference, "note", actor=None, data={"text": "By nobody."}).ok
    rows = list(case.timeline.select_related("actor").order_by("-seq"))
    read = belonging(case, "timeline", "-seq", joined="actor")
    assert [told(row) for row in read] == [told(row) for row in rows]
    assert [row.actor for row in rows] == [None, alice]
    assert [row.actor and told(row.actor) for row in read] == [row.actor and told(row.actor) for row in rows]
    assert all(row.case is case for row in read)
    assert belonging(case, "documents") == []


def test_it_is_read_in_one_statement_and_what_was_prefetched_in_none(alice: User) -> None:
    case = open_seats(alice)
    with CaptureQueriesContext(connection) as asked:
        assert [row.actor.username for row in belonging(case, "timeline", joined="actor")] == ["alice"]
    assert len(asked) == 1
    prefetch_related_objects([case], "timeline")
    with CaptureQueriesContext(connection) as asked:
        assert belonging(case, "timeline") == list(case.timeline.all()) != []
    assert len(asked) == 0


def test_a_column_that_was_not_read_is_read_when_it_is_asked_for(alice: User) -> None:
    statement = written(User.objects.filter(pk=alice.pk).only("pk", "username"))
    assert statement is not None
    [found] = statement.objects(User, *statement.params)
    assert "name" in found.get_deferred_fields()
    assert found.name == alice.name


def test_a_query_asked_for_what_it_is_stays_itself() -> None:
    query = QueueQuery(team="research", open=False)
    assert query.but(sort="due") is query
    assert query.but(open=None) == QueueQuery(team="research")
    assert query.params() == {"team": "research", "open": "false"}
