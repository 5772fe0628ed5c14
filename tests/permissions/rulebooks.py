"""Who reads what a kind decides and asks for, and tries it."""

from __future__ import annotations

from typing import Final

from tests.permissions.terms import About, Row, To

RULE: Final = "@rule"
RULES: Final = {
    "rebook": "RB-1",
    "takeover": "TO-1",
    "affiliation": "AF-1",
    "advocate": "AD-1",
    "cancellation": "CX-1",
}
RULE_BOOKS: Final[dict[str, Row]] = {
    "rule_books": Row("The rule books of the kinds that one sees", read=To.SEES_ANY),
    "rule_book": Row("The rule book of a kind", read=To.SEES_KIND, about=About.KIND),
    "rule_cases": Row(
        "The cases that a rule decided of late", read=To.SEES_KIND, about=About.KIND, parts={"rule": RULE}
    ),
    "foreseen": Row(
        "What happens to a case if nobody does anything; not for parties from outside",
        read=To.SEES_IT,
        about=About.CASE,
    ),
    "try_rules": Row(
        "Trying a decision on facts that are typed in; nothing is stored",
        read=To.SEES_KIND,
        change=To.SEES_KIND,
        about=About.KIND,
    ),
}
