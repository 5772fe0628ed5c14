"""People from outside: they see the cases of their organisation, and act for nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from cases import access, registry
from cases.models import RoleGrant, User
from cases.workflow import advance, open_case
from takeovers.models import TakeoverCase

pytestmark = pytest.mark.django_db
GIVEN = {
    "move_type": "ec_dr_to_dr",
    "subject": "Halden Freight",
    "current_partner": "Rosny Telecom",
    "new_partner": "Voxline",
    "companies": [
        {
            "name": "Halden Freight",
            "lines": [{"plan": "Business", "billing": "monthly", "subscribed": 5, "allocated": 5}],
        }
    ],
}


def person(name: str, role: str, organisation: str = "") -> User:
    """Somebody with one role."""
    user = User.objects.create(
        username=name, name=name.title(), email=f"{name}@example.com", organisation=organisation
    )
    RoleGrant.objects.create(user=user, role=role)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def case(care: User) -> TakeoverCase:
    return under_way(care, GIVEN)


def under_way(care: User, given: dict[str, Any]) -> TakeoverCase:
    """A take-over in which the current partner has the turn."""
    outcome = open_case(registry.get_kind("takeover"), given, actor=care, strict=True)
    assert outcome.ok, outcome.refusals
    names = {"subject": given["subject"], "current": given["current_partner"], "new": given["new_partner"]}
    reference = outcome.case.reference
    for party, name in names.items():
        agreed = {"party": party, "name": name, "written": True}
        assert advance(reference, "record_agreement", actor=care, data=agreed).ok
    assert advance(reference, "start", actor=care).ok
    custom = {"number": 1, "custom": [{"plan": "Business", "quantity": 5}]}
    assert advance(reference, "step", actor=care, data=custom).ok
    return TakeoverCase.objects.get(reference=reference)


@pytest.mark.parametrize(
    ("role", "organisation", "sees"),
    [
        ("current_partner", "Rosny Telecom", True),
        ("current_partner", "ROSNY  telecom", True),
        ("new_partner", "Voxline", True),
        ("ec_admin", "Halden Freight", True),
        ("current_partner", "Another Partner", False),
        ("current_partner", "", False),
    ],
)
def test_an_organisation_sees_the_cases_it_is_party_to(case, role, organisation, sees):
    user = person("jonas", role, organisation)
    assert access.can_see(user, case) is sees
    assert access.visible_to(user).filter(pk=case.pk).exists() is sees


@pytest.mark.parametrize(
    ("role", "organisation", "does"),
    [
        ("current_partner", "Rosny Telecom", True),
        ("ec_admin", "Halden Freight", True),
        ("new_partner", "Rosny Telecom", False),
        ("current_partner", "Voxline", False),
    ],
)
def test_a_step_is_offered_to_whoever_it_is_asked_of_and_to_nobody_else(
    client, case, role, organisation, does
):
    user = person("jonas", role, organisation)
    client.force_login(user)
    address = f"/cases/{case.reference}/do/step/"
    assert (address in client.get(f"/cases/{case.reference}/?steps=all").content.decode()) is does
    assert (address in client.get("/asked/").content.decode()) is does
    assert advance(case.reference, "step", actor=user, data={"number": 2, "still_on_old": 0}).ok is does


def test_who_cannot_do_what_is_asked_is_told_who_can(client, case):
    client.force_login(person("jonas", "new_partner", "Rosny Telecom"))
    assert "ask a colleague who is Current partner." in client.get("/asked/").content.decode()


def test_an_organisation_without_a_role_from_outside_shows_nothing(case):
    assert not access.can_see(person("ines", "research_specialist", "Rosny Telecom"), case)


@pytest.mark.parametrize(
    ("role", "organisation", "done"),
    [
        ("current_partner", "Rosny Telecom", True),
        ("current_partner", "Voxline", False),
        ("ec_admin", "Halden Freight", True),
        ("ec_admin", "Voxline", False),
    ],
)
def test_a_role_is_held_for_its_own_party_only(case, role, organisation, done):
    user = person("jonas", role, organisation)
    outcome = advance(case.reference, "step", actor=user, data={"number": 2, "still_on_old": 0})
    assert outcome.ok is done
    assert done or [refusal.code for refusal in outcome.refusals] == ["TO_WRONG_ACTOR"]


def test_a_partner_asks_for_its_own_take_overs_only():
    stranger = person("mallory", "current_partner", "Another Partner")
    outcome = open_case(registry.get_kind("takeover"), GIVEN, actor=stranger, strict=True)
    assert [refusal.code for refusal in outcome.refusals] == ["TO_WRONG_ACTOR"]
    own = person("lea", "new_partner", "Voxline")
    assert open_case(registry.get_kind("takeover"), GIVEN, actor=own, strict=True).ok


def test_our_own_words_are_not_for_people_from_outside(client, case, care):
    assert advance(case.reference, "note", actor=care, data={"text": "They pay late."}).ok
    client.force_login(person("jonas", "current_partner", "Rosny Telecom"))
    page = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Rosny Telecom" in page
    assert "They pay late." not in page
    told = client.get(f"/api/v1/cases/{case.reference}/timeline").json()["items"]
    assert {entry["action"] for entry in told} >= {"open", "record_agreement", "step"}
    assert not {entry["action"] for entry in told} & {"note"}
    assert all("personal" not in entry["data"] for entry in told)
    assert client.get(f"/api/v1/cases/{case.reference}").json()["messages"] == []


def test_people_from_outside_write_no_notes(case):
    jonas = person("jonas", "current_partner", "Rosny Telecom")
    assert not advance(case.reference, "note", actor=jonas, data={"text": "Hello."}).ok


def test_a_role_from_outside_needs_its_organisation(client):
    client.force_login(person("adam", "administrator"))
    given = {"username": "jonas", "name": "Jonas Keller", "email": "j@example.com", "time_zone": "UTC"}
    answer = client.post("/people/new/", {**given, "roles": ["current_partner"]})
    assert answer.status_code == 422
    assert "name the organisation that the person acts for" in answer.content.decode()
