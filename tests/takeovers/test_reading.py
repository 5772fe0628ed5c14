"""What is read in a mail about a take-over: exactly the facts that it says, and nothing that it does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.mailbox.plain import text_of
from cases.models import Account
from takeovers.forms import OpenForm
from takeovers.rules.reading import read
from takeovers.rules.reading_words import ENGLISH, FIELDS, GERMAN, LANGUAGES

FILES = sorted((Path(__file__).parent / "mails").glob("*.jsonl"))
MAILS = [json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]


def text_in(mail: dict[str, Any]) -> str:
    """The text of a mail as the inbox reads it."""
    return text_of(mail["text"]) if mail.get("html") else str(mail["text"])


@pytest.mark.parametrize("mail", MAILS, ids=[mail["id"] for mail in MAILS])
def test_a_mail(mail: dict[str, Any]) -> None:
    reading = read(text_in(mail))
    told = {
        "kind": reading.kind,
        "input": reading.as_input(),
        "conflicts": list(reading.conflicts),
        "unread": list(reading.unread),
        "why": list(reading.why),
    }
    assert told == {"conflicts": [], "unread": [], "why": []} | mail["expect"]


@pytest.mark.parametrize("mail", MAILS, ids=[mail["id"] for mail in MAILS])
def test_the_opening_takes_what_was_read(mail: dict[str, Any]) -> None:
    facts = read(text_in(mail)).as_input()
    form = OpenForm({**facts, "draft": True, "account": Account(name="Halden")}, strict=True)
    assert {name: told for name, told in form.errors.items() if name in facts} == {}


def test_there_are_many_and_many_of_them_are_hostile() -> None:
    assert len({mail["id"] for mail in MAILS}) == len(MAILS) >= 40
    hostile = next(file for file in FILES if "hostile" in file.name)
    assert len(hostile.read_text().splitlines()) >= 15


def test_a_language_counts_where_it_is_configured() -> None:
    text = "Take-over\nKunde: Eiche\nNew partner: Voxline"
    assert read(text, (ENGLISH, GERMAN)).values["subject"] == "Eiche"
    assert "subject" not in read(text, (ENGLISH,)).values


def test_the_subject_says_what_it_is_about_and_no_fact() -> None:
    assert read("Customer: Halden Freight", subject="Re: Take-over of a customer").kind == "request"
    assert read("Customer: Halden Freight", subject="Cancel the homepage takeover").kind == "nothing"
    assert read("Customer: Halden Freight", subject="Hello").kind == "nothing"
    assert "new_partner" not in read("Customer: A", subject="Take-over, New partner: B").values


LABELS = sorted(
    word for language in LANGUAGES.values() for name in FIELDS for word in language.labels.get(name, ())
)
PIECES = st.one_of(
    st.sampled_from(LABELS),
    st.sampled_from([":", "=", "\n", "\t", " > ", "- ", "50 x", "2026-06"]),
    st.text(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_makes_it_stumble(text: str) -> None:
    reading = read(text)
    assert set(reading.values) <= {*FIELDS, "companies"} - {"licences"}
