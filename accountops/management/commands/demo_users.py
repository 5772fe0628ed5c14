"""`manage.py demo_users`: where the demo is and whom to sign in as."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from accountops.demo import DEMO_PASSWORD, DEMO_PEOPLE


class Command(BaseCommand):
    """Prints; changes nothing."""

    help = "Prints the demo's address and people."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--address`: what to print as the address, PUBLIC_URL where it is not given."""
        parser.add_argument("--address", default=settings.PUBLIC_URL)

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a person, aligned."""
        width = max(len(person.username) for person in DEMO_PEOPLE)
        names = max(len(person.name) for person in DEMO_PEOPLE)
        self.stdout.write(f"\nAccountOps runs at {options['address']}/\n\n")
        if settings.IS_DEMO:
            self.stdout.write(f"Sign in with one click at {options['address']}/demo/sign-in/\n")
        self.stdout.write(f"or with a name and the password {DEMO_PASSWORD}:\n\n")
        for person in DEMO_PEOPLE:
            self.stdout.write(f"  {person.username:<{width}}  {person.name:<{names}}  {person.role_labels}")
        self.stdout.write("")
