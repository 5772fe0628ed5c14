"""Parts of every page that are drawn once: for good, or once per page; each language by itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import get_template
from django.utils.translation import get_language

from cases.navigation import of_case
from cases.templatetags.ao import moment, place

register = template.Library()


@register.simple_tag
def constant(name: str) -> str:
    """A template that shows nothing of the page it is on, drawn once per process (anew in development)."""
    return get_template(name).render() if settings.DEBUG else _drawn(name, get_language())


@cache
def _drawn(name: str, language: str | None) -> str:
    return get_template(name).render()


@register.simple_tag
def remembered(name: str, **shown: Any) -> str:
    """A template that shows what it is given and nothing else: drawn once for the same content."""
    return _remembered(name, json.dumps(shown, sort_keys=True, default=_awaited), get_language())


def _awaited(value: Any) -> Any:
    """A list that is made when it is first asked for, as a page's places are."""
    if isinstance(value, list):
        return list(value)
    raise TypeError(f"{type(value)} is no plain data")


@lru_cache(maxsize=500)
def _remembered(name: str, shown: str, language: str | None) -> str:
    return get_template(name).render(json.loads(shown))


@register.simple_tag(takes_context=True)
def frozen(context: Context, name: str, **shown: Any) -> str:
    """As `remembered`, for what will not change any more and shows instants: a decision, what happened.

    Drawn once for the same content, language, zone and day of the reader: no wording of an instant depends on
    more.
    """
    zone, now = place(context), moment(context)
    day = now.astimezone(zone).date()
    content = json.dumps([name, shown, str(zone), day, get_language()], sort_keys=True, default=str)
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


class _Drawing(template.Node):
    def __init__(self, nodes: NodeList, name: str) -> None:
        self.nodes, self.name = nodes, name

    def render(self, context: Context) -> str:
        context[self.name] = self.nodes.render(context)
        return ""


@register.tag
def drawn(parser: Parser, token: Token) -> Any:
    """Keeps what is inside under a name, for what stands on a page twice: `{% drawn x %}…{% enddrawn %}`."""
    _, name = token.split_contents()
    nodes = parser.parse(("enddrawn",))
    parser.delete_first_token()
    return _Drawing(nodes, name)
