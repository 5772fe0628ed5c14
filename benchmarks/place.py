"""Where a benchmark lives: a folder with a PostgreSQL, a broker and keys of its own."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

import psycopg2  # type: ignore[import-untyped]  # ships no types

from accountops.embedded import state
from accountops.embedded.postgres import DATABASE, SUPERUSER, Postgres
from accountops.embedded.valkey import Valkey

SEED = 20_260_101  # of everything that looks random
ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = {"max_connections": "60", "max_wal_size": "8GB", "checkpoint_timeout": "30min"}
# While rows are loaded nobody needs them to survive a power cut.
LOADING = CONNECTIONS | {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal",
    "max_wal_senders": "0", "autovacuum": "off", "shared_buffers": "1GB", "maintenance_work_mem": "1GB",
    "work_mem": "64MB",
}  # fmt: skip
MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20  # MB
# PostgreSQL's own defaults (every commit waits for the disk), but for memory: a quarter is the usual advice.
MEASURING = CONNECTIONS | {
    "shared_buffers": f"{min(MEMORY // 4, 4096)}MB",
    "effective_cache_size": f"{MEMORY // 2}MB",
}


class Place:
    """The services below `home`, and what a process has to know to use them."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.lock = state.lock(home)
        self.state = state.prepare(home)
        self.postgres = Postgres(self.state, LOADING)
        self.valkey = Valkey(self.state)

    def start(self, options: Mapping[str, str]) -> None:
        """Starts both services, or PostgreSQL anew with other options."""
        self.postgres.stop()
        self.postgres.options = dict(options)
        self.postgres.start()
        if self.valkey.child is None:
            self.valkey.start()
            self.valkey.wait()
        self.postgres.wait()

    def stop(self) -> None:
        """Stops both services."""
        self.postgres.stop()
        self.valkey.stop()
        self.lock.close()

    def remove(self) -> None:
        """Throws everything away, what lies outside of `home` included; after `stop`."""
        state.remove(self.home)
        shutil.rmtree(self.home)

    def connect(self, database: str = DATABASE) -> psycopg2.extensions.connection:
        """A connection of our own, each statement a transaction."""
        found = psycopg2.connect(host=str(self.postgres.socket), user=SUPERUSER, dbname=database)
        found.autocommit = True
        return found

    def env(self, database: str) -> dict[str, str]:
        """The environment of a production process on one of the databases."""
        inherited = {
            name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ
        }
        return inherited | {
            "ACCOUNTOPS_MODE": "production",
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "PUBLIC_URL": "http://localhost",
            "ALLOWED_HOSTS": "localhost",
            "VAR_DIR": str(self.home),
            "SECRET_KEY": self.key("secret_key"),
            "AUDIT_KEY": self.key("audit_key"),
            "DATABASE_URL": self.postgres.url.replace(f"/{DATABASE}?", f"/{database}?"),
            "REDIS_URL": self.valkey.url,
            "API_CALLS_PER_MINUTE": "1000000",  # the benchmark is a loop gone wild
            "WEB_PROCESSES": "1",  # one client asks one thing at a time
            "PYTHONUNBUFFERED": "1",
        }

    def key(self, name: str) -> str:
        path = self.home / name
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text()
