"""A backup comes back whole, into an empty database only, and work goes on there."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from shutil import copy

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from accountops.backup import BackupFault, dump, restore
from accountops.backup.manifest import Contents, beside
from cases.models import Case, TimelineEntry
from tests.backup.conftest import Made

SCENARIO = Path(__file__).parent.parent / "acceptance" / "scenarios"


def told(command: str, *arguments: object) -> str:
    """What a command says."""
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def copied(made: Made, folder: Path, **changes: object) -> Path:
    """The backup in another folder, with a manifest that says something else."""
    path = Path(copy(made.path, folder / "copy.dump"))
    said = json.loads(beside(made.path).read_text())
    said["contents"] |= {name: value for name, value in changes.items() if name in said["contents"]}
    beside(path).write_text(json.dumps(said | {name: v for name, v in changes.items() if name in said}))
    return path


def test_it_comes_back_whole_and_work_goes_on(made: Made, tmp_path: Path) -> None:
    with made.empty_database():
        assert "the timeline is whole" in told("restore", made.path)
        assert Contents.read() == made.manifest.contents
        assert made.manifest.contents.tables["cases_case"] == Case.objects.count() > 0
        assert "whole" in told("verify_audit")
        assert not call_command("migrate", check_unapplied=True, verbosity=0)
        scenario = min(SCENARIO.glob("*.jsonl"))
        first = tmp_path / "one.jsonl"
        first.write_text(scenario.read_text().splitlines()[0] + "\n")
        told("play_scenarios", first)
        with pytest.raises(DatabaseError, match=r"append-only|Cannot (update|delete)"):
            TimelineEntry.objects.filter(pk=TimelineEntry.objects.first().pk).update(action="altered")
        again = tmp_path / "again.dump"
        assert dump(again).contents.chain_head == made.manifest.contents.chain_head


def test_what_is_there_stays_unless_it_is_said_to_go(made: Made) -> None:
    with made.empty_database():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE precious (id int)")
        with pytest.raises(CommandError, match=r"not empty \(1 tables\)"):
            told("restore", made.path)
        assert connection.introspection.table_names() == ["precious"]
        assert "whole" in told("restore", made.path, "--force")
        assert "precious" not in connection.introspection.table_names()


def test_somebody_at_work_is_not_disturbed(made: Made) -> None:
    with made.empty_database():
        other = connection.copy()
        try:
            other.ensure_connection()
            with pytest.raises(BackupFault, match="Somebody is connected"):
                restore(made.path, force=True)
        finally:
            other.close()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sha256": "0" * 64}, "not as it was written"),
        ({"migrations": {"cases": "9999_from_tomorrow"}}, "newer code"),
    ],
)
def test_a_backup_that_cannot_be_right_is_refused_before_anything(
    made: Made, tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    with made.empty_database():
        with pytest.raises(BackupFault, match=said):
            restore(copied(made, tmp_path, **changes))
        assert connection.introspection.table_names() == []


def test_what_did_not_come_back_is_said(made: Made, tmp_path: Path) -> None:
    tables = made.manifest.contents.tables | {"cases_case": 10_000}
    wrong = copied(made, tmp_path, tables=tables, chain_head="other", audit_key="other")
    with made.empty_database(), pytest.raises(BackupFault) as caught:
        restore(wrong)
    assert "cases_case: 10000 rows in the backup" in str(caught.value)
    assert "the timeline's newest entries are others" in str(caught.value)
    assert "another AUDIT_KEY" in str(caught.value)


def test_nothing_is_overwritten_and_nobody_else_can_read_it(made: Made) -> None:
    with pytest.raises(CommandError, match="there already"):
        told("backup", made.path)
    assert [path.stat().st_mode & 0o777 for path in (made.path, beside(made.path))] == [0o600, 0o600]


def test_a_manifest_is_needed(made: Made, tmp_path: Path) -> None:
    alone = Path(copy(made.path, tmp_path / "alone.dump"))
    with pytest.raises(BackupFault, match="is missing"):
        restore(alone)
    beside(alone).write_text("[]")
    with pytest.raises(BackupFault, match="no manifest"):
        restore(alone)
