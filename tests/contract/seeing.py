"""What somebody may not see does not exist for them: not as a page, not as a fragment, nor as a figure."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cases import access, queue
from cases.access import NotVisible
from cases.models import Case, Draft, RoleGrant, User
from cases.present.boards.scope import HOUSE
from cases.queue import QueueQuery
from cases.teams import team_of_role
from cases.workflow import advance
from tests.contract.world import World, changed, fingerprint

HX = {"HX-Request": "true"}


class Seeing:
    """Outsiders, those who took part, and those who see everything."""

    def test_roles_see_the_kind_as_the_registration_says(self, house: World, place: str) -> None:
        case = house.case(place)
        assert all(access.can_see(house.people[role], case) for role in house.insiders)
        assert not any(access.can_see(house.people[role], case) for role in house.outsiders)
        assert {"manager", "auditor", "supervisor"} <= set(house.insiders)
        assert len(house.outsiders) > 3

    def test_an_outsider_finds_no_address_of_the_case(self, house: World, place: str) -> None:
        client = house.client(house.outsiders[0])
        for method, url in addresses(house, place):
            for headers in ({}, HX) if method == "GET" and "/api/" not in url else ({},):
                assert client.generic(method, url, headers=headers).status_code == 404, url

    def test_an_outsider_does_nothing_through_the_door(self, house: World) -> None:
        before, references = fingerprint(), list(house.cases.values())
        for turn, role in enumerate(house.outsiders):
            for number, spec in enumerate((*house.kind.actions, *house.kind.events)):
                with pytest.raises(NotVisible):
                    house.call(references[(turn + number) % len(references)], spec.name, role, {})
        assert changed(before, fingerprint()) == set()

    def test_a_hidden_case_answers_as_one_that_is_not_there(self, house: World) -> None:
        client = house.client(house.outsiders[0])
        hidden = house.cases["another"]
        absent = hidden[:-6] + "999999"
        for method, url in addresses(house, "another"):
            other = url.replace(hidden, absent)
            one, two = client.generic(method, url), client.generic(method, other)
            assert (one.status_code, two.status_code) == (404, 404)
            assert neutral(one.content, hidden) == neutral(two.content, absent)

    def test_lists_search_and_export_of_an_outsider_hold_nothing(self, house: World) -> None:
        one_of_each = {team_of_role(role): role for role in house.outsiders}
        for role in list(one_of_each.values())[:5]:
            user, client = house.people[role], house.client(role)
            assert queue.count(user, QueueQuery()).number == 0
            for url in lists(house, role):
                assert names_nothing(house, client.get(url, follow=True).getvalue().decode()), (role, url)

    def test_an_outsider_searches_in_vain(self, house: World, place: str) -> None:
        case, client = house.case(place), house.client(house.outsiders[-1])
        others = [word for word in case.search_text.split() if case.reference not in word]
        for words in (case.reference, case.account.name, others[-1]):
            for url in ("/search/", "/cases/", "/cases/export.csv", "/api/v1/cases"):
                answer = client.get(url, {"q": words})
                text = answer.getvalue().decode().replace(words, "")
                assert (answer.status_code, case.reference in text) == (200, False), url
        assert queue.count(house.people[house.outsiders[-1]], QueueQuery(q=case.reference)).number == 0

    def test_figures_of_an_outsider_are_those_of_an_empty_house(self, house: World) -> None:
        for role in house.outsiders:
            answer = house.client(role).get("/")
            nav = answer.context["nav"]
            assert {row["count"] for row in nav} <= {"", "0"}, role

    def test_an_insider_finds_each_case_in_list_search_and_export(self, house: World) -> None:
        client = house.client("auditor")
        exported = client.get("/cases/export.csv").getvalue().decode()
        found = {row["reference"] for row in client.get("/api/v1/cases").json()["items"]}
        for reference in house.cases.values():
            assert reference in exported
            assert reference in found
            assert client.get("/search/", {"q": reference}).headers["Location"] == f"/cases/{reference}/"

    def test_who_took_part_still_sees_the_case(self, house: World, place: str) -> None:
        case = house.case(place)
        user = first_actor(house, case)
        RoleGrant.objects.filter(user=user).delete()
        user = User.objects.get(pk=user.pk)
        client = client_of(house, user)
        assert access.can_see(user, case)
        assert client.get(f"/cases/{case.reference}/").status_code == 200
        assert client.get(f"/api/v1/cases/{case.reference}").status_code == 200
        assert case.reference in client.get("/cases/export.csv").getvalue().decode()
        assert case.pk in queue.find(user, QueueQuery(q=case.reference)).values_list("pk", flat=True)
        answer = client.post(f"/cases/{case.reference}/do/note/", {"text": "x", "key": "k"})
        assert answer.status_code == 403

    def test_a_refusal_is_no_part_taken(self, house: World, place: str) -> None:
        case, user = house.case(place), house.people["auditor"]
        assert not house.call(case.reference, "note", "auditor", {"text": "x"}).ok
        RoleGrant.objects.filter(user=user).delete()
        assert not access.can_see(User.objects.get(pk=user.pk), case)

    def test_who_is_deactivated_sees_and_does_nothing(self, house: World, place: str) -> None:
        case = house.case(place)
        user = first_actor(house, case)
        client = client_of(house, user)
        User.objects.filter(pk=user.pk).update(is_active=False)
        assert not access.can_see(User.objects.get(pk=user.pk), case)
        assert client.get(f"/cases/{case.reference}/").status_code in {302, 404}
        assert client.get(f"/api/v1/cases/{case.reference}").status_code in {401, 404}

    def test_the_auditor_changes_nothing(self, house: World, place: str) -> None:
        before, reference = fingerprint(), house.cases[place]
        for spec in (*house.kind.actions, *house.kind.events):
            outcome = house.call(reference, spec.name, "auditor", house.input_of(spec.name, reference))
            assert (outcome.status, outcome.entry.refused) == (403, True), spec.name
        assert changed(before, fingerprint()) == {"cases_timelineentry"}

    def test_a_linked_case_that_is_not_visible_is_not_named(self, house: World) -> None:
        hidden, shown = house.case("another"), house.case(house.fixture.paths[-1].name)
        role = house.outsiders[0]
        took_part_once(house, role, shown)
        assert house.call(
            shown.reference, "link", "manager", {"other": hidden.reference, "relation": "related"}
        ).ok
        client = house.client(role)
        for url in (f"/cases/{shown.reference}/", f"/api/v1/cases/{shown.reference}"):
            answer = client.get(url)
            assert (answer.status_code, hidden.reference in answer.content.decode()) == (200, False), url

    def test_one_s_drafts_are_one_s_own(self, house: World) -> None:
        mine = Draft.objects.create(
            user=house.people["manager"], purpose="x", title="Only the manager reads this"
        )
        page = house.client("supervisor").get("/").content.decode()
        assert mine.title not in page


def addresses(house: World, path: str) -> list[tuple[str, str]]:
    """The addresses of a path's case, with each method they take; of its actions every third, in turn.

    All paths together go over every action in several states.
    """
    reference = house.cases[path]
    page, api = f"/cases/{reference}/", f"/api/v1/cases/{reference}"
    found = [("GET", page), ("GET", f"{page}?show=notes"), ("GET", api)]
    found += [("GET", f"{api}/timeline"), ("GET", f"{api}/actions")]
    for action in house.kind.actions[list(house.cases).index(path) % 3 :: 3]:
        found += [("GET", f"{page}do/{action.name}/"), ("POST", f"{page}do/{action.name}/")]
        found.append(("POST", f"{api}/actions/{action.name}"))
    return found + [("POST", f"{api}/events/{event.name}") for event in house.kind.events]


def lists(house: World, role: str) -> list[str]:
    """Where cases are listed or counted: for everybody, for a role's own teams and for the holding ones."""
    held = {case.team for case in map(house.case, house.cases) if case.team}
    teams = sorted(held | {team.code for team in house.people[role].teams})
    found = ["/", "/cases/", "/cases/?open=true", f"/board/{HOUSE}/", "/board/", "/cases/export.csv"]
    found += [f"/{place}/{team}/" for team in teams for place in ("queue", "board")]
    return [*found, "/search/?q=a", "/api/v1/cases", "/api/v1/deadlines"]


