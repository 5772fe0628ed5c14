"""What a draft would have changed of past decisions, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from cases.exchange.writing import Table
from cases.models import PolicyDraft, PolicyReplay, User
from cases.money import format_money
from cases.navigation import address, of_case
from cases.policies import judging
from cases.policies.payload import digest_of

MOST_ROWS: Final = 10
HEAD: Final = ("case", "decided_at", "from_team", "from_rule", "to_team", "to_rule", "amount", "currency")


def panel(draft: PolicyDraft, user: User) -> dict[str, Any]:
    """The newest replay of the draft: how far it is, or what came of it."""
    run = PolicyReplay.objects.filter(draft=draft).first()
    key, rows = (draft.kind, str(draft.pk)), run.flips if run else []
    return {
        "run": run,
        "stale": run is not None and run.digest != digest_of(draft),
        "url": address("policy_replay", args=key),
        "csv_url": address("policy_replay_csv", args=key),
        "may": bool(user.roles & judging.CHANGERS) and not draft.is_settled,
        "result": run.result if run else {},
        "money": _money(run.result) if run else [],
        "flips": [_row(row) for row in rows[:MOST_ROWS]],
        "more": max(len(rows) - MOST_ROWS, 0),
    }


def _money(result: dict[str, Any]) -> list[str]:
    """The sums of the cases affected, one a currency."""
    sums = result.get("money", {}).items()
    return [format_money(Decimal(amount), currency, grouped=True) for currency, amount in sums]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    at = datetime.fromisoformat(row["decided_at"])
    return row | {"url": of_case("case", row["reference"]), "decided_at": at}


def table(draft: PolicyDraft) -> Table:
    """The flips of the newest replay as a file."""
    run = PolicyReplay.objects.filter(draft=draft).first()
    return Table("Replay", HEAD, _lines(run.flips if run else []))


def _lines(flips: list[dict[str, Any]]) -> Iterator[list[Any]]:
    for row in flips:
        old, new = row["from"], row["to"]
        where = [old["team"], old["rule"], new["team"], new["rule"]]
        yield [row["reference"], row["decided_at"], *where, row["amount"] or "", row["currency"] or ""]
