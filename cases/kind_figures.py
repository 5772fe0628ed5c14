"""Figures that a kind declares for its board: the core counts them, shows them and knows none by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Tally:
    """What a figure came to on one day (in UTC): `n`, out of `of` where it is a share, or an `amount`."""

    day: date
    n: int
    of: int = 0
    amount: Decimal = Decimal(0)
    key: str = ""


@dataclass(frozen=True)
class KindFigure:
    """One figure: its title, how it is counted in a sentence, and how its days since an instant are found.

    `is_share` shows `n` of `of`; `is_amount` shows sums, `key` being the currency. `counted` names what `n`
    counts. `labels` are the words of the keys; a key without one is shown as it is.
    """

    code: str
    title: str
    how: str
    counted: str
    tally: Callable[[datetime], Iterable[Tally]]
    is_share: bool = False
    is_amount: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
