"""More people than the demo has: eight in place of each, and one who used to be an AR agent."""

from __future__ import annotations

from typing import Any

from django.db import connection

from cases.models import RoleGrant, User

SLOTS = 8  # who acts in a copied case: the person of the pattern, or one of seven others of the same roles
OUTSIDER_OF = "amara"
OUTSIDER_ROLE = "sales_enablement"  # acts in no kind that is measured


def multiply() -> None:
    """Makes them, and a table that says who takes whose place."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA bench")
        cursor.execute("CREATE TABLE bench.people (person bigint, slot int, username text, id bigint)")
        for place, person in enumerate(User.objects.order_by("pk"), 1):
            for slot in range(SLOTS + (person.username == OUTSIDER_OF)):
                user = person if slot == 0 else _another(person, slot)
                row: list[Any] = [place, slot, user.username, user.pk]
                cursor.execute("INSERT INTO bench.people VALUES (%s, %s, %s, %s)", row)


def words() -> None:
    """Tables of the words that accounts are named with: the first tells the zone."""
    from rebooks.demo.customers import PLACES, TRADES

    firsts = [(word, zone) for zone, (_, words) in PLACES.items() for word in words]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench.first (place int, word text, zone text)")
        cursor.execute("CREATE TABLE bench.trade (place int, word text)")
        for place, (word, zone) in enumerate(firsts):
            cursor.execute("INSERT INTO bench.first VALUES (%s, %s, %s)", [place, word, zone])
        for place, word in enumerate(TRADES):
            cursor.execute("INSERT INTO bench.trade VALUES (%s, %s)", [place, word])


def _another(person: User, slot: int) -> User:
    username = f"{person.username}{slot}"
    user = User(username=username, name=f"{person.name} {slot}", email=f"{username}@accountops.example")
    user.time_zone, user.password = person.time_zone, person.password
    user.save()
    roles = [OUTSIDER_ROLE] if slot == SLOTS else sorted(person.roles)
    RoleGrant.objects.bulk_create([RoleGrant(user=user, role=role) for role in roles])
    return user
