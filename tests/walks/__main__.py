"""`make walks`: very many steps over the machines and rules of all kinds, in memory."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

import django

HEAD = ("Kind", "Steps", "Edges walked", "Rules met", "Timed steps planned", "Refusal codes", "Seconds")


def main(arguments: list[str]) -> int:
    """Walks, and prints what was walked over, kind by kind."""
    reader = argparse.ArgumentParser(prog="make walks", description=__doc__)
    reader.add_argument("--steps", type=int, default=1_000_000, help="in all, shared by the kinds")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--write", type=Path, metavar="PAGE", help="put the figures into docs/reliability.md")
    given = reader.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")
    os.environ.setdefault("ACCOUNTOPS_MODE", "test")
    django.setup()
    from accountops.backup.manifest import commit
    from accountops.simulation.publishing import publish
    from cases import registry
    from tests.walks.pools import FACTS

    kinds = [kind for kind in registry.all_kinds() if kind.code in FACTS]
    lines = [_said(*HEAD), _said(*("---" for _ in HEAD))]
    lines += [_walked(kind, -(-given.steps // len(kinds)), given.seed) for kind in kinds]
    if given.write:
        told = f"{given.steps:,} steps, seed {given.seed}, commit `{commit()}`; nothing found."
        publish(given.write, "walks", [told, "", *lines])
    return 0


def _walked(kind: Any, steps: int, seed: int) -> str:
    from cases import machine
    from tests.walks.walking import walk

    begun = time.process_time()
    made = walk(kind, steps, seed)
    edges, seconds = machine.edges(kind.model), time.process_time() - begun
    return _said(
        kind.label_plural, f"{made.steps:,}", f"{len(made.taken)} of {len(edges)}", len(made.rules),
        f"{len(made.planned)} of {len(kind.timers)}", len(made.said), f"{seconds:.0f}",
    )  # fmt: skip


def _said(*cells: object) -> str:
    line = "| " + " | ".join(map(str, cells)) + " |"
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    return line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
