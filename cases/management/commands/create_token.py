"""`manage.py create_token USERNAME --name … --scope read`: a way in for a program."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import tokens
from cases.models import User


class Command(BaseCommand):
    """Prints the token once; afterwards nobody can read it."""

    help = "Makes a bearer token for the HTTP API. It acts as the person, within the scopes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, for what, how long."""
        scopes = ", ".join(f"{scope} ({what})" for scope, what in tokens.SCOPES.items())
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="what uses it, for the list of tokens")
        parser.add_argument("--scope", action="append", required=True, choices=tokens.SCOPES, help=scopes)
        parser.add_argument("--days", type=int, default=90, help="how long it lives, up to 366")

    def handle(self, *args: Any, **options: Any) -> None:
        """Only for somebody who is active."""
        user = User.objects.filter(username=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active person “{options['username']}”.")
        try:
            lifetime = timedelta(days=options["days"])
            token, secret = tokens.issue(user, options["name"][:80], options["scope"], lifetime)
        except (ValueError, OverflowError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(secret)
        self.stderr.write(f"Valid until {token.expires_at:%Y-%m-%d %H:%M} UTC. It is not shown again.")
