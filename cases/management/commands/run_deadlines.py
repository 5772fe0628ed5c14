"""The timed steps without a broker: a loop, one pass, or a preview."""

from __future__ import annotations

import json
import signal
from argparse import ArgumentParser
from datetime import datetime
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from cases import clock, deadlines, outbox, registry
from cases.batching import give_way, keep_what_stays
from cases.caseview import does
from cases.connectors import calling


class Command(BaseCommand):
    """Fires what is due and sends what waits; with --at and --dry-run it only says what would fire."""

    help = "Fire the timed steps that are due and send waiting messages, without a broker; or preview them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's switches."""
        parser.add_argument("--once", action="store_true", help="one pass, then stop")
        parser.add_argument("--at", metavar="INSTANT", help="with --dry-run: ISO 8601 with an offset")
        parser.add_argument("--dry-run", action="store_true", help="list what would fire; change nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """One of the three ways to run."""
        if options["at"] and not options["dry_run"]:
            raise CommandError("--at goes with --dry-run: real steps fire by the real clock.")
        if options["dry_run"]:
            self._preview(_instant(options["at"]), as_json=options["json"])
        elif options["once"]:
            self._pass(as_json=options["json"])
        else:
            self._loop(as_json=options["json"])

    def _preview(self, at: datetime, *, as_json: bool) -> None:
        rows = deadlines.due(at).select_related("case").order_by("due_at", "id")
        for row in rows.iterator(chunk_size=500):
            told = {
                "due_at": row.due_at.isoformat().replace("+00:00", "Z"),
                "reference": row.case.reference,
                "kind": row.kind,
                "subject": row.subject,
                "does": does(row.kind, registry.kind_of(row.case)),
            }
            parts = [told["due_at"], told["reference"], row.kind, row.subject, told["does"]]
            self.stdout.write(json.dumps(told) if as_json else "  ".join(part for part in parts if part))

    def _pass(self, *, as_json: bool) -> bool:
        """One pass; answers whether messages may be left that could go out now."""
        report, sent = deadlines.run_pass(), outbox.drain() + calling.drain()
        told = {name: getattr(report, name) for name in ("fired", "cancelled", "failed", "parked")}
        told["sent"] = sent
        line = ", ".join(f"{number} {what}" for what, number in told.items())
        if as_json or any(told.values()):
            self.stdout.write(json.dumps(told) if as_json else line)
        return sent >= outbox.AT_ONCE

    def _loop(self, *, as_json: bool) -> None:
        """Passes until a signal; a database that is away is tried again."""
        give_way()
        keep_what_stays()
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            is_more = False
            try:
                is_more = self._pass(as_json=as_json)
            except Exception as error:  # noqa: BLE001 - whatever failed, the loop is there to try again
                self.stderr.write(
                    f"This pass failed ({type(error).__name__}: {error}); the next one tries again."
                )
            close_old_connections()
            stop.wait(0 if is_more else settings.WAKE_UP_SECONDS)


def _instant(text: str | None) -> datetime:
    if text is None:
        return clock.now()
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no instant; write one such as 2026-03-02T09:00:00+01:00.") from error
    if instant.tzinfo is None:
        raise CommandError(f"{text!r} has no offset; write one such as 2026-03-02T09:00:00+01:00.")
    return instant
