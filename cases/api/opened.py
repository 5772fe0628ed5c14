"""What opening a case answers beside the case: those that may be the same matter."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from cases.api.schemas import CaseOut
from cases.duplicates import suggested
from cases.models import User


class AlikeOut(Schema):
    """A case that may be the same matter, and what the two share."""

    case: str
    why: str


class OpenedOut(CaseOut):
    """A case that was opened, with those the caller sees that may be the same matter."""

    alike: list[AlikeOut]


def alike_json(case: Any, user: User) -> list[dict[str, str]]:
    """The cases that this person sees and that share with it what its kind says matters."""
    return [{"case": one.case.reference, "why": one.why} for one in suggested(case, user)]
