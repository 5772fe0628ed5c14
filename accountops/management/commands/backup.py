"""`manage.py backup [FILE]`: everything into one file, while people work on."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accountops.backup import BackupFault, dump
from accountops.backup.manifest import beside


class Command(BaseCommand):
    """The database as a dump of PostgreSQL, and beside it what it holds."""

    help = "Write the whole database, files of cases included, into one file, with a manifest beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", nargs="?", type=Path, help="the file to write; never overwritten")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what is in it and what else has to be kept."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        path: Path = options["file"] or settings.VAR_DIR / "backups" / f"accountops-{stamp}.dump"
        try:
            manifest = dump(path)
        except BackupFault as fault:
            raise CommandError(str(fault)) from fault
        cases = manifest.contents.tables.get("cases_case", 0)
        self.stdout.write(
            f"{path}: {cases:,} cases, {manifest.bytes:,} bytes. What it holds is in {beside(path)}."
        )
        self.stdout.write("Keep AUDIT_KEY and SECRET_KEY as safely, and elsewhere: they are not in it.")
