"""Which characters are refused, which are put into one shape, and which are how people write."""

from __future__ import annotations

import pytest

from cases.account_field import AccountField
from cases.models import Account, Case
from cases.text import MOST_MARKS, code_fault, fault, shown, tidy, tidy_code
from tests.hostile.doors import Doors

WRITTEN = {
    "Persian, with a non-joiner": "علی‌رضا",
    "Hindi, with a joiner after a virama": "क्‍ष",
    "Malayalam, ending in virama and joiner": "അവന്‍",
    "a family, joined": "👩‍👩‍👧",
    "a flag, joined after its variation": "🏳️‍🌈",
    "a skin tone": "👩🏽‍💻",
    "a red heart": "❤️",
    "a keycap": "1️⃣",
    "a Japanese name with its own stroke": "葛\U000e0100城",
    "Hebrew and Latin side by side": "חברת Acme",
    "Vietnamese": "Nguyễn Thị Ánh",
    "an apostrophe and a dash": "O’Brien – Søn & Co. <Oslo>",
    "what looks like a formula": "=1+1",
    "what looks like a template": "{{ 7*7 }} {% now %} ${x} {0.__class__}",
}
SHAPED = {
    "marks are joined to their letters": ("e\u0301", "é"),
    "soft hyphens go": ("Don\u00adau", "Donau"),
    "hard and wide spaces become spaces": ("a\u00a0b\u3000c\td", "a b c d"),
    "spaces at both ends go": (" \u2003x\u00a0", "x"),
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_what_people_write_is_taken_as_it_is(text: str) -> None:
    assert (tidy(text), fault(tidy(text))) == (text, "")


@pytest.mark.parametrize(("text", "shape"), SHAPED.values(), ids=SHAPED)
def test_text_has_one_shape(text: str, shape: str) -> None:
    assert tidy(text) == shape
    assert tidy(shape) == shape


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_line_ends_are_one_in_long_texts_and_refused_in_a_line(end: str) -> None:
    assert tidy(f"a{end}b", one_line=False) == "a\nb"
    assert fault("a\nb", one_line=False) == ""
    assert fault(tidy(f"a{end}b")) == "This is a single line: remove the line break after “a”."


def test_the_place_of_what_cannot_be_seen_is_told() -> None:
    assert fault("Nord\u200blys") == "Remove the invisible character U+200B after “Nord”."
    assert fault("\u202eNordlys") == "Remove the invisible character U+202E at the beginning."
    assert (
        fault("Nord\ufffdlys") == "A character could not be read: type it again where � stands after “Nord”."
    )
    assert fault("Z" + "\u0335" * (MOST_MARKS + 1)).startswith("There are too many marks on one letter")


@pytest.mark.parametrize(
    "text", ["a\u200db", "a\u200c", "\u200dक", "a\ufe0f", "葛\ufe00", "\U000e0100x"], ids=ascii
)
def test_a_joiner_that_joins_nothing_is_refused(text: str) -> None:
    assert "invisible" in fault(text)


def test_codes_that_look_alike_are_alike() -> None:
    assert tidy_code(" ＲＢ－２０２６\u00a0 7 ") == "RB-2026 7"
    assert code_fault("RB-2026 7") == ""
    assert "U+200D" in code_fault("RB\u200d-1")
    assert "U+E000" in code_fault("RB-\ue000")


def test_text_from_outside_is_shown_cut_and_with_names_for_what_is_unseen() -> None:
    assert shown("a\u202eb\x00") == "a[U+202E]b[U+0000]"
    assert shown("x" * 99) == "x" * 40 + "…"


@pytest.mark.django_db
def test_an_account_is_found_however_its_letters_were_typed() -> None:
    kept = Account.objects.create(name="Société Générale")
    for name in ("Socie\u0301te\u0301 Ge\u0301ne\u0301rale", " société\u00a0générale ", "SOCIÉTÉ  GÉNÉRALE"):
        assert AccountField().clean(name) == kept


def test_a_name_with_joiners_is_stored_and_found_again(doors: Doors) -> None:
    name = WRITTEN["Persian, with a non-joiner"]
    assert doors.through("create", account=name).status == 201
    assert Case.objects.filter(account__name=name).count() == 1
    for url in ("/search/", "/cases/"):
        answer = doors.page.get(url, {"q": name})
        assert name in answer.content.decode()
        assert "Order 40-2" in answer.content.decode()
