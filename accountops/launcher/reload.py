"""Notices that a source file changed."""

from __future__ import annotations

import time
from pathlib import Path

from accountops.launcher.parts import ROOT

FOLDERS = ("accountops", "cases", "rebooks", "templates")
ENDINGS = (".py", ".html")
LOOK_EVERY_SECONDS = 1.0


class Changes:
    """Call `seen()` often; it is True once after each change of a file below the watched folders."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.looked = time.monotonic()
        self.known = self._snapshot()

    def seen(self) -> bool:
        """Look again, at most once a second."""
        if time.monotonic() - self.looked < LOOK_EVERY_SECONDS:
            return False
        self.looked = time.monotonic()
        before, self.known = self.known, self._snapshot()
        return before != self.known

    def _snapshot(self) -> dict[Path, int]:
        files = (path for name in FOLDERS for path in (self.root / name).rglob("*") if path.suffix in ENDINGS)
        found = {}
        for path in files:
            try:
                found[path] = path.stat().st_mtime_ns
            except FileNotFoundError:  # an editor replacing it
                continue
        return found
