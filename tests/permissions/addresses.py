"""Every address that the product has, by its name, and how it is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

URLS = "tests.accountops.urls_with_demo"  # the product's, with those that exist in the demo only


@cache
def names() -> dict[str, str]:
    """The name of each address with the address's pattern; one without a name goes by its pattern."""
    return dict(_walk(get_resolver(URLS), "", ""))


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from _walk(entry, here, space + (f"{entry.namespace}:" if entry.namespace else ""))
        else:
            yield space + (entry.name or _unnamed(entry, here, space)), f"/{here}"


def _unnamed(entry: URLPattern, here: str, space: str) -> str:
    return here.removeprefix("admin/") if space else here


def filled(name: str, parts: Mapping[str, Any]) -> str:
    """The address with its parts in their places."""
    pattern = names()[name]
    try:
        return reverse(name, kwargs=parts, urlconf=URLS)
    except NoReverseMatch:
        for part, value in parts.items():
            for written in (f"<path:{part}>", f"(?P<{part}>.*)$"):
                pattern = pattern.replace(written, str(value))
        assert "<" not in pattern, (name, pattern, parts)
        return pattern
