"""What a person's text may hold: it is put into one shape, and what nobody can see or read is refused.

Refused: control characters, zero-width and other invisible characters, direction overrides, half characters
and the mark of a character that could not be read. Put into one shape: letters with their marks (NFC), line
ends, spaces at both ends, soft hyphens; in one line also tabs and wide or hard spaces. Allowed where a script
or an emoji is written so: the joiners U+200C and U+200D, variation selectors. Invisible is what Unicode calls
Default_Ignorable_Code_Point; a blank Braille cell is added, which shows nothing either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from cases.marks import Filled
from cases.marks import marked as _

LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
SPACES: Final = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
MOST_MARKS: Final = 8  # above one letter; the scripts of the world need fewer
QUOTED: Final = 12
_INVISIBLE: Final = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_JOINERS: Final = "\u200c\u200d"
# Scripts that are written with joiners, by the first word of their letters' names.
_JOINED: Final = re.compile(
    "ARABIC|SYRIAC|MANDAIC|NKO|MONGOLIAN|DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|"
    "MALAYALAM|SINHALA|KHMER|MYANMAR|TIBETAN|BALINESE|JAVANESE|CHAKMA|ADLAM"
)
_VIRAMA: Final = 9
_REPLACED: Final = "\ufffd"
NOTHING: Final = Filled("")

# Where it stands is told by what stands before it; each sentence in both ways, for nothing may stand there.
_Told = tuple[str, str]
_UNREAD: Final[_Told] = (
    _("A character could not be read: type it again where � stands after “%(before)s”."),
    _("A character could not be read: type it again where � stands at the beginning."),
)
_MARKS: Final[_Told] = (
    _("There are too many marks on one letter after “%(before)s”. Remove them."),
    _("There are too many marks on one letter at the beginning. Remove them."),
)
_BREAK: Final[_Told] = (
    _("This is a single line: remove the line break after “%(before)s”."),
    _("This is a single line: remove the line break at the beginning."),
)
_HIDDEN: Final[_Told] = (
    _("Remove the invisible character %(sign)s after “%(before)s”."),
    _("Remove the invisible character %(sign)s at the beginning."),
)


def tidy(text: str, *, one_line: bool = True) -> str:
    """The text in one shape: equal texts are stored equally, whatever keyboard they came from."""
    shaped = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text.replace("\xad", "")))
    return (SPACES.sub(" ", shaped) if one_line else shaped).strip()


def tidy_code(text: str) -> str:
    """A number or code in one shape: full-width signs become plain ones, runs of spaces one space."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def fault(text: str, *, one_line: bool = True) -> Filled:
    """What is wrong with a tidied text, as a sentence that says what to do; "" for nothing."""
    if text.isascii() and text.isprintable():
        return NOTHING
    marks = 0
    for at, char in enumerate(text):
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > MOST_MARKS:
            return _at(_MARKS, text, at - marks)
        wrong = _wrong(text, at, char, one_line)
        if wrong:
            return _at(wrong, text, at)
    return NOTHING


def code_fault(text: str) -> Filled:
    """The same for a number or code, which holds visible characters only: two that look alike are alike."""
    for at, char in enumerate(text):
        if char == _REPLACED:
            return _at(_UNREAD, text, at)
        if not _is_visible(char) or unicodedata.category(char)[0] == "C":
            return _at(_HIDDEN, text, at)
    return NOTHING


def shown(text: str, most: int = 40) -> str:
    """A text from outside for a message: cut, and what cannot be seen is named."""
    cut = text[:most] + ("…" if len(text) > most else "")
    return "".join(char if _is_visible(char) else f"[{_name(char)}]" for char in cut)


def _wrong(text: str, at: int, char: str, one_line: bool) -> _Told | None:
    if char == "\n":
        return _BREAK if one_line else None
    if char == "\t":
        return None
    if char == _REPLACED:
        return _UNREAD
    is_hidden = _is_invisible(char) and not _is_needed(text, at, char)
    if unicodedata.category(char) in {"Cc", "Cs"} or _is_nobody(char) or is_hidden:
        return _HIDDEN
    return None


def _is_visible(char: str) -> bool:
    return char.isprintable() and not _is_invisible(char)


def _is_invisible(char: str) -> bool:
    code = ord(char)
    return any(first <= code <= last for first, last in _INVISIBLE)


def _is_nobody(char: str) -> bool:
    """Code points that never are characters."""
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def _is_needed(text: str, at: int, char: str) -> bool:
    """Whether an invisible character is how its neighbours are written."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not before:
        return False
    if char in _JOINERS:
        if unicodedata.combining(before) == _VIRAMA:
            return True
        return bool(after) and (
            (_is_joined(before) and _is_joined(after)) or (_is_picture(before) and _is_picture(after))
        )
    if char in "\ufe0e\ufe0f":
        return _is_picture(before) or before in "#*0123456789"
    return 0xE0100 <= ord(char) <= 0xE01EF and unicodedata.name(before, "").startswith("CJK")


def _is_joined(char: str) -> bool:
    return bool(_JOINED.match(unicodedata.name(char, "")))


def _is_picture(char: str) -> bool:
    return unicodedata.category(char) in {"So", "Sk", "Sm"} or char == "\ufe0f"


def _name(char: str) -> str:
    return f"U+{ord(char):04X}"


def _at(told: _Told, text: str, at: int) -> Filled:
    """The sentence with where it is: nobody can see the place itself."""
    before = text[max(0, at - QUOTED) : at].rpartition("\n")[2].strip()
    visible = "".join(char for char in before if _is_visible(char))
    places: Mapping[str, str] = {"sign": _name(text[at : at + 1] or " "), "before": visible}
    return Filled(told[0 if visible else 1], places)
