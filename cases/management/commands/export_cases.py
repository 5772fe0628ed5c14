"""Cases into a file, from the command line: any number of them, with the memory of one."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl

from django.core.management.base import BaseCommand, CommandError

from cases import registry
from cases.exchange.columns import NoImport
from cases.exchange.exporting import everybody, import_table, list_table
from cases.exchange.writing import FORMATS, Table, WritingFault, csv_lines, write_xlsx
from cases.models import User
from cases.queue import QueueFault, QueueQuery


class Command(BaseCommand):
    """Writes the cases that a query finds. The file appears when it is whole."""

    help = "Write cases into a CSV or XLSX file, as lists show them or as an import takes them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which cases, and how."""
        parser.add_argument("kind", nargs="?", default="", help="the code of a kind; all without it")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="the file to write")
        parser.add_argument(
            "--format", choices=sorted(FORMATS), default="", help="without it, by FILE's ending, else csv"
        )
        parser.add_argument(
            "--query", default="", help='filters as in the address of a list: "team=research&open=true"'
        )
        parser.add_argument("--for-import", action="store_true", help="the columns that import_cases reads")
        parser.add_argument("--as", dest="username", default="", help="only what this person may see")

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes the file and says how many cases it holds."""
        out: Path = options["out"]
        fmt = options["format"] or out.suffix.removeprefix(".").lower()
        table = self._table(options)
        try:
            with _whole(out) as file:
                number = write_xlsx(table, file) if fmt == "xlsx" else _write_csv(table, file)
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        except WritingFault as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{number:,} case{'' if number == 1 else 's'} in {out}.")

    def _table(self, options: dict[str, Any]) -> Table:
        asked = dict(parse_qsl(options["query"], keep_blank_values=True))
        if options["kind"]:
            asked["kind"] = options["kind"]
        try:
            query = QueueQuery.parse(asked)
        except QueueFault as fault:
            raise CommandError(str(fault)) from fault
        if query.assignee == "me" and not options["username"]:
            raise CommandError("Say whom “me” means: --as USERNAME.")
        user = _reader(options["username"])
        if not options["for_import"]:
            return list_table(user, query)
        if not query.kind:
            raise CommandError("Name the kind: each has an import of its own.")
        try:
            return import_table(user, query, registry.get_kind(query.kind))
        except NoImport as error:
            raise CommandError(str(error)) from error


def _reader(username: str) -> User:
    if not username:
        return everybody()
    found = User.objects.filter(username=username).first()
    if found is None:
        raise CommandError(f"There is nobody of the username “{username}”.")
    return found


def _write_csv(table: Table, file: IO[bytes]) -> int:
    number = -1  # the head is no case
    for line in csv_lines(table):
        file.write(line.encode())
        number += 1
    return number


@contextmanager
def _whole(out: Path) -> Iterator[IO[bytes]]:
    """The file under a name of its own until it is whole: who waits for FILE never finds half of it."""
    half = out.with_name(f".{out.name}.part")
    try:
        with half.open("wb") as file:
            half.chmod(0o600)
            yield file
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)
