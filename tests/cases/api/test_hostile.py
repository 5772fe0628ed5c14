"""No input makes the API fail: hostile values in every field of every call."""

from __future__ import annotations

from itertools import cycle, islice
from typing import Any

import pytest

from cases import queue, registry
from cases.api.inputs import fields_of
from cases.models import User
from tests.cases.api.client import Program
from tests.cases.helpers import person

NASTY: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    2**63,
    10**400,
    1.5,
    1e308,
    "",
    " ",
    "\x00",
    "\u202e",
    "x" * 5000,
    "ß" * 300,
    "💣",
    "NaN",
    "Infinity",
    "-0",
    "1e400",
    "9" * 30,
    "0.0000001",
    "٣",
    "%_\\'\";--",
    "{0.__class__}",
    "../../etc/passwd",
    "0001-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+14:00",
    "2024-02-30T00:00:00Z",
    "1969-12-31T23:59:59Z",
    "2200-01-01T00:00:00Z",
    "10:00",
    "EUR",
    "JPY",
    "XXX",
    "Europe/Nowhere",
    "Europe/Oslo",
    [],
    ["a"],
    [[]],
    [None],
    {},
    {"name": "N"},
    {"name": None},
    {"name": "x" * 300},
    {"name": "N", "time_zone": "Mars"},
    {"a": {"b": {"c": 1}}},
)
VALID: dict[str, dict[str, Any]] = {
    "rebook": {
        "order_no": "O-1",
        "account": "Northwind",
        "time_zone": "America/New_York",
        "processed_at": "2024-05-14T10:00:00-04:00",
        "amount": "4990.00",
        "currency": "USD",
    },
    "seat_change": {"account": "Northwind", "seats_now": 5, "seats_wanted": 8},
}


def some(number: int) -> list[Any]:
    """The next few values: over the fields of a call, all of them come up, at a bearable price."""
    return list(islice(ROUND, number))


ROUND = cycle(NASTY)


@pytest.fixture(autouse=True)
def _no_limit(settings: Any) -> None:
    """All of this comes within a minute."""
    settings.API_CALLS_PER_MINUTE = 1_000_000


@pytest.fixture
def everybody(db: None) -> Program:
    """Somebody with the roles of all kinds."""
    roles = {role for kind in registry.all_kinds() for role in kind.acting_roles} | {"manager"}
    return Program(person("everybody", *sorted(roles - {"system"})), held=False)


@pytest.mark.parametrize("code", sorted(VALID))
def test_openings(everybody: Program, code: str) -> None:
    """One field after the other takes every value."""
    kind = registry.get_kind(code)
    for name in fields_of(kind.opening.form):
        for value in some(12):
            response = everybody.post(f"/cases/{code}", VALID[code] | {name: value})
            assert response.status_code in {201, 400, 409, 422}, (name, value, response.content)


@pytest.mark.parametrize("code", sorted(VALID))
def test_actions_and_events(everybody: Program, code: str) -> None:
    """The same for every action and event of a case."""
    kind = registry.get_kind(code)
    reference = everybody.post(f"/cases/{code}", VALID[code]).json()["reference"]
    for group, specs in (("actions", kind.actions), ("events", kind.events)):
        for spec in specs:
            for name in fields_of(spec.form):
                for value in some(4):
                    path = f"/cases/{reference}/{group}/{spec.name}"
                    response = everybody.post(path, {name: value})
                    assert response.status_code < 500, (spec.name, name, value, response.content)


@pytest.mark.parametrize("code", sorted(VALID))
def test_policy_and_decisions(everybody: Program, code: str) -> None:
    """Values that a policy takes for approval must not break the rules that are tried with them."""
    kind = registry.get_kind(code)
    facts = {"processed_at": "2024-05-14T10:00:00-04:00", "amount": "4990.00", "currency": "USD"}
    for key in kind.policies:
        for value in some(6):
            body = {"values": {key.name: value}, "reason": "x", "effective_from": "2024-01-01T00:00:00Z"}
            response = everybody.put(f"/policy/{code}", body)
            assert response.status_code in {202, 400, 422}, (key.name, value, response.content)
            tried = everybody.post(f"/decisions/{code}", {"facts": facts, "policy": {key.name: value}})
            assert tried.status_code in {200, 400, 404, 422}, (key.name, value, tried.content)
        shipped = everybody.put(f"/policy/{code}", {"values": {key.name: key.default}, "reason": "back"})
        assert shipped.status_code == 202


