"""The people of the demo: one for each role that rebooks know, and two who show the edges."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from cases.models import RoleGrant, User
from cases.teams import role_label

DEMO_PASSWORD = "accountops-demo"  # noqa: S105 - printed for everybody; the demo is reachable from here only
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as."""

    username: str
    name: str
    roles: tuple[str, ...]
    time_zone: str = "America/New_York"

    @property
    def role_labels(self) -> str:
        """The roles as people call them."""
        return ", ".join(role_label(role) for role in self.roles)


DEMO_PEOPLE = (
    Person("ines", "Ines Okafor", ("research_specialist",)),
    Person("mats", "Mats Lindqvist", ("research_specialist",), "Europe/Stockholm"),
    Person("nadia", "Nadia Rahman", ("nlr_agent",)),
    Person("rosa", "Rosa Delgado", ("re_engage_agent",), "America/Chicago"),
    Person("tomas", "Tomás Herrera", ("return_team",), "America/Chicago"),
    Person("oskar", "Oskar Nowak", ("order_processing",)),
    Person("amara", "Amara Nwosu", ("ar",)),
    Person("carl", "Carl Brandt", ("collections",), "America/Chicago"),
    Person("priya", "Priya Natarajan", ("ar", "collections")),
    Person("malin", "Malin Berg", ("manager",), "Europe/Stockholm"),
    Person("simon", "Simon Achterberg", ("supervisor",)),
    Person("audrey", "Audrey Chen", ("auditor",)),
    Person("adam", "Adam Whitlock", (ADMINISTRATOR,)),
    Person("celia", "Celia Fontaine", ("customer_care",), "Europe/Paris"),
)


@transaction.atomic
def seed_people() -> list[User]:
    """Make the demo's people, or put them back in order. Returns them in the order of DEMO_PEOPLE."""
    return [_make(person) for person in DEMO_PEOPLE]


def _make(person: Person) -> User:
    is_administrator = ADMINISTRATOR in person.roles
    user, is_new = User.objects.update_or_create(
        username=person.username,
        defaults={
            "name": person.name,
            "email": f"{person.username}@accountops.example",
            "time_zone": person.time_zone,
            "is_active": True,
            "is_staff": is_administrator,
            "is_superuser": is_administrator,
        },
    )
    if is_new:
        user.set_password(DEMO_PASSWORD)
        user.save(update_fields=["password"])
    user.grants.exclude(role__in=person.roles).delete()
    for role in person.roles:
        RoleGrant.objects.get_or_create(user=user, role=role)
    return user
