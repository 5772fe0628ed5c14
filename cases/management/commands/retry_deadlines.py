"""Timed steps that were set aside: which there are, and trying them again once the cause is mended."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import firing, vitals


class Command(BaseCommand):
    """Lists parked steps; with their numbers and a reason it arms them again for the next pass."""

    help = "List the timed steps that were set aside, or arm some of them again with a reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which ones, and why."""
        parser.add_argument("numbers", nargs="*", type=int, help="of the steps to try again")
        parser.add_argument("--reason", default="", help="what was mended; goes into the case's timeline")

    def handle(self, *args: Any, **options: Any) -> None:
        """Lists, or tries again."""
        if not options["numbers"]:
            for row in vitals.parked_deadlines().select_related("case"):
                self.stdout.write(
                    f"{row.pk}  {row.case.reference}  {row.kind}  {row.due_at:%FT%TZ}  {row.reason}"
                )
            return
        if not options["reason"].strip():
            raise CommandError("Give a --reason: what was mended.")
        for number in options["numbers"]:
            if not firing.retry(number, options["reason"].strip()):
                raise CommandError(f"{number} is not the number of a step that was set aside.")
            self.stdout.write(f"{number} will be tried by the next pass.")
