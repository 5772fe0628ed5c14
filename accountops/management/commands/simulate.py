"""`manage.py simulate --days 30 --seed N`: invented people work through a month on a simulated clock."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accountops.backup.manifest import commit
from accountops.simulation import Simulation, told
from accountops.simulation.place import own_database
from accountops.simulation.publishing import publish
from cases.models import Case


class Command(BaseCommand):
    """Plays in a database of its own that is dropped afterwards; exit 1 where something did not hold."""

    help = "Play a month of invented work on a simulated clock, and check that no case is lost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long, which month, how much, and where."""
        parser.add_argument("--days", type=int, default=30, help="how many days (1 to 366)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same month")
        parser.add_argument("--per-day", type=float, default=3.0, help="new cases of a kind on a working day")
        parser.add_argument(
            "--here", action="store_true",
            help="play in the configured database and leave everything there; only where it holds no case",
        )  # fmt: skip

        parser.add_argument(
            "--write", type=Path, metavar="PAGE", help="put the figures into docs/reliability.md"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Plays, and says what happened."""
        if not 1 <= options["days"] <= 366 or not 0 < options["per_day"] <= 100:
            raise CommandError("Choose 1 to 366 days and up to 100 cases a day.")
        if options["here"]:
            if Case.objects.exists():
                raise CommandError(
                    "This database holds cases; nothing invented is added to them. Leave out --here: then "
                    "the month is played in a database of its own."
                )
            broken = self._play(options)
        else:
            with own_database():
                broken = self._play(options)
        if broken:
            sys.exit(1)

    def _play(self, options: dict[str, Any]) -> int:
        simulation = Simulation(days=options["days"], seed=options["seed"], per_day=options["per_day"])
        tally = simulation.run()
        lines = list(told(simulation))
        self.stdout.write("\n".join(lines))
        if options["write"]:
            publish(options["write"], "month", [f"Commit `{commit()}`. {lines[0]}", *lines[1:]])
        return tally.broken + tally.failed
