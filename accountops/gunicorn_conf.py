"""How Gunicorn serves the pages. The address comes from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

from accountops import env
from cases.batching import keep_what_stays

worker_class = "gthread"
preload_app = True  # one start of Django for all processes
workers = env.integer("WEB_PROCESSES", 2, least=1, most=64)
threads = env.integer("WEB_THREADS", 4, least=1, most=64)
timeout = 60
graceful_timeout = 20  # less than the grace period of whoever stops us
keepalive = 5
control_socket_disable = True  # nobody steers it from outside; it would lie in the home folder
max_requests, max_requests_jitter = 5000, 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a heartbeat file, made safely
forwarded_allow_ips = ""  # X-Forwarded-… is Django's business, by TRUSTED_PROXIES

METRICS_DIR = env.text("PROMETHEUS_MULTIPROC_DIR")  # where counters of all processes add up
if METRICS_DIR:  # not in a hook: those run after the application made its counters
    Path(METRICS_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in Path(METRICS_DIR).glob("*.db"):  # counters start at zero with the server
        old.unlink(missing_ok=True)


def when_ready(server: Any) -> None:
    """The application is loaded and no process that serves is there yet: see what it does."""
    keep_what_stays()


def child_exit(server: Any, worker: Any) -> None:
    """A process is gone: its gauges go, its counters stay."""
    if METRICS_DIR:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # untyped there
