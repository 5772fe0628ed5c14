"""A database with real rows in it, and its backup: made once, beside the tests' own database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from accountops.backup import dump
from accountops.backup.manifest import Manifest
from accountops.simulation import Simulation
from accountops.simulation.place import other_database


@dataclass(frozen=True)
class Made:
    """A backup of some days of work."""

    path: Path
    manifest: Manifest
    usual: str

    @contextmanager
    def empty_database(self) -> Iterator[None]:
        """Within the block Django uses a database without any table."""
        with other_database(f"{self.usual}_back"):
            yield


@pytest.fixture(scope="session")
def made(django_db_setup, django_db_blocker, tmp_path_factory) -> Made:
    """Two days of invented work, committed to a database of their own, and backed up from there."""
    usual = str(connection.settings_dict["NAME"])
    path = tmp_path_factory.mktemp("backups") / "two-days.dump"
    with django_db_blocker.unblock(), other_database(f"{usual}_work", template=usual):
        Simulation(days=2, seed=5, per_day=0.6).run()
        manifest = dump(path)
    return Made(path, manifest, usual)


@pytest.fixture(autouse=True)
def db(made: Made, django_db_blocker) -> Iterator[None]:
    """Leave to use databases. By this fixture's name pytest-django knows that the tests need one."""
    with django_db_blocker.unblock():
        yield
