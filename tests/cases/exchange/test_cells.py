"""Cells that spreadsheets would run are defused, and read back exactly once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.exchange.cells import defused, is_dangerous, restored, unescaped

FORMULAS = [
    "=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", " =1", "\u00a0=1",
    "\u3000=1", "\u200b=1", "\ufeff=1", "＝1", "＋1", "－1", "＠A", "﹦1", "﹣1", "\u22121", "|calc", "%0A",
]  # fmt: skip
HARMLESS = ["", "40-11826", "Ada = Bob", "O'Brien", "'quoted'", "007", "   ", "<b>", "a\nb", "1=1"]


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_what_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_what_would_not_run_stays(text: str) -> None:
    assert defused(text) == text
    assert restored(text) == text


@pytest.mark.parametrize("text", ["'=1", "''=1", "'''-1"])
def test_apostrophes_of_the_text_itself_are_kept(text: str) -> None:
    assert defused(text) == f"'{text}"
    assert restored(defused(text)) == text


SPICED = st.text(
    st.sampled_from("'=+-@ \t\r\n\0a1＝\u200b\u00a0|%") | st.characters(exclude_categories=["Cs"])
)


@given(SPICED)
def test_every_text_comes_back(text: str) -> None:
    written = defused(text)
    assert restored(written) == text
    assert written.startswith("'") or not is_dangerous(written)


def test_the_escapes_of_xlsx_are_read_once() -> None:
    assert unescaped("a_x000D_b") == "a\rb"
    assert unescaped("_x005F_x000D_") == "_x000D_"
    assert unescaped("_x00_ _X000D_") == "_x00_ _X000D_"
