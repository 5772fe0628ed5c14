"""The first table of docs/reliability.md says what its sections say."""

from __future__ import annotations

import re

import pytest

from tests.docs.asked import PAGE, renewed, text

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_table_is_made_of_the_sections_as_they_are() -> None:
    assert renewed(TEXT) == TEXT, "Run python -m tests.docs.asked."


def test_what_was_asked_is_there_and_its_places_exist() -> None:
    rows = text(TEXT).splitlines()[2:]
    assert len(rows) == 13
    places = set(re.findall(r"\]\(#([\w-]+)\)", "\n".join(rows)))
    heads = {line[3:].lower().replace(" ", "-") for line in TEXT.splitlines() if line.startswith("## ")}
    assert len(places) == 3
    assert places <= heads
    for path in re.findall(r"\| `(tests/[\w/.]+)` \|", "\n".join(rows)):
        assert (PAGE.parents[1] / path).exists(), path


def test_another_figure_in_a_section_is_another_in_the_table() -> None:
    other, rows = re.subn(r"\| [\d,]+ \| 1,000 \| 0 \| 0 \|", "| 99,999 | 1,000 | 3 | 0 |", TEXT)
    assert rows
    assert "99,999 times: 3 lost, 0 doubled" in text(other)


def test_a_section_that_says_nothing_is_told() -> None:
    with pytest.raises(ValueError, match="does not say"):
        text(re.sub(r"\d+ steps \(wanted", "steps (wanted", TEXT))
