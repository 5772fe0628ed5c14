"""What belongs to a cancellation, in memory: its orders and mails, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Q, When

from cancellations.rules import InvoiceLine, Order
from cases.statements import belonging
from cases.words import plain_name

if TYPE_CHECKING:
    from cancellations.models.case import CancellationCase
    from cancellations.models.rows import OrderRecord, ReceivedMail

MOST_ORDERS = 20


@dataclass
class Parts:
    """The rows around one case: order records that may be meant, and its mails in their order."""

    orders: list[OrderRecord] = field(default_factory=list)
    mails: list[ReceivedMail] = field(default_factory=list)
    read_by: tuple[str, str, str] = ("", "", "")

    @classmethod
    def read(cls, case: CancellationCase) -> Self:
        """All rows of a case; of one that is not stored yet there are no mails."""
        parts = cls(mails=[] if case._state.adding else belonging(case, "request_mails"))
        parts.read_orders(case)
        return parts

    def read_orders(self, case: CancellationCase) -> None:
        """The record of the id that the case names, and those of its client and campaign."""
        self.read_by = _named(case)
        self.orders = list(orders_about(*self.read_by))

    def wound_back(self, case: CancellationCase, instant: datetime) -> None:
        """The orders by what the case named then, but for records that changed since: those are not known."""
        if self.read_by != _named(case):
            self.read_orders(case)
            self.orders = [row for row in self.orders if row.updated_at <= instant]

    def order(self, case: CancellationCase) -> Order | None:
        """The record whose own id the case names."""
        key = plain_name(case.titan_order_id)
        return next((order_facts(row) for row in self.orders if key and row.key == key), None)

    def elsewhere(self, case: CancellationCase) -> tuple[Order, ...]:
        """Other orders of the same client and campaign."""
        key = plain_name(case.titan_order_id)
        return tuple(order_facts(row) for row in self.orders if row.key != key)

    def duplicates(self) -> tuple[str, ...]:
        """The Message-IDs of mails that said the same again."""
        return tuple(row.message_id for row in self.mails if row.meant == row.Meant.DUPLICATE)


def _named(case: CancellationCase) -> tuple[str, str, str]:
    """What the case says its order is."""
    return case.titan_order_id, case.client, case.campaign


def orders_about(titan_order_id: str, client: str, campaign: str) -> Iterable[OrderRecord]:
    """The record of an id first, then those of a campaign, which may be many; one statement."""
    from cancellations.models.rows import OrderRecord  # the rows refer to the case, which refers here

    named, whose = plain_name(titan_order_id), (plain_name(client), plain_name(campaign))
    wanted = Q(key=named) if named else Q()
    if all(whose):
        wanted |= Q(client_key=whose[0], campaign_key=whose[1])
    if not wanted:
        return ()
    own_first = Case(When(key=named, then=0), default=1)
    return OrderRecord.objects.filter(wanted).order_by(own_first, "pk")[:MOST_ORDERS]


def order_facts(row: OrderRecord) -> Order:
    """A record as the rules know it."""
    return Order(
        row.titan_order_id,
        row.client,
        row.campaign,
        tuple(row.products),
        tuple(row.references),
        lines_of(row.invoice_lines),
    )


def lines_of(rows: Iterable[Mapping[str, Any]]) -> tuple[InvoiceLine, ...]:
    """Stored invoice lines as the rules know them."""
    return tuple(
        InvoiceLine(row["product"], row["currency"], Decimal(row["invoiced"]), Decimal(row["fulfilled"]))
        for row in rows
    )


def stored_lines(lines: Iterable[InvoiceLine]) -> list[dict[str, str]]:
    """Invoice lines as they are stored, amounts as decimal strings."""
    return [
        {
            "product": line.product,
            "currency": line.currency,
            "invoiced": f"{line.invoiced:f}",
            "fulfilled": f"{line.fulfilled:f}",
        }
        for line in lines
    ]
