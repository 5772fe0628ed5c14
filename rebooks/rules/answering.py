"""From the row that holds to its answer for these facts."""

from __future__ import annotations

from cases.nearest import altered
from cases.teams import team_label
from rebooks.rules.answers import ANSWERS, RETURN, Answer
from rebooks.rules.derived import Derived
from rebooks.rules.facts import RebookFacts


def answer_of(row: int, facts: RebookFacts, known: Derived) -> Answer:
    """The answer of a row for these facts: who heard it, whether a return is on its way or needless."""
    answer = ANSWERS[row]
    if row == 1:
        answer = altered(answer, {"team": known.heard_by})
    elif row in (12, 17) and facts.return_requested:
        answer = altered(RETURN, {"clause": answer.clause, "reading": answer.reading})
    if answer.team == "re_engage" and facts.first_order_gone:
        answer = _without_return(answer, facts)
    return answer if answer.answer else altered(answer, {"answer": f"Goes to {team_label(answer.team)}"})


def _without_return(answer: Answer, facts: RebookFacts) -> Answer:
    """Nothing is left to return (RB-A18): the opportunity comes next."""
    return altered(
        answer,
        {
            "action": "create_re_engage",
            "brief": "with nothing left to return",
            "summary": f"the first order is {facts.gone_word} already; create the Re-Engage opportunity",
            "advised": frozenset({"create_re_engage", "book_second_order"}),
        },
    )
