"""What is read in a mail: the fields exactly, and where they stand."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cancellations.rules.reading import read
from cancellations.rules.reading_words import ENGLISH, GERMAN, LANGUAGES

FILES = sorted((Path(__file__).parent / "mails").glob("*.jsonl"))
MAILS = [json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]


def told(mail: dict[str, Any]) -> dict[str, Any]:
    """What was read, under the names of the expectation."""
    reading, wanted = read(mail["text"]), mail["expect"]
    places: dict[str, list[int]] = {}
    for one in reading.found:
        places.setdefault(one.field, [one.line, one.offset])
    found: dict[str, Any] = {
        "kind": reading.kind,
        "input": reading.as_input(),
        "needs_person": reading.needs_person,
        "conflicts": list(reading.conflicts),
        "at": {name: places.get(name) for name in wanted.get("at", {})},
    }
    return {name: value for name, value in found.items() if name in wanted or value}


@pytest.mark.parametrize("mail", MAILS, ids=[mail["id"] for mail in MAILS])
def test_a_mail(mail: dict[str, Any]) -> None:
    assert told(mail) == mail["expect"]


def test_there_are_many_and_many_of_them_are_hostile() -> None:
    assert len({mail["id"] for mail in MAILS}) == len(MAILS) >= 60
    assert sum("hostile" in file.name for file in FILES) == 1
    hostile = next(file for file in FILES if "hostile" in file.name)
    assert len(hostile.read_text().splitlines()) >= 20


def test_each_value_stands_where_it_was_found() -> None:
    for mail in MAILS:
        for one in read(mail["text"]).found:
            there = unicodedata.normalize("NFD", mail["text"][one.offset])[0]
            first = unicodedata.normalize("NFD", one.value)[0]
            assert there in {first, *'"“*\u202e'}, (mail["id"], one)


@pytest.mark.parametrize("word", ["Kunde", "KUNDE", " kunde "])
def test_a_language_counts_where_it_is_configured(word: str) -> None:
    text = f"Please cancel\n{word}: Eiche\nCampaign: Summer"
    assert read(text, (ENGLISH, GERMAN)).values["client"] == "Eiche"
    assert "client" not in read(text, (ENGLISH,)).values


def test_what_a_person_is_needed_for_is_said_in_sentences() -> None:
    reading = read("Please cancel\nClient: A\nClient: B\nTitan ID: " + "x" * 300)
    assert reading.why == (
        "Two different values for client.",
        "The value for titan order id is too long to be one.",
    )
    assert reading.as_input() == {}


def test_a_mail_without_end_is_read_in_part_and_needs_a_person() -> None:
    reading = read("Please cancel\nClient: Oak\n" + "word " * 50_000 + "\nCampaign: Summer")
    assert reading.values["client"] == "Oak"
    assert "campaign" not in reading.values
    assert reading.why == ("The mail is longer than what is read of it.",)


LABELS = sorted(
    {word for language in LANGUAGES.values() for words in language.labels.values() for word in words}
)
PIECES = st.one_of(
    st.text(max_size=30), st.sampled_from(LABELS), st.sampled_from(":：=\t\n>-*, \r\x00\u202e?")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_stops_the_reader(text: str) -> None:
    reading = read(text)
    assert reading.kind in {"request", "question", "order_change", "unclear"}
    assert all(0 <= one.offset <= len(text) and one.line > 0 for one in reading.found)
    assert all(
        value and len(value) <= 200 for name, value in reading.as_input().items() if name != "products"
    )
