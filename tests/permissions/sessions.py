"""Sessions read from the database once: the matrix sends thousands of requests with thirty of them."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.sessions.backends.db import SessionStore as Stored

_read: Final[dict[str, dict[str, Any]]] = {}
_changed: Final[set[str]] = set()


class SessionStore(Stored):
    """The product's, which remembers what it read. One that was written once is read anew each time.

    What a test writes is taken back, and what was read meanwhile with it.
    """

    def load(self) -> dict[str, Any]:
        """What the session holds."""
        key = self.session_key or ""
        if key in _read and key not in _changed:
            return dict(_read[key])
        found: dict[str, Any] = super().load()
        if self.session_key == key:
            _read[key] = dict(found)
        return found

    def save(self, must_create: bool = False) -> None:
        """Writes it."""
        _changed.add(self.session_key or "")
        super().save(must_create)

    def delete(self, session_key: str | None = None) -> None:
        """Ends it."""
        _changed.add(session_key or self.session_key or "")
        super().delete(session_key)
