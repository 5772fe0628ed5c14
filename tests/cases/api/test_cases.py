"""Opening and reading cases."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from cases import clock
from cases.models import Account, Case, Link, User
from cases.workflow import Outcome, advance
from tests.cases.api.client import Program
from tests.cases.conftest import MONDAY
from tests.cases.helpers import approved, done, open_seats, person

SEATS = {"account": "Northwind", "seats_now": 5, "seats_wanted": 8}
KEYS = (
    "account assignee checklist closed_at deadlines decision facts is_closed kind links messages opened_at "
    "outcome priority reference state state_label team updated_at version waiting_for"
)


def errors(response: Any) -> dict[str, str]:
    """Pointer or parameter -> sentence."""
    assert response.status_code == 422, response.content
    return {one.get("pointer", one.get("parameter")): one["message"] for one in response.json()["errors"]}


def test_opening(care: Program) -> None:
    """201 with the whole case, its place and its version, and those like it."""
    response = care.post("/cases/seat_change", SEATS)
    assert response.status_code == 201
    case = response.json()
    assert case.pop("alike") == []
    assert " ".join(sorted(case)) == KEYS
    assert response["Location"] == f"/api/v1/cases/{case['reference']}"
    assert response["ETag"] == '"1"'
    assert care.get(f"/cases/{case['reference']}").json() == case


@pytest.mark.parametrize(
    "given",
    [
        "Northwind",
        " northwind ",
        {"name": "Northwind"},
        {"name": "NORTHWIND", "time_zone": "Europe/Oslo"},
    ],
    ids=str,
)
def test_a_known_account(care: Program, given: Any) -> None:
    """By its name however written, and by its number; it keeps its zone."""
    known = Account.objects.create(name="Northwind", time_zone="America/New_York")
    for account in (given, known.pk, str(known.pk)):
        answer = care.post("/cases/seat_change", SEATS | {"account": account}).json()["account"]
        assert answer == {"id": known.pk, "name": "Northwind", "time_zone": "America/New_York"}
    assert Account.objects.count() == 1


def test_a_new_account(care: Program) -> None:
    """A name that nobody has makes an account; a number that nobody has does not."""
    answer = care.post("/cases/seat_change", SEATS | {"account": {"name": "12", "time_zone": "Asia/Tokyo"}})
    assert answer.json()["account"]["name"] == "12"
    assert answer.json()["account"]["time_zone"] == "Asia/Tokyo"
    for odd in (999_999, "999999", {"name": "X", "time_zone": "Mars/Base"}):
        assert list(errors(care.post("/cases/seat_change", SEATS | {"account": odd}))) == ["/account"]
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"seats_wanted": "8"}, "/seats_wanted"),
        ({"seats_wanted": True}, "/seats_wanted"),
        ({"seats_wanted": 8.5}, "/seats_wanted"),
        ({"seats_wanted": None}, "/seats_wanted"),
        ({"seats_wanted": -1}, "/seats_wanted"),
        ({"account": []}, "/account"),
        ({"account": {"name": "X", "is_vip": True}}, "/account/is_vip"),
        ({"account": {"name": 7}}, "/account/name"),
        ({"assignee": "mona"}, "/assignee"),
        ({"state": "changed"}, "/state"),
        ({"a/b~c": 1}, "/a~1b~0c"),
        ({"at": "2026-03-02T09:00:00"}, "/at"),
        ({"at": 1_772_442_000}, "/at"),
        ({"at": "2999-01-01T00:00:00Z"}, "/at"),
    ],
    ids=str,
)
def test_wrong_input(care: Program, given: dict[str, Any], pointer: str) -> None:
    """Unknown keys, wrong JSON types and wrong values, each at its place; nothing is made."""
    assert list(errors(care.post("/cases/seat_change", SEATS | given))) == [pointer]
    assert not Case.objects.exists()


def test_all_errors_at_once(care: Program) -> None:
    """Every field that is wrong is told together."""
    found = errors(care.post("/cases/seat_change", {"seats_now": -1}))
    assert set(found) == {"/account", "/seats_now", "/seats_wanted"}


def test_money_is_a_text(db: None) -> None:
    """A number would be read as something it is not; instants need their offset."""
    program = Program(person("orders", "order_processing"))
    order = {
        "order_no": "O-1",
        "account": "Northwind",
        "processed_at": "2024-05-14T10:00:00-04:00",
        "amount": "4990.00",
        "currency": "USD",
    }
    for name, value in (("amount", 4990.00), ("amount", 4990), ("processed_at", "2024-05-14T10:00:00")):
        assert list(errors(program.post("/cases/rebook", order | {name: value}))) == [f"/{name}"]
    case = program.post("/cases/rebook", order).json()
    assert case["facts"]["amount"] == "4990.00"
    assert case["facts"]["processed_at"] == "2024-05-14T14:00:00Z"
    yen = order | {"order_no": "O-2", "amount": "4990", "currency": "JPY"}
    assert program.post("/cases/rebook", yen).json()["facts"]["amount"] == "4990"
    again = program.post("/cases/rebook", order)
    assert again.status_code == 409
    assert again.json()["refusals"][0]["code"] == "RB_OPEN_CASE"


def test_instants_end_in_z(care: Program, alice: User) -> None:
    """Every instant of every answer is UTC."""
    case = approved(alice)
    for path in (f"/cases/{case.reference}", f"/cases/{case.reference}/timeline", "/cases", "/deadlines"):
        text = care.get(path).content.decode()
        assert re.search(r"T\d\d:\d\d:\d\d", text)
        assert not re.findall(r'T\d\d:\d\d:\d\d[0-9.]*(?!Z|[0-9.])[^"]', text.replace("Z", "Z"))


def test_a_case_that_exists_already(
    care: Program, alice: User, changed_kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """200 where what was sent belongs to a case that is there."""
    case = open_seats(alice)
    monkeypatch.setattr("cases.api.cases.open_case", lambda *args, **options: Outcome(case, existing=True))
    response = care.post("/cases/seat_change", SEATS)
    assert (response.status_code, response.json()["reference"]) == (200, case.reference)


def test_the_wrong_role_cannot_open(db: None) -> None:
    """403 with the refusal."""
    program = Program(person("sam", "sales_enablement"))
    response = program.post("/cases/seat_change", SEATS)
    assert response.status_code == 403
    assert [one["code"] for one in response.json()["refusals"]] == ["WRONG_ROLE"]


def test_strangers_find_nothing(alice: User, charlie: User) -> None:
    """For who may not see a case there is none, under any address."""
    case, stranger = open_seats(alice), Program(charlie)
    for path in ("", "/actions", "/timeline"):
        assert stranger.get(f"/cases/{case.reference}{path}").status_code == 404
    assert stranger.post(f"/cases/{case.reference}/actions/note", {"text": "x"}).status_code == 404
    assert stranger.post(f"/cases/{case.reference}/actions/nothing").status_code == 404
    assert stranger.post(f"/cases/{case.reference}/events/customer_confirmed").status_code == 404
    assert stranger.get("/cases", q=case.reference).json()["items"] == []
    assert stranger.get("/cases").json()["count"] == 0
    assert stranger.get("/deadlines").json()["items"] == []
    assert stranger.get("/policy/seat_change").status_code == 404


def test_a_link_grants_nothing(alice: User, charlie: User, care: Program) -> None:
    """A case that is linked is shown to who may see it, and to nobody else."""
    one, two = open_seats(alice), open_seats(alice)
    Link.objects.create(case=one, other=two, relation="duplicate_of", created_at=MONDAY)
    assert care.get(f"/cases/{one.reference}").json()["links"] == [
        {"relation": "duplicate_of", "reference": two.reference}
    ]
    assert care.get(f"/cases/{two.reference}").json()["links"] == [
        {"relation": "has_duplicate", "reference": one.reference}
    ]


def test_the_list(care: Program, alice: User) -> None:
    """A page of rows, the number of all, and the way to the next page."""
    for _ in range(51):
        open_seats(alice)
    first = care.get("/cases", sort="opened").json()
    assert (len(first["items"]), first["count"], first["count_is_exact"]) == (50, 51, True)
    rest = care.get("/cases", sort="opened", cursor=first["next_cursor"]).json()
    assert (len(rest["items"]), rest["next_cursor"]) == (1, None)
    assert len({row["reference"] for row in first["items"] + rest["items"]}) == 51
    assert list(errors(care.get("/cases", sort="mailbox__password"))) == ["sort"]
    assert list(errors(care.get("/cases", limit="5"))) == ["limit"]


def test_a_list_costs_the_same_however_long(
    care: Program, alice: User, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    """No query per row."""
    for _ in range(20):
        approved(alice)
    for path in ("/cases", "/deadlines"):
        with django_assert_max_num_queries(8):
            assert care.get(path).status_code == 200


def test_the_timeline(care: Program, alice: User) -> None:
    """Entries in order, from any of them on, a note's words included."""
    case = approved(alice)
    done(advance(case.reference, "note", actor=alice, data={"text": "Called them."}))
    entries = care.get(f"/cases/{case.reference}/timeline").json()["items"]
    assert [entry["seq"] for entry in entries] == [1, 2, 3]
    assert [entry["action"] for entry in entries] == ["open", "approve", "note"]
    assert [(entry["from"], entry["to"]) for entry in entries][:2] == [
        ("", "requested"),
        ("requested", "confirming"),
    ]
    assert entries[1]["effects"] == ["confirmation_asked"]
    assert (entries[1]["actor"], entries[1]["as_role"]) == ("alice", "customer_care")
    assert entries[2]["data"]["personal"] == {"text": "Called them."}
    later = care.get(f"/cases/{case.reference}/timeline", after="2").json()["items"]
    assert later == entries[2:]
    assert list(errors(care.get(f"/cases/{case.reference}/timeline", after="-1"))) == ["after"]


