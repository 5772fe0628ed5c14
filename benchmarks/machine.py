"""What a run ran on."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.place import MEMORY, ROOT, SEED


def described(postgres: str, sizes: Sequence[int], rounds: int) -> dict[str, str]:
    """Machine, versions, commit and date, in the order in which they are told."""
    told = f"make bench SIZES={','.join(map(str, sizes))} ROUNDS={rounds}"
    return {
        "Command": f"`{told}`, seed {SEED}",
        "Date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Commit": _commit(),
        "Processor": f"{_processor()}, {len(os.sched_getaffinity(0))} cores",
        "Memory": f"{MEMORY / 1024:.0f} GB",
        "System": f"{platform.system()} {platform.release()}, load {os.getloadavg()[0]:.1f} at the start",
        "Python": platform.python_version(),
        "PostgreSQL": postgres,
    }


def _commit() -> str:
    commit = _git("rev-parse", "--short=12", "HEAD") or "unknown"
    return commit + (" with changes" if _git("status", "--porcelain", "--untracked-files=no") else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names: list[Any] = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
