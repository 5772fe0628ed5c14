"""Translation tags that look nothing up say what Django's say; with a second language they are Django's."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.html import format_html

OWN, DJANGO = "cases.templatetags.one_language", "django.templatetags.i18n"
CASE = SimpleNamespace(
    label="Rows & <b>", number=2, mark=format_html("<i>{}</i>", "x"), at=datetime(2026, 1, 5, tzinfo=UTC)
)


def drawn(source: str, library: str, **shown: Any) -> str:
    engine = Engine(libraries={"i18n": library})
    return engine.from_string("{% load i18n %}" + source).render(
        Context({"case": CASE, "name": "O'Hara", **shown})
    )


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "What you can do" %}',
        "<a title=\"{% translate 'Up to 50 % & more' %}\">",
        '{% translate name %}, {% translate "Kept"|upper %}, {% translate "May" context "month" %}',
        '{% translate "Kept" as kept %}{{ kept }}',
        "{% blocktranslate %}Of {{ name }}, {{ missing }} at 50 %{% endblocktranslate %}",
        "{% blocktranslate trimmed with a=case.label b=case.mark %}\n{{ a }}\n{{ b }}{% endblocktranslate %}",
        '{% blocktranslate trimmed with day=case.at|date:"j F Y" %}By {{ day }}{% endblocktranslate %}',
        "{% blocktranslate asvar kept %}Kept by {{ name }}{% endblocktranslate %}{{ kept }}",
        "{% blocktranslate count n=case.number %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}",
        "{% blocktranslate with a=name count n=one %}One: {{ a }}{% plural %}{{ n }}{% endblocktranslate %}",
    ],
)  # fmt: skip
def test_the_words_are_those_of_django(source: str) -> None:
    assert drawn(source, OWN, one=1) == drawn(source, DJANGO, one=1)


def test_nothing_is_looked_up_with_one_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.translation._trans.gettext", lambda text: 1 / 0, raising=False)
    assert drawn('{% translate "Kept" %}', OWN) == "Kept"
    assert drawn("{% blocktranslate %}By {{ name }}{% endblocktranslate %}", OWN) == "By O&#x27;Hara"


def test_a_count_has_to_be_a_number() -> None:
    source = "{% blocktranslate count n=name %}one{% plural %}many{% endblocktranslate %}"
    for library in (OWN, DJANGO):
        with pytest.raises(TemplateSyntaxError, match="must be a number"):
            drawn(source, library)


def test_with_a_second_language_they_are_djangos(settings: Any) -> None:
    settings.USE_I18N = True
    template = Engine(libraries={"i18n": OWN}).from_string(
        '{% load i18n %}{% translate "Kept" %}{% blocktranslate %}By {{ name }}{% endblocktranslate %}'
    )
    kinds = [type(node) for node in template.nodelist]
    assert kinds[1:] == [TranslateNode, BlockTranslateNode]
