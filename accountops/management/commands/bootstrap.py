"""`manage.py bootstrap`: everything between a database that answers and a product that runs."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from accountops.demo import announcement, seed_people
from accountops.static_stamp import collect
from cases.models import Case

SEED_COMMAND = "seed_demo"


class Command(BaseCommand):
    """One process instead of four: Django's start is most of the time that these steps take."""

    help = "Applies migrations, collects static files, and fills an empty demo. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--no-static` is for images, which bring them along; `--announce` for the launcher."""
        parser.add_argument("--no-static", action="store_true", help="leave static files alone")
        parser.add_argument("--announce", type=Path, help="write whom to sign in as into this file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take each step that has something to do."""
        self._step("Applying migrations", self._migrate)
        if not options["no_static"]:
            self._step("Collecting static files", collect)
        if settings.MODE in {"demo", "dev"} and not Case.objects.exists():
            self._step(
                "Making the demo's people and cases, each step through the rules; about half a minute",
                self._seed,
            )
        if options["announce"]:
            options["announce"].write_text(announcement(settings.PUBLIC_URL, one_click=settings.IS_DEMO))

    def _step(self, name: str, work: Any) -> None:
        start = time.monotonic()
        self.stdout.write(f"{name} …")
        self.stdout.flush()
        done = work() is not False
        self.stdout.write(f"  done in {time.monotonic() - start:.1f} s" if done else "  nothing to do")

    def _migrate(self) -> bool:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        return True

    @transaction.atomic  # a start that is interrupted leaves an empty demo, not half of one
    def _seed(self) -> bool:
        seed_people()
        if SEED_COMMAND in get_commands():
            call_command(SEED_COMMAND, verbosity=0)
        return True
