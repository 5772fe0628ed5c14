"""Which columns a list of cases has as a file: for people, and for the import of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from cases import queue, registry
from cases.exchange.columns import INFORMATION, columns_of, values_of
from cases.exchange.writing import Table
from cases.kinds import Kind
from cases.models import Case, User
from cases.money import CURRENCIES, format_amount
from cases.queue import QueueQuery
from cases.teams import READ_ALL, team_label

COLUMNS: Final = (
    "reference", "kind", "state", "team", "account", "owner", "due_at", "waiting_for", "detail",
    "amount", "currency", "flags", "outcome", "opened_at", "updated_at", "closed_at",
)  # fmt: skip
# What a list shows nothing of and a million rows would carry for nothing.
UNREAD: Final = ("search_text", "search", "fact_sources")
CHUNK: Final = 500


def everybody() -> User:
    """Somebody who sees every case: whoever runs a command on the server. Never stored."""
    reader = User(username="", is_active=True, time_zone="UTC")
    reader.roles = READ_ALL
    return reader


def list_table(user: User, query: QueueQuery) -> Table:
    """The cases of a list, all pages together, in its order."""
    return Table("Cases", COLUMNS, map(shown, _cases(user, query)))


def import_table(user: User, query: QueueQuery, kind: Kind) -> Table:
    """The cases of one kind with the columns its import reads, then those that help people find their way.

    Raises NoImport for a kind without.
    """
    names = [column.name for column in columns_of(kind)]
    more = [name for name in INFORMATION if name not in names]
    rows = _again(_cases(user, query.but(kind=kind.code)), kind, names, more)
    return Table("Cases", [*names, *more], rows, whole=True)


def _cases(user: User, query: QueueQuery) -> Iterator[Case]:
    """From a cursor on the server, which shows all of it as it was at one instant."""
    return queue.find(user, query.but()).defer(*UNREAD).iterator(chunk_size=CHUNK)


def _again(cases: Iterator[Case], kind: Kind, names: list[str], more: list[str]) -> Iterator[list[Any]]:
    for chunk in _chunks(cases):
        own = kind.model.objects.select_related("account").in_bulk([case.pk for case in chunk])
        for case in chunk:
            facts = values_of(kind, own[case.pk])
            told = _told(case)
            yield [_exact(facts, facts[name]) for name in names] + [told[name] for name in more]


def _chunks(cases: Iterator[Case]) -> Iterator[list[Case]]:
    chunk: list[Case] = []
    for case in cases:
        chunk.append(case)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _exact(facts: Mapping[str, Any], value: Any) -> Any:
    """Amounts with the places of the row's own currency; truths as the import reads them."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    currency = facts.get("currency")
    if isinstance(value, Decimal) and currency in CURRENCIES:
        return Decimal(format_amount(value, currency))
    return value


def shown(case: Case) -> list[Any]:
    """A case as a row of the list's file."""
    told = _told(case)
    return [told[name] for name in COLUMNS]


def _told(case: Case) -> dict[str, Any]:
    kind = registry.kind_of(case)
    return {
        "reference": case.reference,
        "kind": kind.label,
        "state": kind.state(case.state).label,
        "team": team_label(case.team) if case.team else "",
        "account": case.account.name,
        "owner": str(case.assignee) if case.assignee else "",
        "due_at": case.next_due_at,
        "waiting_for": case.waiting_for,
        "detail": case.detail,
        "amount": _amount(case),
        "currency": case.currency_shown,
        "flags": "; ".join(kind.flags.get(flag, flag) for flag in case.flags),
        "outcome": kind.outcomes.get(case.outcome or "", case.outcome or ""),
        "opened_at": case.opened_at,
        "updated_at": case.updated_at,
        "closed_at": case.closed_at,
    }


def _amount(case: Case) -> Decimal | None:
    """With the decimal places of its currency, as pages show it."""
    if case.amount_shown is None or case.currency_shown not in CURRENCIES:
        return case.amount_shown
    return Decimal(format_amount(case.amount_shown, case.currency_shown))
