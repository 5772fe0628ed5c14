"""How a case goes on as one of another kind: what both can say in words that belong to neither."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Matter:
    """What a case knows of a customer that leaves a partner, whichever kind of case that turns out to be.

    `companies` are the customer's own parts that move, `contacts` mail addresses by "customer" and "partner",
    `deal` the number of the sale behind it. What is not known is empty.
    """

    customer: str = ""
    partner: str = ""
    companies: tuple[str, ...] = ()
    contacts: Mapping[str, str] = field(default_factory=dict)
    deal: str = ""
    time_zone: str = ""


@dataclass(frozen=True)
class Continuing:
    """That cases of a kind can go on as another kind's, and begin as the continuation of another kind's.

    `offer` says what a case knows; `accept` makes of that the input of the kind's opening, as a program gives
    it. `ends_by` is the action that ends the case that is left, where it can be ended at that point; who may
    do that may continue it. `openers` may open a case of this kind by continuing, beside those who open it
    anyhow: they are asked about it by people of another kind.
    """

    offer: Callable[[Any], Matter]
    accept: Callable[[Matter], Mapping[str, Any]]
    ends_by: str
    openers: frozenset[str] = frozenset()
