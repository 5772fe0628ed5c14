"""What did not happen on a case: each step and each rule with its reason, of declarations and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from advocacy.rules.table import AFFILIATED, ENDED, OTHERS
from advocacy.rules.table import ROWS as TICKETS
from affiliations.rules import table as transitions
from cancellations.rules import table as cancellations
from cases import registry
from cases.models import Deadline
from cases.present.silence import rules, timers
from cases.routing import RuleRow, RuleTable
from rebooks.rules.table import ROWS as REBOOKS
from takeovers.rules.decide import ROWS as MOVES
from tests.cases.helpers import approved, pass_at, person

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")


def numbers(module: Any) -> list[int]:
    return [row.number for row in vars(module).values() if isinstance(row, module.Row)]


def listed(prefix: str, found: Iterable[int]) -> set[str]:
    return {f"{prefix}-{number}" for number in found}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("rebook", listed("RB", (number for number, _ in REBOOKS))),
        ("takeover", listed("TO", MOVES.values())),
        (
            "advocate",
            listed(
                "AD", [AFFILIATED.number, OTHERS.number, ENDED.number, *(r.number for r in TICKETS.values())]
            ),
        ),
        ("cancellation", listed("CX", numbers(cancellations))),
        ("affiliation", listed("AF", numbers(transitions))),
    ],
    ids=["rebook", "takeover", "advocate", "cancellation", "affiliation"],
)
def test_every_row_of_every_table_is_in_words(code: str, expected: set[str]) -> None:
    table = registry.get_kind(code).table
    assert table is not None
    assert {row.rule for row in table.rows} == expected
    assert len(table.rows) == len(expected)
    assert all(row.when and not row.when.endswith(".") for row in table.rows)


def test_rebooks_are_told_in_the_order_in_which_they_are_tried() -> None:
    table = registry.get_kind("rebook").table
    assert table is not None
    assert [row.rule for row in table.rows] == [f"RB-{number}" for number, _ in REBOOKS]
    assert not table.exclusive


ROWS = (RuleRow("X-1", "it rains"), RuleRow("X-2", "it snows"), RuleRow("X-3", "nothing else holds"))


@pytest.mark.parametrize(
    ("rule", "exclusive", "words"),
    [
        ("X-1", False, {"X-2": "Not looked at", "X-3": "Not looked at"}),
        ("X-2", False, {"X-1": "Does not hold", "X-3": "Not looked at"}),
        ("X-3", False, {"X-1": "Does not hold", "X-2": "Does not hold"}),
        ("X-2", True, {"X-1": "Does not hold", "X-3": "Does not hold"}),
    ],
)
def test_a_rule_before_the_one_that_decided_failed_and_one_after_was_not_tried(rule, exclusive, words):
    found = rules(RuleTable(ROWS, exclusive), rule)
    assert {row["label"]: row["word"] for row in found} == words
    assert all("It asks that it" in row["told"] or "It asks that nothing" in row["told"] for row in found)


def row(kind: str, status: str, **more: Any) -> Deadline:
    return Deadline(kind=kind, status=status, **{"due_at": NOW + timedelta(hours=2), "armed_at": NOW} | more)


@pytest.mark.parametrize(
    ("rows", "word", "told"),
    [
        ([], "Never set", "It is set while the customer has to confirm."),
        ([row("sc.reminder", "armed")], "Not due yet", "It is due today 12:00, in 2 h."),
        ([row("sc.reminder", "armed", due_at=NOW - timedelta(hours=1))], "Due now", "since today 09:00"),
        (
            [row("sc.reminder", "cancelled", settled_at=NOW, reason="The customer has answered.")],
            "Cancelled",
            "Today 10:00. The customer has answered. It would have been due today 12:00.",
        ),
        (
            [row("sc.reminder", "parked", attempts=5, reason="Poison: x")],
            "Set aside",
            "failed 5 times and was set aside: Poison: x",
        ),
        ([row("sc.reminder", "fired")], None, ""),
    ],
    ids=["never", "not due", "due", "cancelled", "parked", "fired"],
)  # fmt: skip
def test_a_step_that_did_not_fire_says_why(seats, rows, word, told):
    found = [line for line in timers(seats, rows, NOW, OSLO, closed=False) if line["label"] == "Reminder"]
    assert [line["word"] for line in found] == ([word] if word else [])
    assert all(told in line["told"] for line in found)


@pytest.mark.django_db
def test_the_page_tells_it_of_a_case_and_nobody_from_outside_reads_it(
    client: Client, alice: Any, on_monday: datetime
) -> None:
    case = approved(alice, account="Northwind-1")
    pass_at(on_monday + timedelta(days=2, minutes=1))
    address = f"/cases/{case.reference}/silence/"
    client.force_login(alice)
    assert address in client.get(f"/cases/{case.reference}/").content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))
    assert "Last day" in text
    assert "Will remind" not in text
    outside = person("otto", "customer")
    type(outside).objects.filter(pk=outside.pk).update(organisation="Northwind")
    client.force_login(outside)
    assert address not in client.get(f"/cases/{case.reference}/").content.decode()
    assert client.get(address).status_code == 404