@pytest.mark.parametrize("name", ["at", "facts", "policy"])
def test_decision_frames(everybody: Program, name: str) -> None:
    """What stands around the facts, and the facts themselves."""
    good = {"processed_at": "2024-05-14T10:00:00-04:00", "amount": "4990.00", "currency": "USD"}
    for value in NASTY:
        response = everybody.post("/decisions/rebook", {"facts": good, name: value})
        assert response.status_code in {200, 400, 422}, (name, value, response.content)


def test_decision_facts(everybody: Program) -> None:
    """Each fact of a decision that is tried."""
    good = {"processed_at": "2024-05-14T10:00:00-04:00", "amount": "4990.00", "currency": "USD"}
    trial = registry.get_kind("rebook").dry_run
    assert trial is not None
    for fact in fields_of(trial.form):
        for value in some(12):
            response = everybody.post("/decisions/rebook", {"facts": good | {fact: value}})
            assert response.status_code in {200, 400, 422}, (fact, value, response.content)


def test_parameters(care: Program) -> None:
    """Every filter with every text."""
    for name in (*queue.PARAMETERS, "due_after", "limit"):
        for value in map(str, some(12)):
            response = care.get("/cases", **{name: value})
            assert response.status_code in {200, 422}, (name, value, response.content)
    for path, name in (("/deadlines", "due_before"), ("/deadlines", "kind"), ("/deadlines", "cursor")):
        for value in map(str, some(12)):
            assert care.get(path, **{name: value}).status_code in {200, 422}, (name, value)


def test_addresses(care: Program, alice: User) -> None:
    """Odd words where a number or a name belongs."""
    for word in ("%00", "RB-%00", "x" * 3000, "RB-2026-999999", "%F0%9F%92%A3", "RB-%27%3B--"):
        for path in (f"/cases/{word}", f"/cases/{word}/actions", f"/cases/{word}/timeline"):
            assert care.get(path).status_code == 404
        assert care.post(f"/cases/{word}").status_code == 404
        assert care.post(f"/cases/{word}/actions/{word}").status_code == 404
        assert care.post(f"/decisions/{word}").status_code == 404


@pytest.mark.parametrize(
    "raw",
    [
        b"{", b"[]", b"null", b'"x"', b"1", b"\xff\xfe", b'{"a":NaN}', b'{"a":1,"a":2}', b'{"a":"\\ud800"}',
        b"[" * 100_000, b'{"a":' * 50 + b"1" + b"}" * 50, b'{"a":' + b"9" * 5000 + b"}",
    ],
    ids=str,
)  # fmt: skip
def test_bodies(care: Program, raw: bytes) -> None:
    """Bodies that are no JSON object, or one that nothing should hold."""
    response = care.call("POST", "/cases/seat_change", raw=raw)
    assert response.status_code in {400, 422}


def test_a_form_without_its_boundary(alice: User) -> None:
    """The check of the CSRF token looks into forms; one that cannot be read is 400, not a fault of ours."""
    signed_in = Program(alice, session=True)
    signed_in.client.handler.enforce_csrf_checks = True
    token = "t" * 32
    signed_in.client.cookies["csrftoken"] = token
    signed_in.headers["X-CSRFToken"] = token
    answer = signed_in.call("POST", "/cases/seat_change", raw=b"x", content_type="multipart/form-data")
    assert answer.status_code == 400


def test_empty_parameters(care: Program) -> None:
    """An empty value could mean all or nothing: it is refused, as the description says."""
    for path, name in (("/cases", "due_before"), ("/cases", "q"), ("/deadlines", "due_before")):
        answer = care.get(path, **{name: ""})
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, name)
