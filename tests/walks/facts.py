"""Random facts of a kind: any value that the type of a fact allows, likely or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

START = datetime(2024, 1, 1, tzinfo=UTC)
ZONES = (
    "America/Chicago", "America/New_York", "Europe/Paris", "Asia/Kolkata", "Asia/Kathmandu",
    "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Cairo",
)  # fmt: skip
Pool = Callable[[Random], Any]


class Maker:
    """Makes and changes facts. `pools` names, by `Class.field`, what the type alone does not say."""

    def __init__(self, random: Random, pools: Mapping[str, Pool]) -> None:
        self.random, self.pools = random, pools
        self.now = START

    def facts(self, cls: type[Any], **fixed: Any) -> Any:
        """Facts with every field at random but the fixed ones."""
        names = [one.name for one in fields(cls) if one.init and one.name not in fixed]
        return cls(**{name: self._field(cls, name) for name in names}, **fixed)

    def changed(self, facts: Any, **fixed: Any) -> Any:
        """The facts with one or two of them otherwise."""
        names = [one.name for one in fields(facts) if one.init and one.name not in fixed]
        chosen = self.random.sample(names, self.random.choice((1, 1, 2)))
        return replace(facts, **{name: self._field(type(facts), name) for name in chosen}, **fixed)

    def instant(self) -> datetime:
        """Around now, at most ten weeks before it or five after."""
        return self.now + timedelta(minutes=self.random.randrange(-100_000, 50_000))

    def _field(self, cls: type[Any], name: str) -> Any:
        pool = self.pools.get(f"{cls.__name__}.{name}")
        if pool is not None:
            return pool(self.random)
        if name == "time_zone":
            return self.random.choice(ZONES)
        return self._of(_hints(cls)[name])

    def _of(self, hint: Any) -> Any:
        origin, inner = get_origin(hint), get_args(hint)
        if origin in {Union, UnionType}:
            (some,) = (one for one in inner if one is not NoneType)
            return self._of(some) if self.random.random() < 0.5 else None
        if origin is tuple:
            return tuple(self._of(inner[0]) for _ in range(self.random.choice((0, 1, 2, 3))))
        if is_dataclass(hint) and isinstance(hint, type):
            return self.facts(hint)
        return self._plain(hint)

    def _plain(self, hint: Any) -> Any:
        random = self.random
        makers: dict[Any, Callable[[], Any]] = {
            bool: lambda: random.random() < 0.5,
            int: lambda: random.choice((0, 1, 2, 7, 199, 200, 201)),
            str: lambda: random.choice(("", "", "A", "B", "Some words.")),
            Decimal: lambda: Decimal(random.choice(("0", "0.01", "100.00", "100.01"))),
            datetime: self.instant,
            date: lambda: self.instant().date(),
        }
        return makers[hint]() if hint in makers else {}


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    return get_type_hints(cls)
