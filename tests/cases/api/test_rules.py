"""Trying decisions and changing the policy."""

from __future__ import annotations

from typing import Any

import pytest

from cases.models import Account, Case, PolicyDraft, PolicyVersion, StoredDecision, TimelineEntry, User
from tests.cases.api.client import Program
from tests.cases.helpers import person

ORDER = {
    "order_no": "O-1",
    "processed_at": "2024-05-14T10:00:00-04:00",
    "amount": "4990.00",
    "currency": "USD",
    "time_zone": "America/New_York",
}
SECOND = {"second_order_no": "O-2", "rebooked_at": "2024-05-15T15:30:00-04:00", "rebook_amount": "4990.00"}


def pointers(response: Any) -> list[str]:
    """Where the errors are."""
    assert response.status_code == 422, response.content
    return [one["pointer"] for one in response.json()["errors"]]


@pytest.fixture
def desk(db: None) -> Program:
    """Order Processing's program."""
    return Program(person("orders", "order_processing"))


def test_a_decision_is_tried(desk: Program) -> None:
    """The answer with its row, clause, facts, margin; with the facts inside or directly in the body."""
    nested = desk.post("/decisions/rebook", {"facts": ORDER | SECOND, "at": "2024-05-16T00:00:00Z"}).json()
    assert (nested["team"], nested["rule"]) == ("new_license", "RB-4")
    assert nested["clause"]
    assert nested["margin"]
    assert nested["policy_version"] == 1
    assert nested["at"] == "2024-05-16T00:00:00Z"
    flat = desk.post("/decisions/rebook", ORDER | SECOND | {"at": "2024-05-16T00:00:00Z"}).json()
    assert flat == nested


def test_nothing_is_stored(desk: Program) -> None:
    """No case, no decision, no entry."""
    assert desk.post("/decisions/rebook", {"facts": ORDER}).status_code == 200
    for model in (Case, StoredDecision, TimelineEntry, PolicyVersion):
        assert not model._default_manager.exists()


def test_a_key_is_answered_once(desk: Program) -> None:
    """A decision tried again under its key; other facts are another question."""
    first, again = (desk.post("/decisions/rebook", {"facts": ORDER}, Idempotency_Key="d") for _ in range(2))
    assert (again.json(), again["Idempotency-Replayed"]) == (first.json(), "true")
    assert desk.post("/decisions/rebook", {"facts": ORDER | SECOND}, Idempotency_Key="d").status_code == 422


def test_what_is_about_to_be_opened_is_tried(desk: Program) -> None:
    """The body of an opening is taken as it is; the zone is the account's where none is named."""
    Account.objects.create(name="Kiri", time_zone="Pacific/Kiritimati")
    asked = {"reason": "licence_change", "requested_change": "x", "request_source": "customer_to_nlr"}
    order = {name: value for name, value in ORDER.items() if name != "time_zone"}
    order |= asked | {"opportunity_stage": "closed_won", "processed_at": "2024-05-31T09:00:00Z"}
    order["request_received_at"] = "2024-05-31T10:30:00Z"
    for account, rule in (("kiri", "RB-8"), ("Nobody yet", "RB-6")):
        assert desk.post("/decisions/rebook", order | {"account": account}).json()["rule"] == rule
    assert pointers(desk.post("/decisions/rebook", {"facts": order | {"account": 10**6}})) == [
        "/facts/account"
    ]


def test_with_other_values(desk: Program) -> None:
    """The caller's values decide; the answer then names no version."""
    answer = desk.post("/decisions/rebook", {"facts": ORDER | SECOND, "policy": {"hard_hours": 24}}).json()
    assert answer["team"] == "re_engage"
    assert answer["policy_version"] is None


def test_an_instant_ahead(desk: Program) -> None:
    """The window is over tomorrow if nothing comes."""
    facts = ORDER | {"intended": "time_and_amount"}
    for at, rule in (("2024-05-16T10:00:00-04:00", "RB-15"), ("2024-05-16T10:00:01-04:00", "RB-16")):
        assert desk.post("/decisions/rebook", {"facts": facts, "at": at}).json()["rule"] == rule


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({"facts": {}}, {"/facts/processed_at", "/facts/amount", "/facts/currency"}),
        ({"facts": ORDER | {"nothing": 1}}, {"/facts/nothing"}),
        ({"facts": ORDER | {"amount": 4990}}, {"/facts/amount"}),
        ({"facts": []}, {"/facts"}),
        ({"facts": ORDER, "at": "2024-05-16T10:00:00"}, {"/at"}),
        ({"facts": ORDER, "at": 5}, {"/at"}),
        ({"facts": ORDER, "policy": {"hard_hours": "long"}}, {"/policy/hard_hours"}),
        ({"facts": ORDER, "policy": {"nothing": 1}}, {"/policy/nothing"}),
        ({"facts": ORDER, "policy": []}, {"/policy"}),
        ({"facts": ORDER, "more": 1}, {"/more"}),
        (ORDER | {"amount": "-1"}, {"/amount"}),
    ],
)
def test_facts_that_are_none(desk: Program, body: dict[str, Any], places: set[str]) -> None:
    """Each fault at its place."""
    assert set(pointers(desk.post("/decisions/rebook", body))) == places


