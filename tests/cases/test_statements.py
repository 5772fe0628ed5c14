"""Objects that a statement reads are those that the ORM makes of the same SQL."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import F, Model

from cases.models import Account, TimelineEntry, User
from cases.queue import QueueQuery
from cases.statements import written
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
