"""The tests share a database, and none of them finds what another one did."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from cases.models import Account, RoleGrant, TimelineEntry, User
from tests.browser.databases import Databases
from tests.browser.world import NOW, World
from tests.contract.world import fingerprint

PLACES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"


def places() -> list[tuple[str, int | None]]:
    """Where each sequence stands."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES)
        found: list[tuple[str, int | None]] = cursor.fetchall()
    return found


def test_the_world_is_put_back_as_it_was(databases: Databases, db: None, world: World) -> None:
    before = fingerprint(), places()
    entries = TimelineEntry.objects.count()
    world.do("harbour", "note", "ines", NOW - timedelta(minutes=1), text="Nobody will read this.")
    Account.objects.create(name="Nobody")
    User.objects.filter(username="ines").update(theme=User.Theme.DARK)
    RoleGrant.objects.filter(user__username="mats").delete()
    assert TimelineEntry.objects.count() > entries
    assert (fingerprint(), places()) != before
    databases.fresh()
    assert (fingerprint(), places()) == before
    databases.fresh()  # nothing was written meanwhile
    assert (fingerprint(), places()) == before
