"""Addresses of static files, each worked out once: every page names some thirty of them."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Plain(StaticFilesStorage):
    """Files where they lie, for development and tests.

    What a name leads to stays the same as long as the process lives: files are collected before it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._known: dict[str, str] = {}

    def url(self, name: str | None, *args: Any, **options: Any) -> str:
        """The address of a file; asked with more than its name, as while files are collected, each time."""
        if not name or args or options:
            return str(super().url(name, *args, **options))
        if name not in self._known:
            self._known[name] = str(super().url(name))
        return self._known[name]


class Hashed(Plain, CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """The same with the digest of their content in the name, for ever in a browser's cache."""
