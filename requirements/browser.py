"""Make sure that Chromium is here for the browser tests, installing it where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
ADVICE = (
    "The browser tests need Chromium, which is not here and could not be installed.\n"
    "On Debian and Ubuntu: sudo apt-get install chromium\n"
    "Without it, `make check` runs all the other tests."
)


def main() -> int:
    """0 when a browser is on the PATH at the end."""
    if found():
        return 0
    if shutil.which("apt-get") and (prefix := administrator()) is not None:
        print("Installing Chromium for the browser tests …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["dpkg", "--configure", "-a"],
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "chromium"],
        ):
            subprocess.run([*prefix, *command], check=False, env=environment, stdout=subprocess.DEVNULL)
    if found():
        return 0
    print(ADVICE, file=sys.stderr)
    return 1


def found() -> bool:
    return any(shutil.which(name) for name in NAMES)


def administrator() -> list[str] | None:
    """What to put before a command to run it as root; None where that would ask for a password."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


if __name__ == "__main__":
    sys.exit(main())
