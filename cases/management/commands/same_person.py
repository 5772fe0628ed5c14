"""`manage.py same_person ACCOUNT MAIN`: two accounts belong to one human, who is one pair of eyes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import sameperson
from cases.models import User


class Command(BaseCommand):
    """Links an account to the main account of the same person."""

    help = "Links two accounts of one person: what one of them worked on, the other cannot approve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The usernames."""
        parser.add_argument("account", help="username of the further account")
        parser.add_argument("main", help="username of the person's main account")

    def handle(self, *args: Any, **options: Any) -> None:
        """Links them, and writes it down with the changes of access."""
        found = {
            user.username: user
            for user in User.objects.filter(username__in=[options["account"], options["main"]])
        }
        for name in (options["account"], options["main"]):
            if name not in found:
                raise CommandError(f"There is no account “{name}”.")
        try:
            sameperson.link(found[options["account"]], found[options["main"]])
        except ValueError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{options['account']} and {options['main']} are one person.")
