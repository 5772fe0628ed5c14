"""`manage.py replay_policy --kind K --policy FILE [--since D] [--json]`: a draft policy over past cases."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from cases import registry
from cases.kinds import Kind
from cases.policies.replaying import Flip, Tally, label, replay
from cases.policy import PolicyError
from cases.timeline import plain
from cases.words import counted

MOST_FLIPS: Final = 1000  # in JSON, which is one object; the lines of the text have no limit


class Command(BaseCommand):
    """Which decisions flip, what moves between teams, which deadlines move, how much money it is about."""

    help = "Takes past decisions again under other policy values, and says what differs. Writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to replay, over which cases."""
        parser.add_argument("--kind", required=True, help="code of the kind")
        parser.add_argument(
            "--policy", required=True, type=Path, help="values as JSON: of the kind, or by kind"
        )
        parser.add_argument("--since", help="only decisions from this day or instant on, UTC unless it says")
        parser.add_argument("--json", action="store_true", help="one JSON object in the place of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        """Replays, and tells each flip as it is found."""
        kind, tally, flips = _kind(options["kind"]), Tally(), list[dict[str, Any]]()
        values = _values(options["policy"], kind)
        since = _instant(options["since"])
        try:
            for flip in replay(kind, values, since=since, tally=tally):
                if not options["json"]:
                    self.stdout.write(_line(flip))
                elif len(flips) < MOST_FLIPS:
                    flips.append(flip.told())
        except PolicyError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            told = {"kind": kind.code, "policy": values, "since": since, **tally.told(), "flipped": flips}
            self.stdout.write(json.dumps(plain(told), ensure_ascii=False, indent=2))
        else:
            self._sum(tally)

    def _sum(self, tally: Tally) -> None:
        told = tally.told()
        self.stdout.write(
            f"{counted(tally.flips, 'decision')} of {tally.decisions} in {counted(tally.cases, 'case')}"
            f" would come out otherwise; {tally.unknown} cannot be compared."
        )
        for row in told["teams"]:
            self.stdout.write(f"{row['label']}: {row['before']} -> {row['after']}")
        for timer, number in told["deadlines"].items():
            self.stdout.write(f"{timer}: {number} that are set now would be dated otherwise")
        for currency, amount in told["money"].items():
            self.stdout.write(f"{amount} {currency} in {counted(tally.affected, 'case')}")


def _line(flip: Flip) -> str:
    old, new = f"{label(flip.team)} by {flip.rule}", f"{label(flip.new_team)} by {flip.new_rule}"
    return f"{flip.reference} {flip.decided_at.astimezone(UTC):%Y-%m-%d %H:%M}Z {old} -> {new}"


def _kind(code: str) -> Kind:
    try:
        return registry.get_kind(code)
    except KeyError as error:
        codes = ", ".join(kind.code for kind in registry.all_kinds())
        raise CommandError(f"There is no kind “{code}”. There are: {codes}.") from error


def _values(path: Path, kind: Kind) -> dict[str, Any]:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    if not isinstance(given, dict):
        raise CommandError("The policy file holds no JSON object.")
    by_kind = any(one.code in given for one in registry.all_kinds())
    values: dict[str, Any] = given.get(kind.code, {}) if by_kind else given
    return values


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError("--since takes a day or an instant such as 2026-03-02T09:00:00Z.") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
