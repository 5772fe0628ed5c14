"""`manage.py import_cases KIND FILE`: a table of cases, row by row through the door."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from cases import registry
from cases.access import RoleNotHeld
from cases.exchange import mapping_file
from cases.exchange.columns import NoImport
from cases.exchange.importing import run_file
from cases.exchange.mapping import MappingError
from cases.exchange.report import STATUSES, Report
from cases.exchange.writing import Table, csv_lines
from cases.kinds import Kind
from cases.models import User
from cases.teams import ROLES

MOST_LINES: Final = 200


class Command(BaseCommand):
    """Imports a file, says what became of it; exit 1 when anything was refused."""

    help = "Open cases from a CSV or XLSX file: all of its rows or none, unless --partial."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The kind, the file, and how to read it."""
        importable = [kind.code for kind in registry.all_kinds() if kind.imports]
        parser.add_argument("kind", help=f"one of {', '.join(importable)}")
        parser.add_argument("file", type=Path, help="CSV or XLSX; see docs/import.md")
        parser.add_argument("--mapping", type=Path, help="TOML or JSON: what foreign columns and words mean")
        parser.add_argument("--partial", action="store_true", help="import the good rows, refuse the others")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of it; do nothing")
        parser.add_argument(
            "--by", metavar="USERNAME", default="", help="who imports; else AccountOps itself"
        )
        parser.add_argument("--as", dest="role", metavar="ROLE", choices=sorted(ROLES), help="in which role")
        parser.add_argument("--report", type=Path, help="write the whole report: .csv or .json")
        parser.add_argument("--encoding", help="of a CSV file that is not in UTF-8, such as cp1252")
        parser.add_argument("--sheet", help="of an XLSX file; the first one without it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Imports the file and reports."""
        kind, actor = _kind(options["kind"]), _person(options["by"])
        report_to: Path | None = options["report"]
        if report_to is not None and report_to.suffix not in {".csv", ".json"}:
            raise CommandError("The report's name has to end in .csv or .json.")
        try:
            mapping = mapping_file.load(options["mapping"], kind) if options["mapping"] else None
            report = run_file(
                kind, options["file"], encoding=options["encoding"], sheet=options["sheet"], actor=actor,
                as_role=options["role"], mapping=mapping, partial=options["partial"],
                dry_run=options["dry_run"], progress=self._progress if self.stderr.isatty() else None,
            )  # fmt: skip
        except (NoImport, MappingError) as error:
            raise CommandError(str(error)) from error
        except RoleNotHeld as error:
            raise CommandError(f"{options['by']} does not hold the role {options['role']}.") from error
        for line in _told(report):
            self.stdout.write(line)
        if report_to is not None:
            _write(report, report_to)
        if not report.ok:
            sys.exit(1)

    def _progress(self, done: int, total: int) -> None:
        if done == total or done % 25 == 0:
            self.stderr.write(f"\r{done:,} of {total:,} rows", ending="\n" if done == total else "")
            self.stderr.flush()


def _kind(code: str) -> Kind:
    try:
        return registry.get_kind(code)
    except KeyError as error:
        known = ", ".join(kind.code for kind in registry.all_kinds() if kind.imports)
        raise CommandError(f"There is no kind “{code}”; use one of {known}.") from error


def _person(username: str) -> User | None:
    if not username:
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active person “{username}”.")
    return user


def _told(report: Report) -> Iterator[str]:
    """The report for people: how many of what, then a line for everything that somebody has to look at."""
    counts = [f"{number:,} {STATUSES[status].lower()}" for status, number in report.counts.items() if number]
    yield f"{report.file}: {len(report.rows):,} rows{': ' if counts else ''}{', '.join(counts)}."
    if report.dry_run:
        yield "This was a trial: nothing was imported."
    elif not report.ok and not (report.partial and report.rows):
        yield "Nothing was imported, because not everything could be. --partial imports the good rows."
    faults = [("", fault) for fault in report.faults]
    faults += [
        (f"line {row.line}, ", fault)
        for row in report.rows
        if row.status == "refused"
        for fault in row.faults
    ]
    for where, fault in faults[:MOST_LINES]:
        column = f"{fault.column}: " if fault.column else ""
        yield f"- {where}{column}{fault.message} {fault.advice} [{fault.code}]"
    if len(faults) > MOST_LINES:
        yield f"… and {len(faults) - MOST_LINES:,} more; --report FILE.csv has all of them."


def _write(report: Report, path: Path) -> None:
    try:
        if path.suffix == ".json":
            path.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")
        else:
            head, *rows = report.table()
            lines = csv_lines(Table("Report", [str(name) for name in head], rows))
            path.write_text("".join(lines), encoding="utf-8", newline="")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
