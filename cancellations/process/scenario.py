"""How the beginning of a business scenario becomes order records; the first mail opens the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from cases.staging import Scenario, ScenarioCall

KEYS = frozenset({"known_orders", "invoice_lines", "time_zone"})
AMOUNTS = ("invoiced", "fulfilled")


def calls(given: Mapping[str, Any], account: Mapping[str, Any]) -> Sequence[ScenarioCall]:
    """Billing puts each known order on record, with the invoice lines that are given."""
    lines = [_line(row) for row in given.get("invoice_lines") or ()]
    return [_put(order, lines) for order in given.get("known_orders") or ()]


def _put(order: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> ScenarioCall:
    number = order["titan_order_id"]
    quoted = order.get("references") or []
    body = {
        "client": order.get("client", ""),
        "campaign": order.get("campaign", ""),
        "products": order.get("products", []),
        "references": [quoted] if isinstance(quoted, str) else quoted,
        "invoice_lines": [dict(row) for row in order.get("invoice_lines", lines)],
    }
    return ScenarioCall("billing", body, path=f"/orders/{quote(number, safe='')}")


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    """A line with its amounts as decimal strings, however they were written."""
    return {**row, **{name: str(row[name]) for name in AMOUNTS}}


SCENARIO = Scenario(KEYS, calls)
