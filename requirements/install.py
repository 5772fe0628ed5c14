"""Build `.venv` from the locked requirements. Standard library only: this runs first on a bare machine.

    python3 requirements/install.py demo     what `make demo` needs
    python3 requirements/install.py dev      that, and what the checks need

Nothing happens when the environment already has what the locks say. uv does the work when it can be had;
plain pip with the same flags otherwise.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LEVELS = {"demo": ["prod", "demo"], "dev": ["prod", "demo", "dev"]}
OLDEST_PYTHON = (3, 11)


def main(arguments: list[str]) -> int:
    """Install one level; 0 when the environment is ready, 1 with a sentence otherwise."""
    if len(arguments) != 1 or arguments[0] not in LEVELS:
        return refuse(f"usage: install.py {'|'.join(LEVELS)}")
    if sys.version_info < OLDEST_PYTHON:
        return refuse(
            f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed, not {sys.version.split()[0]}.\n"
            "Name another one with: make PYTHON=python3.12 …"
        )
    if is_ready(arguments[0]):
        return 0
    lock = os.open(Path(__file__).parent, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)  # two `make`s at once: the second waits, then finds the work done
    return 0 if is_ready(arguments[0]) else install(arguments[0])


def is_ready(level: str) -> bool:
    """True when this level, or one that contains it, was installed from these very locks."""
    wanted = set(LEVELS[level])
    return any(stamp(name).exists() for name, parts in LEVELS.items() if wanted <= set(parts))


def stamp(level: str) -> Path:
    """The file that says "installed", named by what was installed and by which Python."""
    digest = hashlib.sha256(sys.version.encode())
    for lock in locks(level):
        digest.update(lock.read_bytes())
    return VENV / f".installed-{level}-{digest.hexdigest()[:16]}"


def locks(level: str) -> list[Path]:
    return [ROOT / "requirements" / f"{part}.txt" for part in LEVELS[level]]


def install(level: str) -> int:
    """Create the environment where it is missing and put the level's packages into it."""
    python = VENV / "bin" / "python"
    if not works(python):
        print("Creating .venv …", flush=True)
        if run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
            return refuse("Could not create .venv. On Debian and Ubuntu: apt-get install python3-venv")
    print(f"Installing the locked packages ({level}) …", flush=True)
    if run([*installer(python), *(f"-r{lock}" for lock in locks(level))]):
        return refuse("The packages could not be installed; the lines above say which one and why.")
    for old in VENV.glob(".installed-*"):
        old.unlink()
    stamp(level).touch()
    return 0


def works(python: Path) -> bool:
    """False for a missing interpreter, one of another version, and a `.venv` that was moved or half made."""
    if not (VENV / "bin" / "pip").exists():
        return False
    probe = "import sys, pip; print(sys.version, sys.prefix)"
    done = subprocess.run([str(python), "-c", probe], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == f"{sys.version} {VENV}"


def installer(python: Path) -> list[str]:
    """The command that installs from locks, as a list that only wants the `-r` options."""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        run([*pip, f"-r{ROOT / 'requirements' / 'uv.txt'}"], quiet=True)
    if not uv.exists():
        print("uv could not be had here: plain pip does the work, a little slower.", flush=True)
        return pip
    return [str(uv), "pip", "install", "--quiet", "--require-hashes", "--python", str(python)]


def run(command: list[str], *, quiet: bool = False) -> int:
    return subprocess.run(command, check=False, capture_output=quiet).returncode


def refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
