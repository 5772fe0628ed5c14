"""The facts of a case: a dozen lines on every page of one.

Drawn from plain markup, for the template language takes five times as long; and never kept, for some of them
are people's own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cases.templatetags.ao import said
from cases.templatetags.ao_dated import dated

register = template.Library()

KNOWN = '<div> <dt>{}</dt> <dd translate="no"> {} </dd> </div>'
MISSING = '<div> <dt>{}</dt> <dd class="mute"> {} </dd> </div>'
LINK = '<a href="{}">{}</a>'


@register.simple_tag
def fact_lines(facts: Iterable[Mapping[str, Any]]) -> SafeString:
    """The lines of a group of facts: {label, value, missing, url (optional)}; what is empty is not stated."""
    return format_html_join(" ", "{}", ([_line(fact)] for fact in facts))


def _line(fact: Mapping[str, Any]) -> SafeString:
    value, url = dated(fact["value"]), fact.get("url")
    shown = format_html(LINK, url, value) if url else value or gettext("not stated")
    return format_html(MISSING if fact.get("missing") else KNOWN, said(fact["label"]), shown)
