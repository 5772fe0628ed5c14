"""What is wrong here, and what to do about it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accountops.health.doctor import findings


class Command(BaseCommand):
    """A line for each thing that must work; exit 1 when one does not."""

    help = "Check settings, services, migrations, clock and background work; exit 1 on trouble."
    requires_system_checks: list[str] = []  # they are a part of the report

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's switches."""
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the findings."""
        trouble = 0
        for finding in findings():
            trouble += not finding.well
            words = f"{'ok  ' if finding.well else 'BAD '} {finding.name}: {finding.told}"
            advice = f"\n     {finding.remedy}" if finding.remedy else ""
            self.stdout.write(json.dumps(asdict(finding)) if options["json"] else words + advice)
        if trouble:
            raise CommandError(f"{trouble} of these need somebody.", returncode=1)
