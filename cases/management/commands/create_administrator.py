"""The first administrator, who lets everybody else in; and the way back in when the last one is lost."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from cases import people
from cases.models import User


class Command(BaseCommand):
    """Makes a person an administrator, with a new account where there is none, and sets the password."""

    help = "Make somebody an administrator and set their password; the account is made where there is none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who it is."""
        parser.add_argument("username")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="", help="full name; the username where it is left out")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Checks everything before anything is written."""
        known = User.objects.filter(username=options["username"]).first()
        person = known or User(
            username=options["username"], email=options["email"], name=options["name"] or options["username"]
        )
        password = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else getpass()
        try:
            person.full_clean(exclude=["password"])
            validate_password(password, person)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        people.install_administrator(person, password)
        self.stdout.write(f"{person.username} is an administrator.")
