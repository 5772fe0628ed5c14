"""Values of a request as its opening takes them: kind of move, month, licence lines. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from cases.labelled import BULLET
from cases.text import fault
from takeovers.rules.labels import BILLINGS, MOVE_TYPES
from takeovers.rules.reading_words import Language

MOST_COUNT, MOST_LINES, LONGEST_PLAN = 1_000_000, 50, 120
SIDES = {"indirect": "ir", "indirekt": "ir", "ir": "ir", "direct": "dr", "direkt": "dr", "dr": "dr"}
SIDE = r"(?P<{}>indire[ck]t|dire[ck]t|ir|dr)\w{{0,3}}"
ISO = re.compile(r"(?P<year>2[01]\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
SHORT = re.compile(r"(?:(?P<day>\d{1,2})(?P<mark>[./]))?(?P<month>\d{1,2})[./](?P<year>2[01]\d\d)")
WORDS = re.compile(
    r"(?:\D{0,20}\s)?(?:\d{1,2}(?:\.|st|nd|rd|th)?\s+)?(?:de\s+)?(?P<word>[^\W\d_]{3,9})\.?,?\s+(?P<year>2[01]\d\d)"
)
COUNT = re.compile(
    r"(?P<count>\d{1,7})\s*(?:x|×)?\s+(?P<plan>\S.*)|(?P<plan2>\S.*?)\s*[:x×]\s*(?P<count2>\d{1,7})"
)
NUMBER = re.compile(r"\d{1,7}")


def move_type(text: str, languages: Collection[Language]) -> str:
    """The code of a kind of move; "" where the words do not tell one for sure."""
    low = " ".join(text.casefold().replace("_", " ").split()).strip(" .")
    code = low.replace(" ", "_")
    if code in MOVE_TYPES:
        return code
    if any(low == word for language in languages for word in language.other):
        return "other"
    if any(low.endswith(word) for language in languages for word in language.whole):
        return "ir_vad_to_vad"
    to = "|".join(re.escape(word) for language in languages for word in language.to)
    sides = (
        rf"(?:\w+ ){{0,2}}?{SIDE.format('old')}(?: \w+)?\s*(?:{to})\s*(?:\w+ )?{SIDE.format('new')}(?: \w+)?"
    )
    found = re.fullmatch(sides, low)
    if found is None:
        return ""
    return f"ec_{SIDES[found['old']]}_to_{SIDES[found['new']]}"


def month(text: str, languages: Collection[Language]) -> str:
    """A month `YYYY-MM`; "" without a year, and where day and month could be taken for each other."""
    low = " ".join(text.casefold().split()).strip(" .")
    found = ISO.fullmatch(low) or SHORT.fullmatch(low)
    if found is not None:
        return _of_numbers(found)
    named = WORDS.fullmatch(low)
    if named is None:
        return ""
    for language in languages:
        for number, name in enumerate(language.months, 1):
            if named["word"] == name or (len(named["word"]) >= 3 and name.startswith(named["word"])):
                return f"{named['year']}-{number:02}"
    return ""


def _of_numbers(found: re.Match[str]) -> str:
    told = found.groupdict()
    number, day = int(told["month"]), int(told["day"] or 1)
    slashed = told.get("mark") == "/"
    if slashed and day <= 12 and day != number:
        return ""  # the day first or the month first: both are usual
    try:
        date(int(told["year"]), number, day)
    except ValueError:
        return ""
    return f"{told['year']}-{number:02}"


def licences(texts: Sequence[str], languages: Collection[Language]) -> list[dict[str, Any]] | None:
    """The licence lines; None where one of them leaves something open or holds words that are not known."""
    items = [item.strip() for text in texts for item in BULLET.sub("", text).split(";") if item.strip()]
    if len(items) == 1 and any(items[0].casefold().strip(" .") in one.none for one in languages):
        return []
    lines = [_line(item, languages) for item in items[: MOST_LINES + 1]]
    read = [line for line in lines if line is not None]
    keys = {(line["plan"].casefold(), line["billing"], line.get("end_date")) for line in read}
    is_whole = bool(items) and len(read) == len(items) == len(keys) and len(items) <= MOST_LINES
    return read if is_whole else None


def _line(item: str, languages: Collection[Language]) -> dict[str, Any] | None:
    """One line: how many of which plan, how they are paid, how many are in use, and until when."""
    first, *rest = [part.strip() for part in re.split(r",\s+|\s+\|\s+", item)]
    found = COUNT.fullmatch(first)
    if found is None:
        return None
    told: dict[str, Any] = {
        "plan": (found["plan"] or found["plan2"]).strip(),
        "subscribed": int(found["count"] or found["count2"]),
    }
    for part in rest:
        read = _part(part.casefold().strip(" ."), languages)
        if read is None or read.keys() & told.keys():
            return None
        told |= read
    return told if _fits(told) else None


def _part(text: str, languages: Collection[Language]) -> dict[str, Any] | None:
    """What a part says: the billing, how many are in use, or the end."""
    if text in BILLINGS or text in BILLINGS.values():
        return {"billing": next(code for code, word in BILLINGS.items() if text in {code, word})}
    number = NUMBER.search(text)
    bare = " ".join(NUMBER.sub(" ", text, count=1).split()) if number else text
    for language in languages:
        if text in language.monthly:
            return {"billing": "monthly"}
        if number and bare in {f"{a} {b}" for a in language.prepaid for b in language.years} | {
            f"{b} {a}" for a in language.prepaid for b in language.years
        }:
            return {"billing": f"prepaid_{int(number[0])}y"}
        if number and bare in language.used and not text.startswith("-"):
            return {"allocated": int(number[0])}
        for word in language.until:
            day = text.removeprefix(word).strip()
            if text.startswith(word) and re.fullmatch(r"2[01]\d\d-\d\d-\d\d", day):
                return {"end_date": day}
    return None


def _fits(line: dict[str, Any]) -> bool:
    """Whether the opening takes it: everything said, nothing against the rest."""
    billing = line.get("billing")
    if billing not in BILLINGS or "allocated" not in line or fault(line["plan"]):
        return False
    if len(line["plan"]) > LONGEST_PLAN or line["subscribed"] > MOST_COUNT:
        return False
    if line["allocated"] > line["subscribed"] or (billing == "monthly") == ("end_date" in line):
        return False
    try:
        date.fromisoformat(line.get("end_date", "2000-01-01"))
    except ValueError:
        return False
    return True