def neutral(content: bytes, reference: str) -> str:
    """A page or problem without what differs from request to request."""
    text = content.decode().replace(reference, "")
    if text.startswith("{"):
        return json.dumps(json.loads(text), sort_keys=True)
    return "\n".join(line for line in text.splitlines() if "csrf" not in line and "equest" not in line)


def names_nothing(house: World, text: str) -> bool:
    """Whether no case and no account of the world is named."""
    accounts = set(Case.objects.values_list("account__name", flat=True))
    return not any(word in text for word in {*house.cases.values(), *accounts})


def first_actor(house: World, case: Any) -> User:
    """Who opened the case."""
    actor = house.entries(case.reference)[0].actor
    assert actor is not None
    return actor


def took_part_once(house: World, role: str, case: Any) -> None:
    """An outsider who worked here for a day and wrote a note on one case."""
    grant = RoleGrant.objects.create(user=house.people[role], role=house.fixture.opener)
    actor = User.objects.get(pk=house.people[role].pk)
    assert advance(case.reference, "note", actor=actor, data={"text": "Seen."}).ok
    grant.delete()


def client_of(house: World, user: User) -> Any:
    """A signed-in browser of a person."""
    role = next(role for role, person in house.people.items() if person.pk == user.pk)
    return house.client(role)
