"""`manage.py import_cases` says what became of a file, and ends with 1 when anything was refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.models import Case, TimelineEntry, User

GOOD = "account,seats_now,seats_wanted\nAcme,5,8\nBorel,1,2\n"
BAD = GOOD + "=cmd,x,2\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two good rows."""
    path = tmp_path / "seats.csv"
    path.write_text(GOOD)
    return path


def run(capsys: pytest.CaptureFixture[str], *args: Any, ends: int = 0) -> str:
    """What the command writes; it must end with this code."""
    if ends:
        with pytest.raises(SystemExit) as caught:
            call_command("import_cases", "seat_change", *map(str, args))
        assert caught.value.code == ends
    else:
        call_command("import_cases", "seat_change", *map(str, args))
    return capsys.readouterr().out


@pytest.mark.django_db
def test_it_tells_how_many_of_what(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    assert run(capsys, file) == "seats.csv: 2 rows: 2 opened.\n"
    assert run(capsys, file) == "seats.csv: 2 rows: 2 already there.\n"
    assert Case.objects.count() == 2


@pytest.mark.django_db
def test_a_refused_row_is_told_and_nothing_happens(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    file.write_text(BAD)
    told = run(capsys, file, ends=1)
    assert "3 rows: 2 would be opened, 1 refused." in told
    assert "Nothing was imported" in told
    assert "- line 4, B seats_now: Enter a whole number. Correct the cell. [invalid]" in told
    assert Case.objects.count() == 0
    assert "2 opened, 1 refused" in run(capsys, file, "--partial", ends=1)
    assert Case.objects.count() == 2


@pytest.mark.django_db
def test_a_trial_changes_nothing(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    assert "This was a trial: nothing was imported." in run(capsys, file, "--dry-run")
    assert Case.objects.count() == 0


@pytest.mark.parametrize("ending", ["csv", "json"])
@pytest.mark.django_db
def test_the_whole_report_goes_into_a_file(
    capsys: pytest.CaptureFixture[str], file: Path, tmp_path: Path, ending: str
) -> None:
    file.write_text(BAD)
    report = tmp_path / f"report.{ending}"
    run(capsys, file, "--partial", "--report", report, ends=1)
    if ending == "json":
        data = json.loads(report.read_text())
        found = [(row["line"], row["status"], row["reference"]) for row in data["rows"]]
    else:
        with report.open(encoding="utf-8-sig", newline="") as lines:
            found = [(int(row["line"]), row["status"], row["case"]) for row in csv.DictReader(lines)]
    references = list(Case.objects.order_by("pk").values_list("reference", flat=True))
    assert found == [(2, "opened", references[0]), (3, "opened", references[1]), (4, "refused", "")]


def test_it_acts_as_a_person_in_a_role(
    capsys: pytest.CaptureFixture[str], file: Path, alice: User, charlie: User
) -> None:
    assert "[WRONG_ROLE]" in run(capsys, file, "--by", "charlie", ends=1)
    run(capsys, file, "--by", "alice", "--as", "customer_care")
    entry = TimelineEntry.objects.order_by("pk").first()
    assert entry is not None
    assert (entry.actor, entry.as_role) == (alice, "customer_care")


@pytest.mark.django_db
def test_a_mapping_an_encoding_and_a_sheet(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file, mapping = tmp_path / "seats.csv", tmp_path / "m.json"
    file.write_bytes("Kunde;Jetzt;Künftig\nZürich;5;8\n".encode("cp1252"))
    columns = {"Kunde": "account", "Jetzt": "seats_now", "künftig": "seats_wanted"}
    mapping.write_text(json.dumps({"columns": columns}))
    assert "[encoding]" in run(capsys, file, "--mapping", mapping, ends=1)
    assert "1 opened" in run(capsys, file, "--mapping", mapping, "--encoding", "cp1252")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["seat_change", "FILE", "--report", "x.pdf"], "has to end in .csv or .json"),
        (["seat_change", "FILE", "--by", "nobody"], "no active person “nobody”"),
        (["seat_change", "FILE", "--mapping", "none.toml"], "none.toml cannot be opened"),
        (["seat_change", "FILE", "--by", "alice", "--as", "manager"], "does not hold the role manager"),
        (["no_kind", "FILE"], "There is no kind “no_kind”"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_it_cannot_do_it_says(file: Path, alice: User, args: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("import_cases", *(str(file) if arg == "FILE" else arg for arg in args))


@pytest.mark.django_db
def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = run(capsys, tmp_path / "none.csv", ends=1)
    assert "- none.csv cannot be opened: No such file or directory." in told
