"""The way back: into an empty database, or in the place of what is there when that is said expressly."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from accountops.backup import programs
from accountops.backup.faults import BackupFault
from accountops.backup.manifest import Contents, Manifest, beside, digest, key_mark
from cases import timeline

Say = Callable[[str], None]


def restore(path: Path, *, force: bool = False, say: Say = lambda text: None) -> Manifest:
    """Brings a backup back and looks whether all of it is there. Raises BackupFault.

    Triggers and constraints are made after the rows, as in any dump of PostgreSQL: none is switched off.
    """
    manifest = Manifest.load(beside(path))
    _against(path, manifest)
    _clear(force=force)
    say("Restoring …")
    connections.close_all()
    programs.run(
        "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(path)
    )
    say("Comparing …")
    _compare(manifest)
    return manifest


def _against(path: Path, manifest: Manifest) -> None:
    """What can be known beforehand: program and dump are there, unaltered, and the code is new enough."""
    programs.find("pg_restore")
    if not path.is_file():
        raise BackupFault(f"{path} is missing.")
    if path.stat().st_size != manifest.bytes or digest(path) != manifest.sha256:
        raise BackupFault(f"{path} is not as it was written; use another backup.")
    known = MigrationLoader(None).disk_migrations
    newer = [
        f"{app}.{name}" for app, name in manifest.contents.migrations.items() if _unknown(app, name, known)
    ]
    if newer:
        raise BackupFault(
            f"The backup was made by newer code (it has {', '.join(newer)}); install that, commit "
            f"{manifest.commit or 'unknown'} or later, and try again."
        )


def _unknown(app: str, name: str, known: Collection[tuple[str, str]]) -> bool:
    return any(label == app for label, _ in known) and (app, name) not in known


def _clear(*, force: bool) -> None:
    """An empty database, or one that is emptied because somebody said so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise BackupFault(
                "Somebody is connected to this database. Stop web processes, workers and beat first."
            )
        tables = connection.introspection.table_names(cursor)
        if tables and not force:
            raise BackupFault(
                f"This database is not empty ({len(tables)} tables). Restore into an empty one, or say that "
                "everything in it is to go: --force, with make FORCE=yes."
            )
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _compare(manifest: Manifest) -> None:
    """Rows, the chain's head, and the chain itself."""
    found = Contents.read()
    told = manifest.contents.differences(found)
    if manifest.contents.audit_key != key_mark():
        told.append(
            "this installation has another AUDIT_KEY than the backup's, so that the timeline cannot be "
            "verified; set the one that was in use then"
        )
    else:
        told += list(timeline.faults())
    if told:
        raise BackupFault("It was restored, but: " + "; ".join(told[:20]) + ".")
