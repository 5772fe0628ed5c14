"""Trying a decision on a page: the answer of the API, by any policy, and as a scenario that can be played."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from cases import clock, policy, registry, trying
from cases.models import Case, OutboxMessage, StoredDecision, User
from cases.policies import drafting
from cases.scenarios.format import parse
from cases.scenarios.player import play
from cases.scenarios.writing import line_of
from cases.workflow import open_case
from tests.cases.helpers import person
from tests.cases.rulebook.examples import NOW, example_data

REBOOK = {
    "processed_at": "2026-11-17 21:40",
    "amount": "4990.00",
    "currency": "USD",
    "time_zone": "UTC",
    "second_order_no": "O-2",
    "rebooked_at": "2026-11-19 14:40",
    "rebook_amount": "4990.00",
    "at": "2026-11-20 12:00",
}
KINDS = ("rebook", "takeover", "affiliation", "advocate", "cancellation")


@pytest.fixture
def tried(client: Client, mona: User) -> Any:
    """What the page answers to facts, as text without marks."""
    client.force_login(mona)

    def post(code: str, given: dict[str, Any], status: int = 200) -> str:
        with clock.fixed_at(NOW.replace(day=21)):
            response = client.post(f"/rules/{code}/try/", given)
        assert response.status_code == status
        return response.content.decode()

    return post


def rule_of(text: str) -> str:
    found = re.search(r'Rule <a href="/rules/\w+/#([A-Z]{2}-\d+)">', text)
    assert found, text[:2000]
    return found[1]


@pytest.mark.django_db
def test_the_answer_follows_the_facts_the_policy_and_nothing_is_stored(tried: Any, mona: User) -> None:
    kind = registry.get_kind("rebook")
    assert rule_of(tried("rebook", REBOOK)) == "RB-4"
    draft = drafting.begin(kind, {"hard_hours": 30}, effective_from=None, reason="Shorter.", author=mona)
    text = tried("rebook", REBOOK | {"policy_used": f"d{draft.pk}"})
    assert rule_of(text) == "RB-14"
    assert f"with draft {draft.pk}" in text
    assert rule_of(tried("rebook", REBOOK | {"policy_used": "v1"})) == "RB-4"
    assert "no longer there" in tried("rebook", REBOOK | {"policy_used": "v9"}, 422)
    assert "Error:" in tried("rebook", {"amount": "much"}, 422)
    assert not Case.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("code", KINDS)
def test_a_line_that_is_kept_is_a_scenario(code: str, client: Client, mona: User) -> None:
    kind = registry.get_kind(code)
    assert kind.dry_run is not None
    data = example_data(kind)
    decision = trying.decided(kind, kind.dry_run, data, policy.in_force(kind, NOW), NOW)
    written = line_of(kind, data, NOW, decision)
    assert written is not None
    scenario = parse(written.line)
    assert scenario.kind is kind
    assert json.loads(written.line)["title"] == decision.answer
    client.force_login(mona)
    assert client.get(f"/rules/{code}/try/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("code", KINDS)
def test_what_a_case_is_opened_with_is_decided_as_the_case_was(code: str) -> None:
    kind = registry.get_kind(code)
    assert kind.dry_run is not None
    opener = person("opener", min(kind.opening.roles - {"system", "mail"}))
    with clock.fixed_at(NOW):
        outcome = open_case(kind, kind.examples["open"], actor=opener, strict=True)
        assert outcome.ok, outcome.refusals
        rules = policy.in_force(kind, NOW)
        decision = trying.decided(kind, kind.dry_run, example_data(kind), rules, NOW)
    stored = StoredDecision.objects.filter(case=outcome.case).earliest("seq")
    tried = (decision.rule, decision.team, decision.action, decision.answer)
    assert tried == (stored.rule, stored.team, stored.action, stored.card["answer"])


@pytest.mark.django_db
def test_the_download_is_the_line(client: Client, mona: User) -> None:
    client.force_login(mona)
    with clock.fixed_at(NOW.replace(day=21)):
        response = client.post("/rules/rebook/try/", REBOOK | {"as": "scenario"})
    assert response["Content-Disposition"] == 'attachment; filename="rebook.jsonl"'
    assert parse(response.content.decode()).kind.code == "rebook"


@pytest.mark.django_db
def test_a_kept_line_that_holds_every_fact_is_played_and_expects_its_decision(
    client: Client, mona: User
) -> None:
    client.force_login(mona)
    facts = {name: REBOOK[name] for name in ("processed_at", "amount", "currency", "time_zone")}
    given = facts | {"order_no": "O-9", "intended": "time_and_amount", "at": "2026-11-18 12:00"}
    with clock.fixed_at(NOW.replace(day=21)):
        line = client.post("/rules/rebook/try/", given | {"as": "scenario"}).content.decode()
    told = json.loads(line)
    assert told["expect"] == {"decision": {"rule": "RB-15", "team": "new_license"}}
    assert play(parse(line)) == []
    told["expect"]["decision"]["rule"] = "RB-2"
    assert play(parse(json.dumps(told))) == ["decision, rule: RB-15, not RB-2"]
