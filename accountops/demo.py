"""The people of the demo: one for each role that the kinds know, and two who show the edges."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
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
    organisation: str = ""

    @property
    def role_labels(self) -> str:
        """The roles as people call them."""
        roles = ", ".join(role_label(role) for role in self.roles)
        return f"{roles} at {self.organisation}" if self.organisation else roles


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
    Person("mona", "Mona Haddad", ("manager",), "America/New_York"),
    Person("simon", "Simon Achterberg", ("supervisor",)),
    Person("audrey", "Audrey Chen", ("auditor",)),
    Person("adam", "Adam Whitlock", (ADMINISTRATOR,)),
    Person("celia", "Celia Fontaine", ("customer_care",), "Europe/Paris"),
    Person("jonas", "Jonas Keller", ("current_partner",), "Europe/Zurich", "Rosny Telecom"),
    Person("lea", "Léa Fabre", ("new_partner",), "Europe/Paris", "Voxline"),
    Person("sasha", "Sasha Whitfield", ("sales_rep",), "America/Chicago"),
    Person("renee", "Renée Calder", ("reseller_rep",), "America/Chicago"),
    Person("cora", "Cora Moss", ("csm",), "America/Chicago"),
    Person("avery", "Avery Lund", ("advocate",), "America/Chicago"),
    Person("ruth", "Ruth Bellamy", ("sales_enablement",), "America/Chicago"),
    Person("marco", "Marco Silva", ("rep",), "America/Chicago"),
    Person("helene", "Hélène Marchetti", ("ec_admin",), "Europe/Paris", "Halden Freight"),
)


def announcement(address: str, *, one_click: bool) -> str:
    """What the launcher prints when all is up: where, and whom to sign in as."""
    user_width = max(len(person.username) for person in DEMO_PEOPLE)
    name_width = max(len(person.name) for person in DEMO_PEOPLE)
    lines = ["", f"AccountOps runs at {address}/", ""]
    if one_click:
        lines.append(f"Sign in with one click at {address}/demo/sign-in/")
        lines.append(f"Mail that goes out arrives at {address}/demo/mail/")
    lines += [f"{'or' if one_click else 'Sign in'} with a name and the password {DEMO_PASSWORD}:", ""]
    for person in DEMO_PEOPLE:
        lines.append(f"  {person.username:<{user_width}}  {person.name:<{name_width}}  {person.role_labels}")
    return "\n".join([*lines, ""])


@transaction.atomic
def seed_people() -> list[User]:
    """Make the demo's people, or put them back in order. Returns them in the order of DEMO_PEOPLE."""
    password = make_password(DEMO_PASSWORD)  # hashed once for all: slow hashing is meant for real secrets
    return [_make(person, password) for person in DEMO_PEOPLE]


def _make(person: Person, password: str) -> User:
    is_administrator = ADMINISTRATOR in person.roles
    user, _ = User.objects.update_or_create(
        username=person.username,
        defaults={
            "name": person.name,
            "email": f"{person.username}@accountops.example",
            "time_zone": person.time_zone,
            "organisation": person.organisation,
            "password": password,
            "is_active": True,
            "is_staff": is_administrator,
            "is_superuser": is_administrator,
        },
    )
    user.grants.exclude(role__in=person.roles).delete()
    for role in person.roles:
        RoleGrant.objects.get_or_create(user=user, role=role)
    return user