def test_the_policy(manager: Program, care: Program) -> None:
    """Read by who sees the kind; a manager submits another one, a second manager puts it in force."""
    assert care.get("/policy/seat_change").json()["values"]["most_seats"] == 500
    change = {"values": {"most_seats": 7}, "effective_from": "2026-01-01T00:00:00+01:00", "reason": "Fewer."}
    kept = manager.put("/policy/seat_change", change).json()
    assert (kept["set_deadlines"], care.get("/policy/seat_change").json()["set_deadlines"]) == ("keep", None)
    change["set_deadlines"] = "move"
    response = manager.put("/policy/seat_change", change)
    assert response.json()["set_deadlines"] == "move"
    answer = response.json()
    assert response.status_code == 202
    assert (answer["status"], answer["version"], answer["author"]) == ("submitted", None, "mona")
    assert answer["effective_from"] == "2025-12-31T23:00:00Z"
    assert care.get("/policy/seat_change").json()["version"] == 1
    where = f"/policy/seat_change/drafts/{answer['draft']}"
    own = manager.post(f"{where}/approve", {"digest": answer["digest"]})
    assert own.status_code == 409
    assert [one["code"] for one in own.json()["refusals"]] == ["POLICY_OWN"]
    second = Program(person("malin", "manager"))
    read = {"digest": answer["digest"], "effect": answer["effect"]}
    approved, again = (second.post(f"{where}/approve", read, Idempotency_Key="p").json() for _ in range(2))
    assert again == approved
    assert (approved["status"], approved["version"], approved["approved_by"]) == ("approved", 2, "malin")
    now = care.get("/policy/seat_change").json()
    assert (now["version"], now["status"], now["values"]["most_seats"]) == (2, "in_force", 7)
    assert PolicyVersion.objects.get().values == {"most_seats": 7}
    listed = care.get("/policy/seat_change/drafts").json()["items"]
    assert [(one["status"], one["reason"]) for one in listed] == [
        ("approved", "Fewer."),
        ("submitted", "Fewer."),
    ]


def test_a_change_is_refused_or_withdrawn(manager: Program) -> None:
    """Refusing takes a reason; what has ended cannot be judged again."""
    second = Program(person("malin", "manager"))
    for act, body in (("withdraw", {}), ("refuse", {"reason": "Too few."})):
        made = manager.put("/policy/seat_change", {"values": {"most_seats": 7}, "reason": "Fewer."}).json()
        where = f"/policy/seat_change/drafts/{made['draft']}"
        if act == "refuse":
            assert pointers(second.post(f"{where}/refuse", {"digest": made["digest"]})) == ["/reason"]
        assert second.post(f"{where}/{act}", body | {"digest": made["digest"]}).status_code == 200
        late = second.post(f"{where}/approve", {"digest": made["digest"]})
        assert [one["code"] for one in late.json()["refusals"]] == ["POLICY_STATE"]
    assert pointers(second.post(f"{where}/approve", {"digest": 7})) == ["/digest"]
    assert second.post("/policy/seat_change/drafts/999999/approve", {"digest": "x"}).status_code == 404
    assert not PolicyVersion.objects.exists()


def test_only_a_manager_changes_it(care: Program, audi: User, mona: User) -> None:
    """Not the people of the kind, not the auditor, and a manager only as one."""
    change = {"values": {"most_seats": 7}, "reason": "Fewer."}
    for program in (care, Program(audi)):
        response = program.put("/policy/seat_change", change)
        assert response.status_code == 403
        assert response.json()["refusals"][0]["who"] == ["manager"]
    both = Program(person("boss", "manager", "customer_care"))
    assert both.call("PUT", "/policy/seat_change", change, params={"as": "customer_care"}).status_code == 403
    assert both.call("PUT", "/policy/seat_change", change, params={"as": "auditor"}).status_code == 403
    assert both.call("PUT", "/policy/seat_change", change, params={"as": "manager"}).status_code == 202


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({}, {"/values", "/reason"}),
        ({"values": {}, "reason": "x"}, {"/values"}),
        ({"values": {"most_seats": 7}}, {"/reason"}),
        ({"values": {"most_seats": 7}, "reason": "  "}, {"/reason"}),
        ({"values": {"most_seats": 0}, "reason": "x"}, {"/values/most_seats"}),
        ({"values": {"most_seats": True}, "reason": "x"}, {"/values/most_seats"}),
        ({"values": {"nothing": 1}, "reason": "x"}, {"/values/nothing"}),
        ({"values": {"most_seats": 7}, "reason": "x", "effective_from": "soon"}, {"/effective_from"}),
        ({"values": {"most_seats": 7}, "reason": "x", "author": "mona"}, {"/author"}),
        ({"values": {"most_seats": 7}, "reason": "x", "set_deadlines": "all"}, {"/set_deadlines"}),
        ({"values": {"most_seats": 7}, "reason": "x", "set_deadlines": True}, {"/set_deadlines"}),
    ],
)
def test_values_that_are_none(manager: Program, body: dict[str, Any], places: set[str]) -> None:
    """Each fault at its place, and no version."""
    assert set(pointers(manager.put("/policy/seat_change", body))) == places
    assert not PolicyDraft.objects.exists()


def test_a_zone_is_a_zone(manager: Program) -> None:
    """A text where a time zone stands takes time zones only."""
    bad = {"values": {"company_zone": "Mars/Base"}, "reason": "x"}
    assert pointers(manager.put("/policy/rebook", bad)) == ["/values/company_zone"]
    good = {"values": {"company_zone": "Europe/Paris"}, "reason": "x"}
    assert manager.put("/policy/rebook", good).status_code == 202
