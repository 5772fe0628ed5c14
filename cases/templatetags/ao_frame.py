"""Parts of every page that are drawn once: for good, or once per page; each language by itself."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cases.navigation import of_case
from cases.templatetags.ao import moment, place

register = template.Library()

# These stand in what is drawn once for what every page has of its own: the token of its forms, and the key of
# each form by which sending it twice does it once. Nobody can guess them, so that no text is taken for one.
TOKEN, KEY = secrets.token_hex(32), secrets.token_hex(32)


@register.simple_tag
def constant(name: str) -> str:
    """A template that shows nothing of the page it is on, drawn once per process (anew in development)."""
    return get_template(name).render() if settings.DEBUG else _drawn(name, get_language())


@cache
def _drawn(name: str, language: str | None) -> str:
    return get_template(name).render()


@register.simple_tag(takes_context=True)
def remembered(context: Context, name: str, **shown: Any) -> str:
    """A template that shows what it is given and nothing else: drawn once for the same content.

    Forms in it carry the token of the page that they are on, and where they ask for `fresh_key` a new one.
    """
    drawn = _remembered(name, _PLAIN(shown), get_language())
    if TOKEN not in drawn:
        return drawn
    filled = drawn.replace(TOKEN, str(context["csrf_token"]))
    while KEY in filled:
        filled = filled.replace(KEY, uuid.uuid4().hex, 1)
    # Drawn by a template, so escaped already; what was put in is letters and digits.
    return SafeString(filled)


def _awaited(value: Any) -> Any:
    """A list that is made when it is first asked for, as a page's places are."""
    if isinstance(value, list):
        return list(value)
    raise TypeError(f"{type(value)} is no plain data")


# What a drawing is kept by: its content, in the order in which the presenters always name it.
_PLAIN = json.JSONEncoder(default=_awaited).encode
_WORDS = json.JSONEncoder(default=str).encode


@lru_cache(maxsize=1500)  # at one to three kB: a dozen parts of a page for some dozens of people
def _remembered(name: str, shown: str, language: str | None) -> str:
    return get_template(name).render({**json.loads(shown), "csrf_token": TOKEN, "fresh_key": KEY})


@register.simple_tag(takes_context=True)
def frozen(context: Context, name: str, **shown: Any) -> str:
    """As `remembered`, for what will not change any more and shows instants: a decision, what happened.

    Drawn once for the same content, language, zone and day of the reader: no wording of an instant depends on
    more.
    """
    zone, now = place(context), moment(context)
    day = now.astimezone(zone).date()
    content = _WORDS([name, shown, str(zone), day, get_language()])
    return _frozen(_Shown(content, name, {**shown, "zone": zone, "now": now}))


class _Shown:
    """What a template is drawn with, equal by its content in words."""

    def __init__(self, content: str, name: str, shown: Mapping[str, Any]) -> None:
        self.content, self.name, self.shown = content, name, shown

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shown) and other.content == self.content

    def __hash__(self) -> int:
        return hash(self.content)


@lru_cache(maxsize=3000)  # at one to four kB: a few hundred cases that people are working on
def _frozen(what: _Shown) -> str:
    drawn = get_template(what.name).render(dict(what.shown))
    what.shown = {}  # the key stays as long as the drawing, what it was drawn from need not
    return drawn


@register.filter
def undo_url(message: Any) -> str:
    """Where what a message tells of is undone; "" for one that tells of nothing that could be."""
    for tag in (getattr(message, "extra_tags", "") or "").split():
        name, _, rest = tag.partition(":")
        reference, _, seq = rest.partition(":")
        if name == "undo" and seq.isdecimal():
            return of_case("undo", reference, seq)
    return ""
