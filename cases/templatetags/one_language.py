"""Django's translation tags, without looking anything up where nothing can be found.

A page has a hundred marked texts, and Django looks each of them up whenever it is drawn: a tenth of the
time that a list takes. While one language is installed (`USE_I18N` is off) a marked text is the text: the
tags become plain text and plain variables once, when the template is read. With a second, Django's are used.

It stands for the library `i18n` (settings, `TEMPLATES`), so that templates are written as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token, VariableNode
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import trim_whitespace

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)
PLACE = re.compile(r"%\((\w+)\)s")


class _Said(Node):
    """A message as it stands, with what is filled in."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        return self.nodelist.render(context)


class _Counted(Node):
    """A message in its two numbers."""

    child_nodelists = ("one", "many")

    def __init__(self, counter: FilterExpression, one: NodeList, many: NodeList) -> None:
        self.counter, self.one, self.many = counter, one, many

    def render(self, context: Context) -> str:
        number = self.counter.resolve(context)
        if not isinstance(number, (int, float)):
            raise template.TemplateSyntaxError(f"{self.counter} in 'blocktranslate' must be a number.")
        return (self.one if number == 1 else self.many).render(context)


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """`{% translate "…" %}`: the text itself, unless it is kept under a name, filtered or has a context."""
    node: Any = i18n.do_translate(parser, token)
    text = getattr(node.filter_expression.var, "literal", None)
    is_plain = isinstance(text, str) and not node.filter_expression.filters and not node.asvar
    if settings.USE_I18N or not is_plain:
        return node  # type: ignore[no-any-return]  # Django's tags have no types
    return TextNode(str(text))


@register.tag("blocktranslate")
def blocktranslate(parser: Parser, token: Token) -> Node:
    """`{% blocktranslate %}`: its text and its variables, unless it is kept under a name."""
    node: Any = i18n.do_block_translate(parser, token)
    if settings.USE_I18N or node.asvar:
        return node  # type: ignore[no-any-return]  # Django's tags have no types
    bound = dict(node.extra_context)
    if node.counter is None:
        return _Said(_pieces(parser, node, node.singular, bound))
    bound[node.countervar] = node.counter
    one, many = (_pieces(parser, node, tokens, bound) for tokens in (node.singular, node.plural))
    return _Counted(node.counter, one, many)


def _pieces(
    parser: Parser, node: Any, tokens: list[Token], bound: Mapping[str, FilterExpression]
) -> NodeList:
    """The text of a message and what is filled in, in turn; `bound` is what the tag gives names to."""
    texts_and_names = PLACE.split(_message(node, tokens))
    pieces = NodeList()
    for place, piece in enumerate(texts_and_names):
        if place % 2:
            pieces.append(VariableNode(bound.get(piece) or parser.compile_filter(piece)))
        elif piece:
            pieces.append(TextNode(piece.replace("%%", "%")))
    return pieces


def _message(node: Any, tokens: list[Token]) -> str:
    message: str = node.render_token_list(tokens)[0]
    return trim_whitespace(message) if node.trimmed else message
