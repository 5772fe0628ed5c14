"""Parts of every page that are drawn once: for good, or once per page."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def constant(name: str) -> SafeString:
    """A template that shows nothing of the page it is on, drawn once per process (anew in development)."""
    return get_template(name).render() if settings.DEBUG else _drawn(name)


@cache
def _drawn(name: str) -> SafeString:
    return get_template(name).render()


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
