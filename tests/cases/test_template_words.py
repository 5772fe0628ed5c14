"""Every text of a template is marked for translation, in whole phrases: docs/front-end.md, "Words"."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from tests.cases.words_outside import outside

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def test_every_text_is_marked() -> None:
    bare = {path.relative_to(ROOT / "templates").as_posix(): outside(path.read_text()) for path in TEMPLATES}
    assert len(bare) > 200
    assert {name: texts for name, texts in bare.items() if texts} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Nothing yet.</p>", ["Nothing yet."]),
        ("<p>{% if a > b %}More{% endif %}</p>", ["More"]),
        ('<a class="btn" aria-label="Close keys" href="/">×</a>', ["Close keys"]),
        ('<td data-label="{% if a %}owner{% endif %}">{{ a }}</td>', ["owner"]),
        ('{{ name|default:"nobody" }}', ["nobody"]),
        ('{{ n }}{{ n|pluralize:"y,ies" }}', ["y,ies"]),
        ('{% icon "check" "Met:" %}', ["Met:"]),
        ('{% state "half" "Under way" "badge" %}', ["Under way"]),
        ('{% include "a.html" with title="Roles" id="roles" %}', ["Roles"]),
        ('<option value="">Only you</option>', ["Only you"]),
    ],
)
def test_a_bare_text_is_found(source: str, found: list[str]) -> None:
    assert outside(source) == found


@pytest.mark.parametrize(
    "source",
    [
        '<p>{% translate "Nothing yet." %}</p>',
        "<p>{% blocktranslate trimmed with a=b.c %}From <b>{{ a }}</b>{% endblocktranslate %}</p>",
        '<a aria-label="{% translate \'Close keys\' %}" href="/">×</a>',
        '{{ name|default:_("nobody") }} · {{ amount|default:"–" }}',
        '{% icon "check" _("Met:") %}{% state shape words "badge" %}',
        '{% include "a.html" with title=_("Roles") id="roles" css="q-case" %}',
        "{% comment %}rows: list of cases{% endcomment %}<kbd>Ctrl</kbd>&nbsp;<code>bounce</code>",
        '<title>{{ title }} – AccountOps</title><p class="soft small" data-row="x"></p>',
    ],
)
def test_what_is_marked_or_no_text_is_not(source: str) -> None:
    assert outside(source) == []


def test_the_collector_understands_every_template() -> None:
    """`make messages` stops at a tag that it cannot read."""
    collected = [templatize(path.read_text(), origin=path.name) for path in TEMPLATES]
    assert sum(text.count("gettext") for text in collected) > 1000


def test_what_is_marked_is_a_text() -> None:
    """An empty message would be answered by the head of the catalogue."""
    empty = re.compile(r"{%\s*translate\s+(\"\s*\"|'\s*')|blocktranslate[^%]*%}\s*{%\s*endblocktranslate")
    assert [path.name for path in TEMPLATES if empty.search(path.read_text())] == []
