"""Texts with an end that only this installation can have written: what stands in the address of a link."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.core.signing import BadSignature, Signer

LONGEST: Final = 200


class Seal:
    """Signs texts for one purpose: what was signed for another one is not known here.

    Keys are those of the installation; what an earlier one has signed counts while it is a fallback.
    """

    def __init__(self, purpose: str) -> None:
        self._signer = Signer(salt=purpose, sep=".")

    def put(self, text: str, until: datetime) -> str:
        """The text, its end to the second, and the signature."""
        return self._signer.sign(f"{text}.{int(until.timestamp())}")

    def read(self, token: str) -> tuple[str, datetime] | None:
        """The text and its end, however long ago that is; None for what we have not signed."""
        if len(token) > LONGEST or not token.isascii():
            return None
        try:
            text, _, end = self._signer.unsign(token).rpartition(".")
            return text, datetime.fromtimestamp(int(end), UTC)
        except (BadSignature, ValueError, OverflowError, OSError):
            return None

    def mark(self, of: str) -> str:
        """A signature alone: it binds to `of`, and tells nothing of it."""
        return self._signer.signature(of)

    def is_marked(self, of: str, mark: str) -> bool:
        """Whether a mark is that of this text."""
        try:
            return self._signer.unsign(f"{of}.{mark}") == of
        except BadSignature:
            return False