def test_a_long_timeline_comes_in_pages(care: Program, alice: User) -> None:
    """Two hundred entries, and then the rest."""
    with clock.fixed_at(MONDAY):
        case = open_seats(alice)
        for number in range(204):
            done(advance(case.reference, "note", actor=alice, data={"text": f"Note {number}"}))
    first = care.get(f"/cases/{case.reference}/timeline").json()
    rest = care.get(f"/cases/{case.reference}/timeline", after=str(first["next_after"])).json()
    assert [entry["seq"] for entry in first["items"] + rest["items"]] == list(range(1, 206))
    assert rest["next_after"] is None


def test_deadlines(care: Program, alice: User) -> None:
    """What is armed, the next first, with what it will do; by kind and by instant."""
    with clock.fixed_at(MONDAY):
        case = approved(alice)
    rows = care.get("/deadlines").json()["items"]
    assert [row["kind"] for row in rows] == ["attention", "sc.reminder", "sc.expiry"]
    assert {row["reference"] for row in rows} == {case.reference}
    assert rows[2]["does"] == "Will decline the change."
    assert [r["kind"] for r in care.get("/deadlines", kind="sc.expiry").json()["items"]] == ["sc.expiry"]
    assert len(care.get("/deadlines", kind="seat_change").json()["items"]) == 3
    assert len(care.get("/deadlines", due_before="2026-03-04T09:00:00Z").json()["items"]) == 1
    assert list(errors(care.get("/deadlines", kind="x"))) == ["kind"]


def test_deadlines_in_pages(care: Program, alice: User) -> None:
    """More than a page: all of them, each once."""
    with clock.fixed_at(MONDAY):
        for _ in range(40):
            approved(alice)
    found, params = [], {}
    while True:
        page = care.get("/deadlines", **params).json()
        found += [(row["reference"], row["kind"]) for row in page["items"]]
        if page["next_cursor"] is None:
            break
        params = {"cursor": page["next_cursor"]}
    assert len(found) == len(set(found)) == 120
