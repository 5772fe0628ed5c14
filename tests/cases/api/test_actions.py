"""Acting and recording through the API."""

from __future__ import annotations

from typing import Any

import pytest

from cases.models import TimelineEntry, User
from tests.cases.api.client import Program
from tests.cases.helpers import approved, open_seats, person, told


@pytest.fixture
def case(alice: User) -> Any:
    """A case that Alice opened."""
    return open_seats(alice)


def codes(response: Any) -> list[str]:
    """The codes of the refusals."""
    return [one["code"] for one in response.json()["refusals"]]


def test_what_can_be_done(care: Program, case: Any) -> None:
    """Every action with its label, what stands against it, what is checked later, and its input."""
    items = {one["name"]: one for one in care.get(f"/cases/{case.reference}/actions").json()["items"]}
    assert {"approve", "claim", "note", "assign", "mark_duplicate", "correct_facts"} <= set(items)
    assert items["approve"]["allowed"]
    assert items["release"]["refusals"][0]["message"] == "Nobody has this case."
    assert items["decline"]["checks_on_submit"] == ["The reason is in words."]
    assert items["decline"]["input"]["required"] == ["reason"]


def test_acting(care: Program, case: Any) -> None:
    """200 with the case as it is now."""
    response = care.post(f"/cases/{case.reference}/actions/approve")
    assert response.status_code == 200
    assert response.json()["state"] == "confirming"
    assert response["ETag"] == '"2"'


def test_every_refusal_together(care: Program, alice: User) -> None:
    """409 with all of them, the state's too; the timeline has the refusal."""
    case = approved(alice)
    correction = {"seats_wanted": 5, "reason": "Nothing changes after all."}
    assert care.post(f"/cases/{case.reference}/actions/correct_facts", correction).status_code == 200
    response = care.post(f"/cases/{case.reference}/actions/approve")
    assert response.status_code == 409
    assert response.json()["type"] == "/problems/refused"
    assert response.json()["detail"] == "2 conditions are not met."
    assert codes(response) == ["SC_SAME", "WRONG_STATE"]
    assert TimelineEntry.objects.filter(case=case.pk, refused=True).count() == 1


def test_the_wrong_role_sees_everything_that_is_missing(olga: User, alice: User) -> None:
    """403 with every refusal, the role among them."""
    case = open_seats(alice, seats_wanted=5)
    response = Program(person("mo", "order_processing")).post(f"/cases/{case.reference}/actions/approve")
    assert response.status_code == 403
    assert set(codes(response)) == {"SC_SAME", "WRONG_ROLE"}
    assert response.json()["refusals"][-1]["who"] == ["customer_care"]


def test_roles_are_named(alice: User) -> None:
    """Who holds several may name one; one that is not held is refused before anything else."""
    both = Program(person("both", "customer_care", "order_processing"))
    case = open_seats(alice)
    path = f"/cases/{case.reference}/actions/approve"
    assert both.call("POST", path, params={"as": "order_processing"}).status_code == 403
    strange = both.call("POST", path, params={"as": "manager"})
    assert (strange.status_code, strange.json()["type"]) == (403, "/problems/role-not-held")
    assert both.call("POST", path, params={"as": "customer_care"}).status_code == 200


def test_stale(care: Program, case: Any) -> None:
    """If-Match with an older version is stopped and told the present one; odd ones are malformed."""
    path = f"/cases/{case.reference}/actions/approve"
    stale = care.post(path, If_Match='"7"')
    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/stale")
    assert stale.json()["version"] == 1
    for odd in ('"x"', "W/x", '"1", "2"', "9" * 20, "", " ", '""'):
        assert care.post(path, If_Match=odd).status_code == 400
    assert told(case) == ["open"]
    assert care.post(path, If_Match='"1"').status_code == 200
    assert care.post(f"/cases/{case.reference}/actions/note", {"text": "x"}, If_Match="*").status_code == 200


def test_strict_input(care: Program, case: Any) -> None:
    """Keys that the form does not have are nobody's input."""
    response = care.post(f"/cases/{case.reference}/actions/approve", {"state": "changed"})
    assert [one["pointer"] for one in response.json()["errors"]] == ["/state"]
    assert care.post(f"/cases/{case.reference}/actions/note", {}).status_code == 422
    assert care.post(f"/cases/{case.reference}/actions/nothing").status_code == 404
    assert care.post(f"/cases/{case.reference}/events/nothing").status_code == 404


def test_recording(care: Program, alice: User, olga: User) -> None:
    """An event is taken in with its instant; only a role that has no part in it is refused."""
    case = approved(alice)
    path = f"/cases/{case.reference}/events/customer_confirmed"
    refused = Program(olga).post(path)
    assert (refused.status_code, codes(refused)) == (403, ["WRONG_ROLE"])
    future = care.post(path, {"at": "2999-01-01T00:00:00Z"})
    assert [one["pointer"] for one in future.json()["errors"]] == ["/at"]
    response = care.post(path, {"at": "2026-03-02T09:00:00+01:00", "words": "Yes."})
    assert response.json()["state"] == "changed"
    assert response.json()["facts"]["confirmed_at"] == "2026-03-02T08:00:00Z"


def test_a_key_is_answered_once(care: Program, case: Any) -> None:
    """Replayed to the letter, the refusals too; something else under the key is refused."""
    path = f"/cases/{case.reference}/actions/approve"
    first = care.post(path, Idempotency_Key="k1")
    again = care.post(path, Idempotency_Key="k1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert again["ETag"] == first["ETag"]
    assert told(case) == ["open", "approve"]

    refused = care.post(path, Idempotency_Key="k2")
    replayed = care.post(path, Idempotency_Key="k2")
    assert refused.status_code == replayed.status_code == 409
    assert replayed.json() == refused.json()
    assert replayed["Content-Type"] == "application/problem+json"
    assert told(case) == ["open", "approve", "approve"]

    other = care.post(f"/cases/{case.reference}/actions/note", {"text": "x"}, Idempotency_Key="k1")
    assert (other.status_code, other.json()["type"]) == (422, "/problems/key-reused")
    assert care.post(path, If_Match='"1"', Idempotency_Key="k1").status_code == 422
    assert care.post(path, Idempotency_Key="ä".encode().decode("latin-1")).status_code == 400


def test_a_key_belongs_to_its_person(care: Program, case: Any, bob: User) -> None:
    """Another person's key of the same name is another key."""
    path = f"/cases/{case.reference}/actions/note"
    assert care.post(path, {"text": "Mine"}, Idempotency_Key="k").status_code == 200
    assert "Idempotency-Replayed" not in Program(bob).post(path, {"text": "His"}, Idempotency_Key="k")


def test_the_request_is_on_the_timeline(care: Program, case: Any) -> None:
    """An entry names the request that caused it."""
    response = care.post(f"/cases/{case.reference}/actions/approve")
    entry = TimelineEntry.objects.filter(case=case.pk).latest("seq")
    assert entry.request_id == response["X-Request-ID"]
