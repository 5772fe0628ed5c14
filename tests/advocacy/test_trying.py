"""Trying a ticket on a page: with the evidence of a stored case it is decided as that case was."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases import clock
from cases.models import StoredDecision
from tests.advocacy.helpers import GIVEN, again, on, opened, person

pytestmark = pytest.mark.django_db
WHEN = "01 08:00"
TOLD = "2024-05-31T15:00:00-05:00"
KEPT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("buy_back", {"removal_scheduled_on": "2024-06-20"}),
    ("npr", {"accepted_at": TOLD, "survey_announced": True}),
    ("npr", {"accepted_at": TOLD, "customer_told_at": TOLD, "survey_announced": True}),
    ("field_involved", {"field_role": "rsm", "field_name": "R. Stone", "took_over_at": TOLD}),
    ("pes", {}),
)


def asked(given: dict[str, str]) -> Any:
    """The answer of the page."""
    client = Client()
    client.force_login(person("advocate"))
    facts = {name: GIVEN[name] for name in ("account", "product", "caller_type")} | {
        "conversation_ever": "on"
    }
    with clock.fixed_at(on(WHEN)):
        return client.post("/rules/advocate/try/", facts | given)


def rows(evidence: dict[str, Any]) -> dict[str, str]:
    """Evidence as the inputs of the page."""
    found: dict[str, str] = {}
    for number, (piece, value) in enumerate(evidence.items()):
        said = {True: "Yes", "rsm": "RSM"}.get(value, str(value))
        found |= {f"evidence-{number}-piece": piece, f"evidence-{number}-value": said}
    return found


@pytest.mark.parametrize(("case_type", "evidence"), KEPT, ids=[f"{n} {len(e)}" for n, e in KEPT])
def test_the_facts_of_a_case_give_its_decision(case_type: str, evidence: dict[str, Any]) -> None:
    case = again(opened(WHEN, case_type=case_type, evidence=evidence).case)
    stored = StoredDecision.objects.filter(case=case).latest("seq")
    state = "" if case.state == "open" else case.state
    response = asked({"case_type": case_type, "state": state} | rows(evidence))
    assert response.status_code == 200
    card = response.context["decision"]
    assert (card["rule"], card["answer"]) == (stored.rule, stored.card["answer"])
    for words in stored.card["counterfactuals"]:
        assert words in card["counterfactuals"]


def test_what_is_wrong_is_told_at_its_row() -> None:
    given = {"field_role": "the boss", "survey_announced": "maybe", "took_over_at": "2024-07-01 10:00"}
    response = asked({"case_type": "field_involved"} | rows(given))
    assert response.status_code == 422
    text = response.content.decode()
    for told in ("Use one of: Product distributor, RSM", "Say yes or no.", "This is in the future."):
        assert told in text
    assert text.count('aria-invalid="true"') == 3
    twice = asked(
        {"case_type": "pes", "evidence-0-piece": "result", "evidence-0-value": "npr"}
        | {"evidence-1-piece": "result", "evidence-1-value": "npr", "evidence-2-value": "words"}
    )
    assert "Row 3: Choose an answer for “Evidence”." in twice.content.decode()
