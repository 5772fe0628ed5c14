"""A ticket system that lives in a file outside the database: each asking and each effect is a line of it.

It is not idempotent: asked twice, it does it twice. Nothing but a look beforehand prevents that.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from zlib import crc32

from cases.connectors.outcome import Outcome
from cases.connectors.ports import Port, Request
from tests.chaos.calls import Reached

NUMBER = "OUT-"  # what its tickets are called begins like this: a person's word for one never does
REFUSED = "Close notes are missing."


def lines(file: Path) -> list[Reached]:
    """All of it, in the order in which it happened."""
    return [Reached(*line.split()) for line in file.read_text().splitlines()]


class Outside:
    """The adapter. What it answers depends on the key alone, so that a run can be repeated.

    OUTSIDE_SECONDS is the longest that it takes, before its effect and after it. With OUTSIDE_TROUBLE=1
    some answers are lost after the effect, and some first tries do not reach it.
    """

    def __init__(self, port: Port) -> None:
        self.port = port
        self.file = Path(os.environ["OUTSIDE"])
        self.slow = float(os.environ.get("OUTSIDE_SECONDS", "0"))
        self.troubled = os.environ.get("OUTSIDE_TROUBLE") == "1"

    def look(self, request: Request) -> Outcome | None:
        """What its ticket shows; a ticket is open from the beginning."""
        mine = ("effect", request.system, request.reference)
        done = [one for one in lines(self.file) if (one.what, one.system, one.case) == mine]
        shown = done[-1].operation if done else "open_again"
        return Outcome("already_done", number=_number(request)) if shown == request.operation else None

    def perform(self, request: Request) -> Outcome:
        """Does it, unless it refuses."""
        is_first = all(one.key != request.key for one in lines(self.file))
        self._write("asked", request)
        dice = crc32(request.key.encode()) % 100
        time.sleep(self.slow * dice / 200)
        if request.operation == "close" and dice < 15:
            return Outcome("rejected", REFUSED, fields={"close_notes": "is missing"})
        if self.troubled and is_first and dice < 25:
            return Outcome("transient", "The system is out of reach.")
        self._write("effect", request)
        time.sleep(self.slow * dice / 200)
        if self.troubled and is_first and dice < 40:
            return Outcome("unknown_outcome", "The connection broke.")
        return Outcome("ok", number=_number(request))

    def _write(self, what: str, request: Request) -> None:
        """One line in one write, so that lines of several processes stay whole."""
        told = f"{what} {request.system} {request.reference} {request.operation} {request.key}\n"
        with self.file.open("ab", buffering=0) as file:
            file.write(told.encode())


def _number(request: Request) -> str:
    return f"{NUMBER}{crc32(f'{request.system}{request.reference}'.encode())}"
