"""`make walks`: very many steps over the machines and rules of all kinds, in memory."""

from __future__ import annotations

import argparse
import os
import sys
import time

import django


def main(arguments: list[str]) -> int:
    """Walks, and prints what was walked over, kind by kind."""
    reader = argparse.ArgumentParser(prog="make walks", description=__doc__)
    reader.add_argument("--steps", type=int, default=1_000_000, help="in all, shared by the kinds")
    reader.add_argument("--seed", type=int, default=1)
    given = reader.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")
    os.environ.setdefault("ACCOUNTOPS_MODE", "test")
    django.setup()
    from cases import machine, registry
    from tests.walks.pools import FACTS
    from tests.walks.walking import walk

    kinds = [kind for kind in registry.all_kinds() if kind.code in FACTS]
    sys.stdout.write(
        "| Kind | Steps | Edges walked | Rules met | Timed steps planned | Refusal codes | Seconds |\n"
    )
    sys.stdout.write("| --- " * 7 + "|\n")
    for kind in kinds:
        begun = time.process_time()
        made = walk(kind, -(-given.steps // len(kinds)), given.seed)
        edges = machine.edges(kind.model)
        cells = (
            kind.label_plural, f"{made.steps:,}", f"{len(made.taken)} of {len(edges)}", len(made.rules),
            f"{len(made.planned)} of {len(kind.timers)}", len(made.said),
            f"{time.process_time() - begun:.0f}",
        )  # fmt: skip
        sys.stdout.write("| " + " | ".join(map(str, cells)) + " |\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
