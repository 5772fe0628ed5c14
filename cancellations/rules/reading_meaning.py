"""What kind of mail it is: a cancellation, a question, a change of the order, or none of these for sure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cancellations.rules.reading_products import Products
from cancellations.rules.reading_words import Language
from cases.own_words import Line, clean

ORDER = ("client", "campaign", "titan_order_id")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The kind of mail, and what a person is needed for."""

    kind: Literal["request", "question", "order_change", "unclear"]
    why: tuple[str, ...] = ()


def meaning_of(
    lines: Sequence[Line], values: Mapping[str, str], products: Products, languages: Collection[Language]
) -> Meaning:
    """A cancellation asks for it, or gives the fields and asks for nothing else."""
    text = " ".join(clean(line.text) for line in lines if not line.signature).casefold()
    fields = sum(bool(values.get(name)) for name in ORDER) + bool(products.names or products.all)
    wants, never = _says(text, languages, "cancel"), _says(text, languages, "never", anywhere=True)
    asks = "?" in text or "？" in text
    changes = _says(text, languages, "change") and _says(text, languages, "changed")
    if never:
        return Meaning("unclear", ("The mail speaks of not cancelling.",))
    if changes:
        if not wants:
            return Meaning("order_change")
        return Meaning("request", ("The mail also asks for a change of the order.",))
    if asks and not products.names and not products.all and (fields < len(ORDER) or not wants):
        return Meaning("question")
    if wants or fields >= 2:
        return Meaning("request", ("The mail also asks something.",) if asks and not wants else ())
    return Meaning("unclear", ("Nothing says what the mail asks for.",))


def _says(text: str, languages: Collection[Language], what: str, *, anywhere: bool = False) -> bool:
    """Whether a word of that sort begins somewhere in the text."""
    edge = "" if anywhere else r"(?<!\w)"
    words = "|".join(re.escape(word.casefold()) for word in _words(languages, what))
    return re.search(f"{edge}(?:{words})", text) is not None


def _words(languages: Collection[Language], what: str) -> Iterator[str]:
    for language in languages:
        yield from getattr(language, what)


def reason_code(text: str, languages: Collection[Language]) -> str:
    """The reason as a code; "" where its words tell none."""
    low = text.casefold()
    for language in languages:
        for code, words in language.reasons.items():
            if low and any(word.casefold() in low for word in words):
                return code
    return ""
