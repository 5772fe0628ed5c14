"""The numbers of cases: one counter for each prefix and year, and blocks taken from it beforehand.

Whoever takes a number holds the counter until the end of the transaction. A transaction that opens many
cases takes its numbers before it begins, so that nobody who opens one case meanwhile has to wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction

from cases.models import ReferenceCounter

# The counter's row stays locked until the transaction is committed: two at once get two numbers.
COUNTERS = ReferenceCounter._meta.db_table
COUNT_UP = f"""
INSERT INTO {COUNTERS} (prefix, year, last) VALUES (%s, %s, %s)
ON CONFLICT (prefix, year) DO UPDATE SET last = {COUNTERS}.last + EXCLUDED.last RETURNING last
"""  # noqa: S608 - the name of our own table


@dataclass
class Block:
    """Numbers that are nobody else's: from `first` to `last`, of which `following` is given next."""

    prefix: str
    year: int
    first: int
    last: int
    following: int

    def void(self) -> None:
        """None of the numbers was used after all: what they were given to was taken back."""
        self.following = self.first


_block: ContextVar[Block | None] = ContextVar("block_of_numbers", default=None)


def next_reference(prefix: str, year: int) -> str:
    """The next reference of a prefix and year: RB-2024-000123. Gaps only where a change rolled back."""
    block = _block.get()
    if block is None or (block.prefix, block.year) != (prefix, year) or block.following > block.last:
        return _written(prefix, year, _advance(prefix, year, 1))
    block.following += 1
    return _written(prefix, year, block.following - 1)


@contextmanager
def reserved(prefix: str, year: int, number: int) -> Iterator[Block]:
    """Within the block so many references are at hand without the counter; begin it outside a transaction.

    What is left afterwards is given back, unless others took numbers meanwhile; all of it after an error.
    """
    with transaction.atomic(durable=True):
        last = _advance(prefix, year, number)
    block = Block(prefix, year, last - number + 1, last, last - number + 1)
    token = _block.set(block)
    try:
        yield block
    except BaseException:
        block.void()
        raise
    finally:
        _block.reset(token)
        mine = ReferenceCounter.objects.filter(prefix=prefix, year=year, last=block.last)
        mine.update(last=block.following - 1)


def _advance(prefix: str, year: int, number: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP, [prefix, year, number])
        last: int = cursor.fetchone()[0]
    return last


def _written(prefix: str, year: int, number: int) -> str:
    return f"{prefix}-{year}-{number:06d}"
