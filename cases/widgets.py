"""Form widgets of the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class RadioCards(forms.RadioSelect):
    """One answer out of a few, each a card with a line that says what it means (``hints``: value to line)."""

    def __init__(self, *args: Any, hints: Mapping[str, StrOrPromise] | None = None, **kwargs: Any) -> None:
        """Take a radio select's arguments and the hints."""
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hint to an option for the card's template."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}
