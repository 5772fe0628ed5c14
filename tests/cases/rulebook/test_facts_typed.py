"""Every fact that a rule reads can be typed on the page where a decision is tried, and kept as a scenario."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from cases import clock, policy, registry, trying
from cases.kinds import Kind
from cases.scenarios.format import parse
from cases.scenarios.player import play
from cases.scenarios.writing import line_of
from tests.cases.helpers import person
from tests.cases.rulebook.examples import NOW
from tests.cases.rulebook.facts_read import Reader, parts_of
from tests.cases.rulebook.trials import TRIALS

KINDS = tuple(TRIALS)
CASES = [(code, number) for code, found in TRIALS.items() for number in range(len(found))]
# Where a fact came from is told beside it and decides nothing. The others have their names in common with
# something that is read of another part.
NOT_TYPED = frozenset({"sources", "Source.happened_at", "Source.known_at", "Source.label",
                       "Agreement.company", "Letter.channel"})  # fmt: skip


def read(kind: Kind, number: int) -> dict[str, Any]:
    """What the form reads of one trial, as from a program."""
    assert kind.dry_run is not None
    given = TRIALS[kind.code][number]
    with clock.fixed_at(NOW):
        form = kind.dry_run.form(dict(given), strict=True)
        assert form.is_valid(), form.errors
    return dict(form.cleaned_data)


@pytest.mark.django_db
@pytest.mark.parametrize("code", KINDS)
def test_every_fact_that_a_rule_reads_can_be_typed(code: str) -> None:
    """Each of them comes out otherwise for something that is typed: a new one without a field does not."""
    kind = registry.get_kind(code)
    assert kind.dry_run is not None
    tried = [kind.dry_run.facts(read(kind, number), NOW) for number in range(len(TRIALS[code]))]
    found, told = Reader(kind).found, dict[str, set[str]]()
    assert len(found) > 10
    for part in (part for facts in tried for part in parts_of(facts)):
        for shape, name in found:
            if isinstance(part, shape):
                key = name if isinstance(part, type(tried[0])) else f"{shape.__name__}.{name}"
                told.setdefault(key, set()).add(repr(getattr(part, name)))
    same = {key for key, values in told.items() if len(values) < 2}
    assert same - NOT_TYPED == set()
    assert {shape for shape, _ in found} <= {type(part) for facts in tried for part in parts_of(facts)} | {
        shape for shape, name in found if f"{shape.__name__}.{name}" in NOT_TYPED
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "number"), CASES, ids=[f"{code}-{number}" for code, number in CASES])
def test_what_was_typed_is_a_scenario_that_gives_the_same_answer(code: str, number: int) -> None:
    kind = registry.get_kind(code)
    assert kind.dry_run is not None
    typed = read(kind, number)
    rules = policy.in_force(kind, NOW)
    with clock.fixed_at(NOW):
        decision = trying.decided(kind, kind.dry_run, typed, rules, NOW)
    given = {name: typed[name] for name in TRIALS[code][number]}
    written = line_of(kind, given, NOW, decision)
    assert written is not None
    assert json.loads(written.line)["expect"] == {"decision": {"rule": decision.rule, "team": decision.team}}
    assert play(parse(written.line)) == []


@pytest.mark.django_db
def test_instants_in_rows_are_read_by_each_readers_own_clock(client: Client) -> None:
    given = {"product": "Unit 4", "case_type": "no_response", "as": "scenario"}
    given |= {"attempts-1-channel": "phone", "attempts-1-occurred_at": "2026-11-01T10:00"}
    read_as = []
    for name, zone in (("olga", "Europe/Oslo"), ("uma", "UTC")):
        client.force_login(person(name, "auditor", zone=zone))
        with clock.fixed_at(NOW):
            line = json.loads(client.post("/rules/advocate/try/", given).content)
            page = client.post("/rules/advocate/try/", given | {"as": ""}).content.decode()
        read_as.append(line["when"][0]["attempts"][0]["occurred_at"])
        assert page.count('<details class="fold" open') == 1  # what was typed is not folded away
    assert read_as == ["2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z"]
