"""`manage.py play_scenarios FILE.jsonl [--policy FILE]`: business scenarios on this very installation."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import registry
from cases.scenarios import ScenarioError, parse, play


class Command(BaseCommand):
    """A line a scenario, its differences below it; exit 1 on any difference."""

    help = "Plays scenarios through the API, each in a transaction that is rolled back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files."""
        parser.add_argument("file", type=Path, help="scenarios, one JSON object a line")
        parser.add_argument(
            "--policy", type=Path, help="policy values to try, as JSON: of one kind, or by kind"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Plays all of them, whatever comes of the ones before."""
        draft = json.loads(_text(options["policy"])) if options["policy"] else {}
        if not isinstance(draft, dict):
            raise CommandError("The policy file holds no JSON object.")
        lines = [line for line in _text(options["file"]).split("\n") if line.strip()]
        failed = sum(not self._play(line, draft) for line in lines)
        self.stdout.write(f"{len(lines) - failed} of {len(lines)} scenarios came out as expected.")
        if failed or not lines:
            sys.exit(1)

    def _play(self, line: str, draft: Mapping[str, Any]) -> bool:
        name = _name(line)
        try:
            scenario = parse(line)
            faults = play(scenario, _for_kind(draft, scenario.kind.code))
            name = f"{scenario.id} {scenario.title}".strip()
        except ScenarioError as error:
            faults = [str(error)]
        self.stdout.write(f"{'FAIL' if faults else 'ok  '} {name}")
        for fault in faults:
            self.stdout.write(f"     - {fault}")
        return not faults


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error


def _name(line: str) -> str:
    try:
        return str(json.loads(line)["id"])
    except (ValueError, KeyError, TypeError):
        return line[:40]


def _for_kind(draft: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    """The draft's values for a kind: its own part where the file is by kind, else the whole file."""
    by_kind = any(kind.code in draft for kind in registry.all_kinds())
    values: Mapping[str, Any] = draft.get(code, {}) if by_kind else draft
    return values
