"""How Gunicorn serves the pages. The address comes from the command line."""

from __future__ import annotations

import os
from pathlib import Path

worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20  # less than the grace period of whoever stops us
keepalive = 5
max_requests, max_requests_jitter = 5000, 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a heartbeat file, made safely
forwarded_allow_ips = ""  # X-Forwarded-… is Django's business, by TRUSTED_PROXIES
