"""Where a list stands: the address of its page, what that itself fixes, and the columns chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from cases.present import columns
from cases.queue import QueueQuery


@dataclass(frozen=True)
class Place:
    """A list: `fixed` are the parts of its query that the address itself gives."""

    url: str
    title: str
    fixed: Mapping[str, Any] = field(default_factory=dict)
    columns: Sequence[str] = columns.USUAL

    @property
    def team(self) -> str:
        """The team whose queue it is; "" for the list of all cases."""
        return str(self.fixed.get("team", ""))

    def params(self, query: QueueQuery) -> dict[str, str]:
        """What the address of the query says here, columns included."""
        told = {name: value for name, value in query.params().items() if name not in self.fixed}
        return told | columns.written(self.columns)

    def at(self, query: QueueQuery, **more: str) -> str:
        """The address of the query here; `more` are further parameters."""
        told = self.params(query) | more
        return f"{self.url}?{urlencode(told)}" if told else self.url
