"""What several tests of the core do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import close_old_connections, connection, transaction

from cases import clock, deadlines, registry
from cases.models import Deadline, OutboxMessage, RoleGrant, TimelineEntry, User
from cases.present.introducing import ALL
from cases.workflow import Outcome, advance, open_case, record


def person(username: str, *roles: str, zone: str = "UTC") -> User:
    """Somebody with roles; the full name is the username with a capital."""
    user = User.objects.create_user(
        username,
        f"{username}@example.com",
        "pw-for-tests",
        name=username.title(),
        time_zone=zone,
        introduced=" ".join(ALL),
    )
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
    return user


def open_seats(actor: User | None, **facts: Any) -> Any:
    """A new seat change; the opening must succeed."""
    given = {"account": "Northwind", "seats_now": 5, "seats_wanted": 8} | facts
    role = given.pop("as_role", None)
    outcome = open_case(registry.get_kind("seat_change"), given, actor=actor, as_role=role)
    assert outcome.ok, outcome.refusals
    return outcome.case


def approved(actor: User, **facts: Any) -> Any:
    """A seat change that waits for the customer."""
    case = open_seats(actor, **facts)
    return done(advance(case.reference, "approve", actor=actor)).case


def confirmed(case: Any, actor: User) -> Outcome:
    """The customer says yes."""
    return done(record(case.reference, "customer_confirmed", None, actor=actor))


def done(outcome: Outcome) -> Outcome:
    """The outcome, which must not be a refusal."""
    assert outcome.ok, [refusal.message for refusal in outcome.refusals]
    return outcome


def fresh(case: Any) -> Any:
    """The case as it stands in the database."""
    return type(case).objects.get(pk=case.pk)


def codes(outcome: Outcome) -> list[str]:
    """The codes of the refusals, in their order."""
    return [refusal.code for refusal in outcome.refusals]


def told(case: Any) -> list[str]:
    """The actions on the case's timeline, in their order."""
    return list(TimelineEntry.objects.filter(case=case.pk).order_by("seq").values_list("action", flat=True))


def statuses(case: Any) -> dict[str, str]:
    """What became of the newest deadline of each kind."""
    rows = Deadline.objects.filter(case=case.pk).order_by("id")
    return {row.kind: str(row.status) for row in rows}


def everything_about(case: Any) -> list[Any]:
    """All rows that a change of the case could touch, to be compared before and after."""
    rows = list(type(case).objects.filter(pk=case.pk).values())
    for model in (TimelineEntry, Deadline, OutboxMessage):
        rows += list(model.objects.filter(case=case.pk).order_by("pk").values())
    return rows


def pass_at(instant: datetime, **options: Any) -> deadlines.Report:
    """One pass of the timed steps with the clock at an instant."""
    with clock.fixed_at(instant):
        return deadlines.run_pass(**options)


@contextmanager
def unguarded(model: Any) -> Iterator[None]:
    """Within the block the triggers of a table are off, as for somebody who owns the database."""
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def all_at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Runs the calls in threads that start together; answers results, or the exceptions raised, in order."""
    barrier = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(number: int, call: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            results[number] = call()
        except Exception as error:  # noqa: BLE001 - what went wrong is the test's to judge
            results[number] = error
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads)
    return results
