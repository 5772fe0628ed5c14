"""The processes of ours that the launcher runs: pages, worker, beat, the demo's mail server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from email.utils import parseaddr
from pathlib import Path

from accountops.embedded.process import rotate, spawn, stop

ROOT = Path(__file__).resolve().parent.parent.parent
STOP_PATIENCE_SECONDS = 15.0


class Part:
    """One Python program with a log of its own."""

    def __init__(self, name: str, command: list[str], env: Mapping[str, str], logs: Path) -> None:
        self.name = name
        self.command = [sys.executable, *command]
        self.env = {**os.environ, **env, "ACCOUNTOPS_PROCESS": f"accountops-{name}"}
        self.log = logs / f"{name}.log"
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it without waiting."""
        self.child = spawn(self.command, log=rotate(self.log), env=self.env, cwd=ROOT)

    def ask_to_stop(self) -> None:
        """Send the polite signal and return at once, so that several parts stop side by side."""
        if self.child and self.child.poll() is None:
            self.child.terminate()

    def stop(self) -> None:
        """Stop it, and whatever it started."""
        stop(self.child, (signal.SIGTERM, STOP_PATIENCE_SECONDS))
        if self.child:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.child.pid, signal.SIGKILL)


def parts(mode: str, bind: str, env: Mapping[str, str], logs: Path) -> list[Part]:
    """Pages, worker, beat and the demo's mail server, in the order in which they start."""
    gunicorn = ["-m", "gunicorn", "-c", "python:accountops.gunicorn_conf", "-b", bind, "accountops.wsgi"]
    runserver = ["manage.py", "runserver", "--noreload", bind]
    celery = ["-m", "celery", "-A", "accountops.celery", "--quiet"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker = [*celery, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "INFO", *quiet]
    beat = [*celery, "beat", "--loglevel", "INFO", "--scheduler", "celery.beat:Scheduler", "--pidfile="]
    metrics = {"PROMETHEUS_MULTIPROC_DIR": str(logs.parent / "metrics")} if mode == "demo" else {}
    mail = ["-m", "accountops.postbox", env.get("EMAIL_PORT", ""), str(logs.parent / "postbox")]
    mail.append(os.environ.get("MAIL_REPLY_TO") or parseaddr(env.get("DEFAULT_FROM_EMAIL", ""))[1])
    own = [Part("mail", mail, env, logs)] if "EMAIL_HOST" in env else []  # else somebody's real server
    return [
        Part("web", runserver if mode == "dev" else gunicorn, {**env, **metrics}, logs),
        Part("worker", worker, env, logs),
        Part("beat", beat, env, logs),
        *own,
    ]
