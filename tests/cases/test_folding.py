"""Words as they are compared in a search: in Python as in the database, with a letter amiss."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from cases.folding import fold, is_slip, marked, variants, words_of
from cases.referring import meant

NAMES = (
    "Škoda Œuvres", "STRASSE Straße", "Ærø & Ångström", "İstanbul Ilık", "Łódź-Đakovo", "Þór ðe",
    "Ελλάς Ωμέγα", "Москва Ёлка", "Ostrava Tools s.r.o.", "Ferrow & Pike LLP", "e\u0301te\u0301", "ﬁne ½ x²",
    "東京", "O’Neil",
)  # fmt: skip
WORDS = st.text(alphabet="abcde", min_size=4, max_size=9)


def asked(function: str, text: str) -> object:
    """What the database's own function answers."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_database_folds_words_as_python_does(name: str) -> None:
    assert asked("ao_folded", name) == fold(name)
    every = set().union(*(variants(word) for word in words_of(name)))
    assert set(asked("ao_variants", name)) == every  # type: ignore[call-overload]  # a list of words


@given(WORDS, st.data())
def test_one_slip_of_the_hand_is_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    slips = {
        word[:at] + word[at + 1 :],
        word[:at] + "x" + word[at + 1 :],
        word[:at] + "x" + word[at:],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }
    for slip in slips:
        assert is_slip(word, slip), slip
        assert len(slip) < 4 or variants(word) & variants(slip), slip


@pytest.mark.parametrize(
    ("one", "other"), [("harbour", "harbor1x"), ("acme", "acme12"), ("abcd", "badc"), ("abcd", "dcba")]
)
def test_two_slips_are_another_word(one: str, other: str) -> None:
    assert not is_slip(one, other)
    assert not is_slip(other, one)


def test_what_was_found_is_marked_in_the_writing_of_the_text() -> None:
    pieces = marked("Called Jo at Café Südstern: the trial seat was bought.", ["cafe", "sud"])
    assert [text for text, found in pieces if found] == ["Café", "Südstern"]
    assert "".join(text for text, _ in pieces) == "Called Jo at Café Südstern: the trial seat was bought."


def test_a_long_text_is_cut_between_words_around_the_first_one() -> None:
    words = " ".join(f"word{number}" for number in range(200))
    pieces = marked(f"{words} Zürich {words}", ["zurich"])
    text = "".join(part for part, _ in pieces)
    assert ("Zürich", True) in pieces
    assert text.startswith("…word")
    assert text.endswith("…")
    assert len(text) < 200
    assert all(part in {"…", *f"{words} Zürich".split()} for part in text.strip("…").split())


@given(st.text(max_size=80), st.lists(st.text(alphabet="aeß", min_size=1, max_size=3), max_size=3))
def test_pieces_are_the_text_and_nothing_else(text: str, words: list[str]) -> None:
    shown = "".join(part for part, _ in marked(text, [fold(word) for word in words]))
    assert shown.strip("…") in " ".join(text.split()) or shown.strip("…").strip() == ""


@pytest.mark.parametrize(
    ("said", "first", "number"),
    [
        ("rb 123", "RB-2026-000123", 10),
        ("RB2026 0123", "RB-2026-000123", 1),
        ("rb-2026-123", "RB-2026-000123", 1),
        (" RB-2025-000123 ", "RB-2025-000123", 1),
        ("rb2026000123", "RB-2026-000123", 1),
        ("to#7", "TO-2026-000007", 10),
        ("rb/2024/9", "RB-2024-000009", 1),
    ],
)
def test_numbers_are_understood_as_people_say_them(said: str, first: str, number: int) -> None:
    assert meant(said, 2026)[0] == first
    assert len(meant(said, 2026)) == number


@pytest.mark.parametrize(
    "said", ["", "rb", "rb 0", "harbour", "rb 12 34", "123", "rb-2026-1234567", "90-17-5"]
)
def test_other_words_are_no_number_of_a_case(said: str) -> None:
    assert meant(said, 2026) == []
