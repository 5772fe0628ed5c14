"""What can be wrong with a letter."""

from __future__ import annotations

from collections.abc import Sequence

from cases.words import listed


class Unfilled(ValueError):
    """A placeholder of a letter has nothing to stand in its place. The sentence names each one."""

    def __init__(self, label: str, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        names = listed(name.replace("_", " ") for name in missing)
        super().__init__(f"{label}: nothing stands for {names} yet. Fill in {names}, then send it.")


class Undeliverable(Exception):
    """The receiver's server refused a mail for good: sending it again to this address is no use."""
