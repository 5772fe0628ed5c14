"""A transition tried through the API: the decision, and nothing stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from affiliations.models import AffiliationCase
from tests.affiliations.helpers import DONE, GIVEN, SALES, person

pytestmark = pytest.mark.django_db


def asked(**facts: Any) -> Any:
    """The answer to a dry run."""
    client = Client()
    client.force_login(person(SALES))
    answer = client.post(
        "/api/v1/decisions/affiliation", {"facts": {**GIVEN, **facts}}, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({}, "AF-8"),
        ({"deal_stage": ""}, "AF-7"),
        ({"deal_stage": "", "accounts": [{"no": "A1", "badge_count": 200}]}, "AF-6"),
        ({"state": "reseller_rep_work"}, "AF-1"),
        ({"state": "reseller_rep_work", "groups": [DONE | {"billed": False}]}, "AF-2"),
        ({"state": "switching", "groups": [DONE, {"name": "G2", "pending_badges": 3}]}, "AF-3"),
    ],
)
def test_the_decision_is_told_and_nothing_is_stored(facts: dict[str, Any], rule: str) -> None:
    told = asked(**facts)
    assert (told.get("decision") or told)["rule"] == rule
    assert not AffiliationCase.objects.exists()
