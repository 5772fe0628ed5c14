"""The tests' database: whole, though nobody migrated it, and never that of other migrations."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import schema


@pytest.mark.django_db
def test_every_migration_has_been_applied() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert "accountops_cache" in connection.introspection.table_names()


def test_other_migrations_have_another_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    monkeypatch.setattr(apps, "get_app_configs", lambda: [SimpleNamespace(label="one", path=str(tmp_path))])
    found = [schema.fingerprint()]
    (folder / "0001_first.py").write_text("operations = []")
    found.append(schema.fingerprint())
    (folder / "0001_first.py").write_text("operations = [1]")
    found.append(schema.fingerprint())
    (folder / "0001_first.py").rename(folder / "0001_other.py")
    found.append(schema.fingerprint())
    assert len(set(found)) == len(found)
    assert schema.fingerprint() == found[-1]
