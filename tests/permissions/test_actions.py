"""Every action and event of each kind x every role: as the policy says, by registration and by API."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from cases import access, registry
from cases.kinds import Action
from cases.teams import ROLES, TEAMS
from tests.contract.world import undone
from tests.permissions.browser import ask
from tests.permissions.kinds import KINDS
from tests.permissions.terms import HOLDER
from tests.permissions.world import House, Somebody

WRONG = frozenset({"WRONG_ROLE", "TO_WRONG_ACTOR", "CX_ROLE"})  # two kinds have words of their own


def test_each_kind_has_a_policy() -> None:
    """A new kind fails here until somebody has written down who does what."""
    assert {kind.code for kind in registry.all_kinds()} == set(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_the_registration_says_what_the_policy_says(code: str) -> None:
    """Name by name: who opens, who performs, who records, who sees."""
    kind, policy = registry.get_kind(code), KINDS[code]
    assert set(kind.opening.roles) == policy.opens
    assert {action.name: declared(action) for action in kind.actions} == policy.actions
    assert {event.name: event.roles for event in kind.events} == policy.events
    seeing = {role for role in ROLES if kind.acting_roles & {role} or role in access.READ_ALL}
    assert seeing - {"system"} == policy.sees | policy.parties


def declared(spec: Action) -> frozenset[str]:
    """The roles that an action names, the holding team among them where it says so."""
    return spec.roles | ({HOLDER} if spec.by_holder else frozenset())


@pytest.mark.parametrize("code", KINDS)
def test_the_list_of_actions_names_who_may_not(house: House, code: str) -> None:
    """What the API lists as refused for the role is what the policy refuses."""
    case, policy = house.cases[code], KINDS[code]
    holder = frozenset(TEAMS[case.team].roles)
    wrong = {}
    for one in insiders(house, code):
        listed = json.loads(ask("GET", f"/api/v1/cases/{case.reference}/actions", one.session).content)
        refused = {row["name"] for row in listed["items"] if WRONG & {no["code"] for no in row["refusals"]}}
        written = {name for name, who in policy.actions.items() if not permits(who, one, holder)}
        if refused != written:
            wrong[one.name] = refused ^ written
    assert wrong == {}


@pytest.mark.parametrize("code", KINDS)
def test_who_may_not_is_refused_for_the_role(house: House, code: str) -> None:
    """Each action and event, posted by who sees the case: WRONG_ROLE exactly where it is written."""
    case, policy = house.cases[code], KINDS[code]
    holder = frozenset(TEAMS[case.team].roles)
    wrong = {}
    for number, one in enumerate(insiders(house, code)):
        for turn, (group, name, who) in enumerate(verbs(policy.actions, policy.events)):
            may = permits(who, one, holder)
            if not may and (number + turn) % 3:  # a refusal is listed for everybody above
                continue
            with undone():
                answer = ask("POST", f"/api/v1/cases/{case.reference}/{group}/{name}", one.session)
            if any(code in answer.content.decode() for code in WRONG) == may:
                wrong[one.name, name] = answer.status_code
    assert wrong == {}


def verbs(
    actions: Mapping[str, frozenset[str]], events: Mapping[str, frozenset[str]]
) -> list[tuple[str, str, frozenset[str]]]:
    """Each with the part of its address."""
    found = [("actions", name, who) for name, who in actions.items()]
    return found + [("events", name, who) for name, who in events.items()]


def insiders(house: House, code: str) -> list[Somebody]:
    """Who sees the kind's cases."""
    return [one for one in house.people.values() if one.is_in and KINDS[code].sees & one.roles]


def permits(who: frozenset[str], one: Somebody, holder: frozenset[str]) -> bool:
    """Whether the policy lets this person do it, on a case that the team of these roles holds."""
    return bool(who & one.roles) or (HOLDER in who and bool(holder & one.roles))
