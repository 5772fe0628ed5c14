"""A fault that is put together of values is kept with them, so that a page says it in its own language."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cases import wording
from cases.exchange.columns import columns_of
from cases.exchange.mapping import Clock, ColumnMap
from cases.exchange.report import Fault, said_again
from cases.exchange.table import ReadingError
from cases.exchange.values import CellError, text_of
from cases.marks import Filled
from cases.registry import get_kind

GERMAN = {
    "Line %(line)s: %(message)s": "Zeile %(line)s: %(message)s",
    "“%(value)s” is no date with a time.": "„%(value)s“ ist kein Datum mit Uhrzeit.",
    "The file is not in %(encoding)s.": "Die Datei ist nicht in %(encoding)s.",
}


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page in another language."""
    monkeypatch.setattr(wording, "gettext", lambda words: GERMAN.get(words, words))


def kept(fault: Fault) -> dict[str, Any]:
    """The fault as it comes back from the database."""
    return said_again(json.loads(json.dumps(fault.kept())))


@pytest.mark.usefixtures("german")
def test_a_cell_that_is_no_date_is_told_in_the_language_of_the_page() -> None:
    column = next(one for one in columns_of(get_kind("rebook")) if one.name == "processed_at")
    with pytest.raises(CellError) as caught:
        text_of("20 % of it", column, ColumnMap(), Clock(), "")
    assert caught.value.fault.message == "“20 % of it” is no date with a time."
    assert wording.told(kept(caught.value.fault)["message"]) == "„20 % of it“ ist kein Datum mit Uhrzeit."


@pytest.mark.usefixtures("german")
def test_a_sentence_inside_a_sentence_is_told_so_as_well() -> None:
    inner = Filled("The file is not in %(encoding)s.", {"encoding": "UTF-8"})
    error = ReadingError("encoding", inner, "Save it anew.", 7)
    assert str(error) == "Line 7: The file is not in UTF-8."
    assert wording.told(kept(error.fault())["message"]) == "Zeile 7: Die Datei ist nicht in UTF-8."


def test_what_was_kept_before_and_fixed_sentences_stay_as_they_are() -> None:
    fault = Fault("formula", "The cell holds a formula, not a value.", "Paste it as values.", "B Amount")
    assert kept(fault) == vars(fault) == fault.kept()
