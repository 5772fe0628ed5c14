"""What a page in brackets shows outside of them: nothing but what stands in the database, names and codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.apps import apps

from cases.worktime import known_zones
from tests.words.brackets import read_outside

OWN_APPS = ("cases", "rebooks", "takeovers", "affiliations", "advocacy", "cancellations")
# The same in every language: names of products, zones, formats and keys, units, and codes of the rules.
NAMES = re.compile(
    r"\b(AccountOps|Infor CRM|ServiceNow|Ctrl|Esc)\b"
    r"|\b[A-Z]{2,}(-[A-Z0-9]+)*\b|\b\w*[_/@.]\w[\w./@-]*|\b\d[\w:.-]*|&\w+;"
)
WORD = re.compile(r"[^\W\d_]{2,}")


def in_the_database() -> frozenset[str]:
    """Every text in the tables of the product, in one shape; texts in JSON by themselves."""
    found: set[str] = set()
    for app in OWN_APPS:
        for model in apps.get_app_config(app).get_models():
            for row in model._default_manager.values_list():
                for value in row:
                    found.update(_texts(value))
    zones = {name.rpartition("/")[2] for name in known_zones()} | known_zones()
    return frozenset(found | {_shape(name.replace("_", " ")) for name in zones})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (shape for line in value.splitlines() if (shape := _shape(line)))
        yield _shape(value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple, set)):
        for part in value:
            yield from _texts(part)


@cache
def _shape(text: str) -> str:
    """A text as it is compared: spacing, letter case and what joins it to its neighbours aside."""
    return " ".join(text.split()).strip(" ,:;.–…·“”()→×").casefold()


def bare(page: str, known: Iterable[str]) -> set[str]:
    """Words of a page that are neither translated nor kept in the database, with where they stand."""
    held = frozenset(known)
    return {f"{text} ({place})" for text, place in read_outside(page) if _is_bare(text, held)}


def _is_bare(text: str, held: frozenset[str]) -> bool:
    parts = [part for part in re.split(r"[·,:;()“”→]|\s{2,}| – ", text) if part.strip()]
    if _shape(text) in held or all(_shape(part) in held for part in parts):
        return False
    left = [part for part in parts if _shape(part) not in held]
    return any(WORD.search(NAMES.sub("", part)) for part in left)
