"""The policy values of a kind as people may change them, made of the defaults that its rules hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cases.kinds import PolicyKey
from cases.worktime import known_zones


@dataclass(frozen=True)
class PolicyKeys:
    """Makes the keys of one kind; KeyError for a name that its rules do not know."""

    defaults: Mapping[str, Any]
    readings: Mapping[str, str]

    def __call__(
        self,
        name: str,
        label: str,
        unit: str = "",
        low: float | None = None,
        high: float | None = None,
        choices: tuple[str, ...] = (),
    ) -> PolicyKey:
        """A value with its words, and its range or its choices."""
        return PolicyKey(name, self.defaults[name], label, unit, low, high, choices, self.readings[name])

    def listed(self, name: str, label: str, entries: Mapping[str, str]) -> PolicyKey:
        """A value that is a list: `entries` are all that may stand in it, with their names for people."""
        return replace(self(name, label), entries=dict(entries))

    def zone(self, name: str, label: str) -> PolicyKey:
        """A value that is a time zone."""
        return self(name, label, choices=tuple(sorted(known_zones())))
