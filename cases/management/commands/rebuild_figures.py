"""The boards' figures of finished work, counted by hand."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cases.daily import keeping


class Command(BaseCommand):
    """From scratch, or with --more only what came since the last time; both may run at any time."""

    help = "Count the boards' figures of finished work again from the whole timeline."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's switch."""
        parser.add_argument("--more", action="store_true", help="only what came since the last time")

    def handle(self, *args: Any, **options: Any) -> None:
        """Counts, and says how far."""
        counted = keeping.keep() if options["more"] else keeping.rebuild()
        if options["verbosity"]:
            self.stdout.write(f"{counted} numbers of the timeline counted.")
