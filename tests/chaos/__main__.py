"""`make chaos`: everything is killed, again and again, and the checker says what came of it.

    python -m tests.chaos [--seed 1] [--minutes 10] [--rounds 1000] [--parts storm,control,…] [--write]

Each part keeps its figures below var/chaos; `--write` puts those that are there into docs/reliability.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from typing import Any

from accountops.launcher.parts import ROOT
from tests.chaos import report
from tests.chaos.checker import summary
from tests.chaos.installation import Installation

PARTS = ("boundaries", "clicks", "control", "storm", "workers")
CONTROL_SECONDS, CONTROL_STEPS = 90.0, 300


def main(words: list[str]) -> int:
    """Runs the parts that are asked for; 1 where a promise was not kept, or the control kept all of them."""
    given = _given(words)
    kept = ROOT / "var" / "chaos"
    kept.mkdir(parents=True, exist_ok=True)
    about = report.about(given.seed)
    for part in given.parts:
        sys.stdout.write(f"{part} …\n")
        sys.stdout.flush()
        with tempfile.TemporaryDirectory(prefix="chaos-") as home:
            result = about | _of(part, given, Path(home))
        (kept / f"{part}.json").write_text(json.dumps(result, indent=1))
    found = {part: json.loads((kept / f"{part}.json").read_text()) for part in PARTS
             if (kept / f"{part}.json").exists()}  # fmt: skip
    text = report.markdown(found)
    sys.stdout.write(text)
    if given.write:
        report.write(ROOT / "docs" / "reliability.md", text)
    return int(any(found[part]["faults"] for part in given.parts))


def _given(words: list[str]) -> Namespace:
    parser = ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--seed", type=int, default=1, help="where the random moments begin")
    parser.add_argument("--minutes", type=float, default=10, help="how long the run of kills takes")
    parser.add_argument("--rounds", type=int, default=1000, help="rounds of fifty clicks at once")
    parser.add_argument("--part-minutes", type=float, default=30, help="clicks, statements: how long at most")
    parser.add_argument("--parts", type=lambda told: told.split(","), default=list(PARTS))
    parser.add_argument("--write", action="store_true", help="publish the figures in docs/reliability.md")
    return parser.parse_args(words)


def _of(part: str, given: Namespace, home: Path) -> dict[str, Any]:
    """The figures of one part, on an installation of its own."""
    installation = Installation(home / "var")
    os.environ.update(installation.env)
    try:
        if part == "control":
            installation.start_services()
            return _control(installation, given.seed)
        installation.prepare()
        installation.start_services()
        if part in {"storm", "workers"}:
            return _storm(installation, given, workers_only=part == "workers")
        seconds = str(given.part_minutes * 60)
        words = [str(given.rounds), seconds] if part == "clicks" else ["--seconds", seconds]
        return _program(part, words, installation)
    finally:
        installation.end()


def _program(part: str, words: list[str], installation: Installation) -> dict[str, Any]:
    """What the part's own program prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.chaos.{part}", *words],
        cwd=ROOT, env=os.environ | installation.env, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    return told if isinstance(told, dict) else {"deeds": told, "faults": _all_faults(told)}


def _all_faults(deeds: list[dict[str, Any]]) -> list[str]:
    return [f"{one['deed']}: {fault}" for one in deeds for fault in one["faults"]]


def _storm(installation: Installation, given: Namespace, *, workers_only: bool) -> dict[str, Any]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")
    django.setup()
    from tests.chaos import storm

    way: dict[str, Any] = {"rates": storm.WORKERS_ONLY, "mails": False} if workers_only else {}
    run = storm.run(installation, seed=given.seed, seconds=given.minutes * 60, **way)
    return {
        "seconds": run.seconds, "killed": run.killed, "workers": run.workers, "answers": run.answers,
        "in_the_middle": run.in_the_middle, "drained": run.drained_after, "faults": run.faults,
        **summary(run.evidence),
    }  # fmt: skip


def _control(installation: Installation, seed: int) -> dict[str, Any]:
    """The settings of Celery, one after another. A control that finds nothing is a fault of the checker."""
    from tests.chaos.control import run

    rows = []
    for setting in run.SETTINGS:
        found, faults, killed = run.run(
            installation, setting, seed=seed, seconds=CONTROL_SECONDS, steps=CONTROL_STEPS
        )
        told = dict(Counter(fault.what for fault in faults))
        rows.append({"told": setting.told, "killed": killed, "breaches": told, **summary(found)})
    blind = [row["told"] for row in rows if not row["breaches"]]
    return {"rows": rows, "faults": [f"the checker found nothing wrong with: {told}" for told in blind]}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
