"""What a backup holds, written beside it: enough to tell afterwards whether everything came back."""

from __future__ import annotations

import hashlib
import hmac
import json
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from accountops.backup.faults import BackupFault

# The newest hash of every case's chain, in one: an entry that is missing or altered changes it.
HEAD = """
SELECT coalesce(encode(sha256(convert_to(string_agg(hash, '' ORDER BY case_id), 'UTF8')), 'hex'), '')
FROM (SELECT DISTINCT ON (case_id) case_id, hash FROM cases_timelineentry ORDER BY case_id, seq DESC) newest
"""


@dataclass(frozen=True)
class Contents:
    """What a database holds at one instant: rows by table, the newest migrations by app, the chain's head."""

    tables: dict[str, int]
    migrations: dict[str, str]
    chain_head: str
    audit_key: str

    @classmethod
    def read(cls) -> Self:
        """Of the configured database, within the transaction that is open."""
        tables = sorted(connection.introspection.table_names())
        with connection.cursor() as cursor:
            counts = {}
            for table in tables:
                name = connection.ops.quote_name(table)
                statement = f"SELECT count(*) FROM {name}"  # noqa: S608 - a table's own name, quoted
                cursor.execute(statement)
                counts[table] = cursor.fetchone()[0]
            cursor.execute(HEAD)
            head = cursor.fetchone()[0]
        applied = sorted(MigrationRecorder(connection).applied_migrations())
        return cls(counts, dict(applied), head, key_mark())

    def differences(self, found: Contents) -> list[str]:
        """What is otherwise in `found`, as sentences."""
        told = [
            f"{table}: {self.tables.get(table)} rows in the backup, {found.tables.get(table)} here"
            for table in sorted(self.tables | found.tables)
            if self.tables.get(table) != found.tables.get(table)
        ]
        if self.chain_head != found.chain_head:
            told.append("the timeline's newest entries are others than in the backup")
        return told


@dataclass(frozen=True)
class Manifest:
    """A backup's own words. `sha256` and `bytes` are the dump's."""

    made_at: str
    commit: str
    postgresql: str
    sha256: str
    bytes: int
    contents: Contents

    def write(self, path: Path) -> None:
        """As JSON, for its owner only."""
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self), indent=1) + "\n")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises BackupFault where it is missing or none of ours."""
        try:
            given: dict[str, Any] = json.loads(path.read_text())
            return cls(**(given | {"contents": Contents(**given["contents"])}))
        except FileNotFoundError as error:
            raise BackupFault(f"{path} is missing; it belongs beside the dump.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise BackupFault(f"{path} is no manifest of a backup.") from error


def beside(dump: Path) -> Path:
    """Where the manifest of a dump lies."""
    return dump.with_name(f"{dump.name}.json")


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def key_mark() -> str:
    """A mark by which two installations see whether they have the same AUDIT_KEY; it tells nothing of it."""
    return hmac.new(settings.AUDIT_KEY.encode(), b"accountops.backup", "sha256").hexdigest()[:16]


def commit() -> str:
    """The commit of the code; "" where there is no history, as in an image."""
    told = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return told.stdout.strip()
