"""`manage.py restore FILE`: a backup into an empty database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accountops.backup import BackupFault, restore


class Command(BaseCommand):
    """Refuses a database that holds anything, unless that is to go; compares everything afterwards."""

    help = "Restore a backup into an empty database, and compare it with its manifest."
    requires_system_checks: list[str] = []  # some look at tables, and there are none yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one."""
        parser.add_argument("file", type=Path, help="the dump; its manifest lies beside it")
        parser.add_argument("--force", action="store_true", help="delete what the database holds")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restores, and says what comes next."""
        try:
            manifest = restore(options["file"], force=options["force"], say=self.stdout.write)
        except BackupFault as fault:
            raise CommandError(str(fault)) from fault
        tables = manifest.contents.tables
        self.stdout.write(
            f"Restored as of {manifest.made_at}: {sum(tables.values()):,} rows in {len(tables)} tables, the "
            "timeline is whole. Next: manage.py migrate, then manage.py doctor."
        )
