"""The true-up: what was invoiced and not delivered, per product and currency. Nothing is ever converted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cancellations.rules.facts import InvoiceLine
from cases.money import format_amount
from cases.words import plain_name


@dataclass(frozen=True, slots=True)
class Credit:
    """One product in one currency, its lines added up."""

    product: str
    currency: str
    invoiced: Decimal
    fulfilled: Decimal

    @property
    def amount(self) -> Decimal:
        """What goes back to the client; below zero what is still to be billed."""
        return self.invoiced - self.fulfilled


def credits_of(products: Iterable[str], lines: Iterable[InvoiceLine]) -> tuple[Credit, ...]:
    """A credit for each named product and currency that has a line, in the order of the products."""
    sums: dict[tuple[str, str], tuple[Decimal, Decimal]] = {}
    for line in lines:
        key = (plain_name(line.product), line.currency)
        invoiced, fulfilled = sums.get(key, (Decimal(), Decimal()))
        sums[key] = (invoiced + line.invoiced, fulfilled + line.fulfilled)
    return tuple(
        Credit(product, currency, *sums[name, currency])
        for product in products
        for name, currency in sorted(sums)
        if name == plain_name(product)
    )


def as_told(found: Iterable[Credit]) -> dict[str, str]:
    """Product -> decimal string; with several currencies each has a key that names its own."""
    rows = list(found)
    count = {one.product: sum(other.product == one.product for other in rows) for one in rows}
    return {
        one.product if count[one.product] == 1 else f"{one.product} ({one.currency})": format_amount(
            one.amount, one.currency
        )
        for one in rows
    }


def totals(found: Iterable[Credit]) -> dict[str, Decimal]:
    """The sum of credits for each currency by itself."""
    sums: dict[str, Decimal] = {}
    for one in found:
        sums[one.currency] = sums.get(one.currency, Decimal()) + one.amount
    return dict(sorted(sums.items()))
