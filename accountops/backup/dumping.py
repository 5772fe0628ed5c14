"""Making a backup while everybody works on: dump and manifest are of one snapshot."""

from __future__ import annotations

from pathlib import Path

from django.db import connection, transaction

from accountops.backup import programs
from accountops.backup.faults import BackupFault
from accountops.backup.manifest import Contents, Manifest, beside, commit, digest


def dump(path: Path) -> Manifest:
    """Writes the database to `path` and what it holds beside it. Neither appears before both are whole.

    Raises BackupFault; a file that is there already is never overwritten.
    """
    if path.exists() or beside(path).exists():
        raise BackupFault(f"{path} is there already; give another name.")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.part")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    try:
        made_at, contents = _written(half)
        manifest = Manifest(
            made_at, commit(), str(programs.server_version()), digest(half), half.stat().st_size, contents
        )
        manifest.write(beside(path))
        half.rename(path)
    finally:
        half.unlink(missing_ok=True)
    return manifest


def _written(half: Path) -> tuple[str, Contents]:
    """The dump and the counts see the same instant: the counting transaction lends its snapshot."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            cursor.execute("SELECT set_config(%s, '0', true)", [limit])
        cursor.execute("SELECT pg_export_snapshot(), statement_timestamp()")
        snapshot, at = cursor.fetchone()
        contents = Contents.read()
        programs.run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
            f"--file={half}",
        )  # fmt: skip
    return at.isoformat(), contents
