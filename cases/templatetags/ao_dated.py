"""Dates within sentences, in templates."""

from typing import Any

from django import template

from cases.dated import dated as said_as_days

register = template.Library()


@register.filter
def dated(text: Any) -> Any:
    """A sentence with its dates in words; what is no text stays as it is."""
    return said_as_days(text) if isinstance(text, str) else text
