"""Lists, days and sentences with places, as a page says them in its language."""

from __future__ import annotations

from datetime import date

import pytest

from cases.marks import Filled
from cases.saying import all_of, day_of, month_of, one_of, some_of
from cases.text import fault
from cases.wording import told

GERMAN = {
    "%(words)s or %(last)s": "%(words)s oder %(last)s",
    "March": "März",
    "%(day)s %(month)s %(year)s": "%(day)s. %(month)s %(year)s",
    "Remove the invisible character %(sign)s after “%(before)s”.": "Nach „%(before)s“ steht %(sign)s.",
    "the type is “%(type)s”": "die Art ist „%(type)s“",
    "Repair": "Reparatur",
}


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "django.utils.translation._trans.gettext", lambda text: GERMAN.get(text, text), raising=False
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_a_list_reads_like_a_sentence(words: list[str], said: str) -> None:
    assert all_of(words) == said
    assert one_of(words) == said.replace("and", "or")


def test_a_long_list_is_cut() -> None:
    names = [f"N{number}" for number in range(10)]
    assert some_of(names) == "N0, N1, N2, N3, N4, N5 and 4 others"
    assert some_of(names[:8]) == all_of(names[:8])
    assert some_of(names[:6], 5) == "N0, N1, N2 and 3 others"


def test_days_and_months_are_named() -> None:
    assert day_of(date(2026, 6, 15)) == "15 June 2026"
    assert (month_of("2026-06"), month_of("")) == ("June 2026", "")


@pytest.mark.usefixtures("german")
def test_they_are_said_in_the_language_of_the_page() -> None:
    assert one_of(["A", "B", "C"]) == "A, B oder C"
    assert day_of(date(2026, 3, 2)) == "2. März 2026"


@pytest.mark.usefixtures("german")
def test_a_sentence_of_plain_python_is_filled_in_anew_for_the_page() -> None:
    wrong = fault("Repair\u200bs")
    assert wrong == "Remove the invisible character U+200B after “Repair”."
    assert told(wrong) == "Nach „Repair“ steht U+200B."  # what people typed stays
    assert told(Filled("the type is “%(type)s”", {"type": Filled("Repair")})) == "die Art ist „Reparatur“"
    assert (told(""), told(Filled(""))) == ("", "")
