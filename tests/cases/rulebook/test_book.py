"""The rule book of each kind tells every rule, condition, timed step, letter, state and value of it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cases import policy, registry
from cases.kinds import Kind
from cases.models import User
from cases.routing import Asked
from cases.rulebook.conditions import conditions
from cases.workflow import advance, open_case
from tests.cases.helpers import person
from tests.cases.rulebook.examples import EXAMPLE, NOW, example_facts

KINDS = ("rebook", "takeover", "affiliation", "advocate", "cancellation")
CODE = re.compile(r'Check\(\s*"([A-Z]+_[A-Z_]+)"')
NAMED = re.compile(r'"((?:RB|TO|AF|AD|CX)_[A-Z_]+)"')


@pytest.fixture
def book(client: Client, mona: User) -> Any:
    """The text of a kind's rule book as a manager reads it."""
    client.force_login(mona)

    def read(code: str) -> str:
        response = client.get(f"/rules/{code}/")
        assert response.status_code == 200
        return response.content.decode()

    return read


def sources(kind: Kind) -> str:
    folder = Path(inspect.getfile(kind.facts)).parent.parent / "rules"
    return "\n".join(file.read_text() for file in sorted(folder.glob("*.py")))


@pytest.mark.parametrize("code", KINDS)
def test_every_code_that_the_rules_can_refuse_with_is_a_condition(code: str) -> None:
    kind = registry.get_kind(code)
    found = {one.code: one for one in conditions(kind)}
    written = set(CODE.findall(sources(kind))) | set(NAMED.findall(sources(kind)))
    assert len(written) > 5
    assert written <= set(found)
    assert all(one.unmet or one.met for one in found.values())
    assert all(one.acts for one in found.values())


@pytest.mark.django_db
@pytest.mark.parametrize("code", KINDS)
def test_the_sentences_are_those_that_the_guards_say(code: str) -> None:
    """What the guards really build of facts fits a sentence of the book, gaps standing for the facts."""
    kind = registry.get_kind(code)
    facts, rules = example_facts(kind), policy.in_force(kind, NOW)
    found = {one.code: one for one in conditions(kind)}
    built = [
        check
        for spec in kind.actions
        if not spec.core
        for state in kind.states
        for check in spec.guards(Asked(facts, rules, NOW, "system", state.code))
    ]
    assert built
    for check in built:
        told = [*found[check.code].unmet, *found[check.code].met]
        fits = [re.escape(text).replace("…", ".*") for text in told]
        said = check.message if not check.met else check.met_message
        assert not said or not fits or any(re.fullmatch(text, said, re.DOTALL) for text in fits), (said, told)


@pytest.mark.django_db
@pytest.mark.parametrize("code", KINDS)
def test_the_page_tells_all_of_a_kind(code: str, book: Any) -> None:
    kind, text = registry.get_kind(code), book(code)
    ids = set(re.findall(r'id="([^"]+)"', text))
    assert kind.table is not None
    assert {row.rule for row in kind.table.rows} <= ids
    assert {reading.code for reading in kind.table.readings} <= ids
    assert {one.code for one in conditions(kind)} <= ids
    assert {timer.kind for timer in kind.every_timer} <= ids
    assert {f"letter-{letter.code}" for letter in kind.letters} <= ids
    assert {f"state-{state.code}" for state in kind.states} <= ids
    assert {f"policy-{key.name}" for key in kind.policies} <= ids
    assert all(_told(spec.label, text) for spec in (*kind.actions, *kind.events))
    inside = set(re.findall(r'href="#([^"]+)"', text))
    assert inside - {"main"} <= ids


def _told(words: str, text: str) -> bool:
    return words.replace("'", "&#x27;") in text


@pytest.mark.parametrize("code", KINDS)
def test_every_row_quotes_its_clause_and_rests_on_known_readings(code: str) -> None:
    table = registry.get_kind(code).table
    assert table is not None
    known = {reading.code for reading in table.readings}
    for row in table.rows:
        assert all(row.clauses)
        assert row.clauses
        assert set(row.readings) <= known


@pytest.mark.django_db
def test_how_often_a_rule_decided_leads_to_exactly_those_cases(client: Client, mona: User) -> None:
    kind, ines = registry.get_kind("rebook"), person("ines", "research_specialist")
    opened = [open_case(kind, EXAMPLE | {"order_no": f"O-{n}"}, actor=ines).case for n in range(3)]
    done = advance(opened[0].reference, "confirm_admin_error", data={"note": "Typed twice."}, actor=ines)
    assert done.ok, done.refusals
    client.force_login(mona)
    text = client.get("/rules/rebook/").content.decode()
    told = dict(re.findall(r'<a href="/rules/rebook/cases/(RB-\d+)/">([\d,]+)<', text))
    assert told == {"RB-17": "3", "RB-2": "1"}
    for rule, number in told.items():
        page = client.get(f"/rules/rebook/cases/{rule}/").content.decode()
        assert len(re.findall(r'<tr role="row" data-row>', page)) == int(number)
    assert client.get("/rules/rebook/cases/RB-99/").status_code == 404


@pytest.mark.django_db
def test_the_book_is_for_who_sees_the_kind(client: Client) -> None:
    client.force_login(person("enid", "sales_enablement"))
    assert client.get("/rules/").status_code == 200
    assert client.get("/rules/cancellation/").status_code == 200
    assert client.get("/rules/rebook/").status_code == 404
    client.force_login(person("otto", "customer"))
    assert client.get("/rules/").status_code == 404
