"""What the rules know of a cancellation: a frozen picture of the case, without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from cases.nearest import altered
from cases.routing import Source
from cases.words import plain_name


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """What was invoiced and what was delivered of one product, in one currency."""

    product: str
    currency: str
    invoiced: Decimal
    fulfilled: Decimal

    @property
    def credit(self) -> Decimal:
        """What was invoiced and not delivered; below zero what is still to be billed (CX-A7)."""
        return self.invoiced - self.fulfilled


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it is on record. `references` are ids of other orders that it only quotes."""

    titan_order_id: str
    client: str
    campaign: str
    products: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    lines: tuple[InvoiceLine, ...] = ()

    def has(self, product: str) -> bool:
        """Whether a product of that name is on the order, letter case and spacing aside."""
        return plain_name(product) in {plain_name(one) for one in self.products}


@dataclass(frozen=True)
class CancellationFacts:
    """Everything recorded about one cancellation. Instants are aware, in UTC; empty means "not stated".

    `products` are those named in the mail, `all_products` says that it asks for "all" of them. `order` is the
    record whose own id the mail names, `elsewhere` are other orders of the same client and campaign.
    `entered_at` is when the present step began, `stale_at` the last reminder of it; `asked_at` when the rep
    was last asked for what is missing, `reminded_at` when the rep was reminded. `trued_up` are the invoice
    lines as they stood when the invoices were adjusted.
    """

    client: str
    campaign: str
    titan_order_id: str
    products: tuple[str, ...]
    time_zone: str
    all_products: bool = False
    state: str = "complete"
    is_closed: bool = False
    outcome: str = ""
    reference: str = ""
    message_id: str = ""
    received_at: datetime | None = None
    sender: str = ""
    subject: str = ""
    body: str = ""
    rep_name: str = ""
    rep_contact: str = ""
    reason: str = ""
    entered_at: datetime | None = None
    stale_at: datetime | None = None
    asked_at: datetime | None = None
    reminded_at: datetime | None = None
    billing_cancelled_at: datetime | None = None
    vision_vx_at: datetime | None = None
    titan_at: datetime | None = None
    fulfilment_cancelled_at: datetime | None = None
    titan_ref: str = ""
    already_delivered: bool = False
    invoice_run_at: datetime | None = None
    rep_informed_at: datetime | None = None
    true_up_done_at: datetime | None = None
    rep_unreachable: bool = False
    late_fact: bool = False
    order: Order | None = None
    elsewhere: tuple[Order, ...] = ()
    trued_up: tuple[InvoiceLine, ...] = ()
    duplicates: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    def changed(self, **values: Any) -> CancellationFacts:
        """The same facts with some of them otherwise."""
        return altered(self, values)

    @property
    def names(self) -> frozenset[str]:
        """The named products as they are compared."""
        return frozenset(plain_name(one) for one in self.products)

    @property
    def invoiced_meanwhile(self) -> bool:
        """Whether an invoice run took place before billing was cancelled, judged by when each happened."""
        if self.invoice_run_at is None:
            return False
        return self.billing_cancelled_at is None or self.invoice_run_at < self.billing_cancelled_at

    @property
    def products_cancelled(self) -> tuple[str, ...]:
        """The products of which billing and fulfilment are cancelled: all of the case, or none."""
        done = self.billing_cancelled_at is not None and self.fulfilment_cancelled_at is not None
        return self.products if done else ()
