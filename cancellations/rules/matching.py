"""Is a request that comes in a new one? The rules of receiving about cases of the same order (CX-A9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cases.words import plain_name

# A case in one of these states holds no product any more.
LET_GO = frozenset({"rejected", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Other:
    """A case of the same client, campaign and order."""

    reference: str
    state: str
    products: tuple[str, ...]

    def has(self, product: str) -> bool:
        """Whether the case holds that product."""
        held = {plain_name(one) for one in self.products}
        return self.state not in LET_GO and plain_name(product) in held


@dataclass(frozen=True, slots=True)
class Taken:
    """A product that another case holds already."""

    product: str
    other: Other


@dataclass(frozen=True, slots=True)
class Verdict:
    """`linked` is the case that holds everything asked for; else the products that are new, and the rest."""

    fresh: tuple[str, ...]
    taken: tuple[Taken, ...] = ()
    linked: Other | None = None


def matter(client: str, campaign: str, titan_order_id: str) -> str:
    """Client, campaign and order as they are compared; "" where they do not tell an order apart."""
    parts = [plain_name(client), plain_name(campaign), plain_name(titan_order_id)]
    return "\n".join(parts) if parts[2] or (parts[0] and parts[1]) else ""


def judge(products: Sequence[str], others: Sequence[Other]) -> Verdict:
    """What is new of the named products. `others` are the cases of the same matter, the oldest first."""
    taken = []
    for product in products:
        holder = next((one for one in others if one.has(product)), None)
        if holder is not None:
            taken.append(Taken(product, holder))
    held = {one.product for one in taken}
    fresh = tuple(product for product in products if product not in held)
    if taken and not fresh:
        return Verdict((), tuple(taken), _most(taken))
    return Verdict(fresh, tuple(taken))


def _most(taken: Sequence[Taken]) -> Other:
    """The case that holds most of the products; among several the one named first."""
    holders = [one.other for one in taken]
    return max(holders, key=lambda other: (holders.count(other), -holders.index(other)))
