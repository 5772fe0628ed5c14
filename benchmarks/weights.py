"""What a browser fetches for a page: the page itself, and at a first visit its style sheets and scripts."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.rows import Row, Target
from benchmarks.server import Asked

PAGES: Final = (
    "my_work", "queue", "all", "triage", "search_word", "case", "rules", "policy", "board", "board_process",
    "board_house",
)  # fmt: skip
STYLES: Final = re.compile(r'<link[^>]+href="(/static/[^"]+\.css)"')
SCRIPTS: Final = re.compile(r'<script[^>]+src="(/static/[^"]+\.js)"')
LEVEL: Final = 6  # of gzip, as most servers in front of the product have it
Fetch = Callable[[str], bytes]


@dataclass(frozen=True)
class Weight:
    """One page in bytes, plain and compressed; what it links to is fetched once and kept by the browser."""

    label: str
    reader: str
    html: int
    html_packed: int
    linked: int
    linked_packed: int

    @property
    def first_packed(self) -> int:
        """What a first visit takes over the wire, compressed."""
        return self.html_packed + self.linked_packed


def packed(content: bytes) -> int:
    """How long it is when compressed."""
    return len(gzip.compress(content, LEVEL))


def linked(html: str) -> list[str]:
    """The addresses of its own style sheets and scripts, each once."""
    return list(dict.fromkeys([*STYLES.findall(html), *SCRIPTS.findall(html)]))


def weigh(row: Row, html: bytes, fetch: Fetch) -> Weight:
    """One page with all that it links to."""
    parts = [fetch(address) for address in linked(html.decode())]
    sizes = sum(map(len, parts)), sum(map(packed, parts))
    return Weight(row.label, row.reader, len(html), packed(html), *sizes)


def weights(target: Target, rows: Sequence[Row]) -> list[Weight]:
    """The main pages of one database, as the readers of the times get them."""
    asked = [row for row in rows if row.code.partition(":")[0] in PAGES and row.reader != "outsider"]
    kept: dict[str, bytes] = {}

    def fetch(address: str) -> bytes:
        if address not in kept:
            kept[address] = target.server.ask(Asked(address)).body
        return kept[address]

    return [weigh(row, target.server.ask(row.asked(target)).body, fetch) for row in asked]
