"""Timed steps that were set aside: which there are, and trying them again once the cause is mended."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import vitals
from cases.operating import TIMER, Item, see_to_all
from cases.setaside import RETRY, SKIP


class Command(BaseCommand):
    """Lists parked steps; with their numbers and a reason it arms them again, or leaves them out."""

    help = "List the timed steps that were set aside; with numbers and a reason, try them again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which ones, and why."""
        parser.add_argument("numbers", nargs="*", type=int, help="of the steps to see to")
        parser.add_argument("--reason", default="", help="what was mended; goes into the case's timeline")
        parser.add_argument("--skip", action="store_true", help="leave them out instead of trying them again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Lists, or sees to them; exit 1 when one of them could not be done."""
        if not options["numbers"]:
            for row in vitals.parked_deadlines().select_related("case"):
                self.stdout.write(
                    f"{row.pk}  {row.case.reference}  {row.kind}  {row.due_at:%FT%TZ}  {row.reason}"
                )
            return
        if not options["reason"].strip():
            raise CommandError("Give a --reason: what was mended.")
        items = [Item(TIMER, number) for number in options["numbers"]]
        told = see_to_all(items, SKIP if options["skip"] else RETRY, options["reason"].strip())
        for one in told:
            self.stdout.write(
                " ".join(part for part in (str(one.item.number), one.reference, one.words) if part)
            )
        failed = [str(one.item.number) for one in told if not one.well]
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}.")
