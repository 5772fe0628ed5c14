"""Parts of every page that are drawn once: for good, or once per page."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import get_template

register = template.Library()


@register.simple_tag
def constant(name: str) -> str:
    """A template that shows nothing of the page it is on, drawn once per process (anew in development)."""
    return get_template(name).render() if settings.DEBUG else _drawn(name)


@cache
def _drawn(name: str) -> str:
    return get_template(name).render()


@register.simple_tag
def remembered(name: str, **shown: Any) -> str:
    """A template that shows what it is given and nothing else: drawn once for the same content."""
    return _remembered(name, json.dumps(shown, sort_keys=True))


@lru_cache(maxsize=500)
def _remembered(name: str, shown: str) -> str:
    return get_template(name).render(json.loads(shown))


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
