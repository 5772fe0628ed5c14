"""What is written to the customer."""

from __future__ import annotations

from dataclasses import dataclass

from cases.letters.letter import Letter


@dataclass(frozen=True)
class Confirm:
    """What the customer has to know before it says yes."""

    account: str
    seats: int
    why: str = ""


CONFIRM = Letter(
    "confirm",
    "The question to the customer",
    Confirm,
    "Please confirm the new number of seats",
    """
    {account} is to have {seats} seats from now on.

    {why}

    Please answer this mail with your yes.
    """,
)
