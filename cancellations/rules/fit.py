"""Is a request complete, and do its parts belong together?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cancellations.rules.facts import CancellationFacts, InvoiceLine, Order
from cancellations.rules.labels import FIELDS
from cases.routing import Policy
from cases.words import listed, plain_name, same_name

ORDER_FIELDS = ("client", "campaign", "titan_order_id")
ALL_WORDS = frozenset(
    {
        "all", "all products", "all of them", "all lines", "everything", "every product", "the whole order",
        "whole order", "alle", "alle produkte", "alles", "sämtliche", "sämtliche produkte", "tous",
        "tous les produits", "toutes", "tout", "todo", "todos", "todos los productos", "tutti",
        "tutti i prodotti",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gaps:
    """What keeps a request from being carried out: fields, sentences about the order, products."""

    missing: tuple[str, ...] = ()
    mismatch: tuple[str, ...] = ()
    not_on_order: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is any."""
        return bool(self.missing or self.mismatch or self.not_on_order)


def is_all(product: str) -> bool:
    """Whether a word stands for every product of the order, in the languages that reps write (CX-A2)."""
    return plain_name(product).strip(" .!*") in ALL_WORDS


def gaps(facts: CancellationFacts, policy: Policy) -> Gaps:
    """All gaps at once; which products are on the order is judged only when the order fits."""
    fitting = order_of(facts, policy)
    lacking = tuple(one for one in facts.products if not fitting.has(one)) if fitting else ()
    return Gaps(missing(facts, policy), mismatches(facts), lacking)


def missing(facts: CancellationFacts, policy: Policy) -> tuple[str, ...]:
    """The required fields that are empty; products also when "all" of them are meant (CX-A1, CX-A2)."""
    required = set(policy["required_fields"])
    empty = [name for name in ORDER_FIELDS if name in required and not getattr(facts, name).strip()]
    unlisted = not facts.products or facts.all_products
    if facts.all_products and policy["accept_all_products"]:
        unlisted = False
    return (*empty, *(["products"] if "products" in required and unlisted else []))


def mismatches(facts: CancellationFacts) -> tuple[str, ...]:
    """A sentence for each part that does not belong to the order of the named id (CX-A8)."""
    number = facts.titan_order_id
    if not number.strip():
        return ()
    if facts.order is None:
        return (f"Titan order {number} is not known.",)
    found = []
    if facts.campaign.strip() and not same_name(facts.campaign, facts.order.campaign):
        found.append(f"{facts.campaign} is not a campaign of Titan order {number}.")
    if facts.client.strip() and not same_name(facts.client, facts.order.client):
        found.append(f"{facts.client} is not the client of Titan order {number}.")
    return tuple(found)


def order_of(facts: CancellationFacts, policy: Policy) -> Order | None:
    """The order that fits: its own id, client and campaign are the mail's. None while none does."""
    required = set(policy["required_fields"])
    lacking = [name for name in ORDER_FIELDS if name in required and not getattr(facts, name).strip()]
    if facts.order is None or lacking or mismatches(facts):
        return None
    return facts.order


def untouched(facts: CancellationFacts, policy: Policy) -> tuple[str, ...]:
    """The products of the fitting order that the case does not name."""
    fitting = order_of(facts, policy)
    if fitting is None:
        return ()
    return tuple(one for one in fitting.products if plain_name(one) not in facts.names)


def lines_of(facts: CancellationFacts, policy: Policy) -> tuple[InvoiceLine, ...]:
    """The invoice lines that count: as they stood at the true-up, before it those of the fitting order."""
    if facts.true_up_done_at is not None:
        return facts.trued_up
    fitting = order_of(facts, policy)
    return fitting.lines if fitting else ()


def field_labels(names: Iterable[str]) -> str:
    """The fields as the reply names them, as a list in a sentence."""
    return listed(FIELDS.get(name, name.replace("_", " ")) for name in names)


def not_on_order(facts: CancellationFacts, names: tuple[str, ...]) -> str:
    """The sentence about products that the order lacks."""
    verb = "is" if len(names) == 1 else "are"
    return f"{listed(names)} {verb} not on Titan order {facts.titan_order_id}."


def told(facts: CancellationFacts, found: Gaps) -> list[str]:
    """Every gap as a sentence, in the order in which the reply tells them."""
    said = [f"Still missing: {field_labels(found.missing)}."] if found.missing else []
    said += found.mismatch
    if found.not_on_order:
        said.append(not_on_order(facts, found.not_on_order))
    return said
