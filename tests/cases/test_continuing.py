"""A case that turns out to be of another kind goes on as that: carried over, linked, and all or nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from cases import registry
from cases.models import Case, Link, TimelineEntry, User
from cases.workflow import InputErrors, Outcome, advance, open_case
from tests.cases.helpers import codes, done, person

pytestmark = pytest.mark.django_db
LINE = {"plan": "Business", "billing": "monthly", "subscribed": 5, "allocated": 5}
MISSING = {
    "enterprise_affiliation": "ENT-7",
    "accounts": [{"no": "Halden Freight", "badge_count": 5}, {"no": "Halden Rail", "badge_count": 3}],
}


@pytest.fixture
def care(client: Client) -> User:
    user = person("celia", "customer_care")
    client.force_login(user)
    return user


def takeover(care: User, **more: Any) -> Any:
    """A take-over of two companies, asked for."""
    given: dict[str, Any] = {
        "move_type": "ec_dr_to_dr",
        "subject": "Halden Freight",
        "current_partner": "Rosny Telecom",
        "new_partner": "Voxline",
        "current_email": "desk@rosny.example",
        "companies": [{"name": "Halden Freight", "lines": [LINE]}, {"name": "Halden Rail", "lines": []}],
        "time_zone": "Europe/Oslo",
    }
    outcome = open_case(registry.get_kind("takeover"), given | more, actor=care, strict=True)
    return done(outcome).case


def go_on(case: Any, actor: User, kind: str = "affiliation", **facts: Any) -> Outcome:
    return advance(
        case.reference, "continue_as", actor=actor, data={"kind": kind, "facts": facts}, strict=True
    )


def test_a_take_over_goes_on_as_a_transition(client: Client, care: User) -> None:
    first = takeover(care)
    done(advance(first.reference, "note", actor=care, data={"text": "They leave Rosny for us."}))
    left = done(go_on(first, care, **MISSING)).case
    other = registry.get_kind("affiliation").model.objects.get()
    assert (left.state, other.state) == ("cancelled", "preparing")
    facts = other.facts()
    assert (facts.customer, facts.reseller) == ("Halden Freight", "Rosny Telecom")
    assert (other.reseller_email, other.time_zone) == ("desk@rosny.example", "Europe/Oslo")
    assert (other.account_id, other.source) == (first.account_id, "continued")
    assert [(one.no, one.badge_count) for one in facts.accounts] == [
        ("Halden Freight", 5),
        ("Halden Rail", 3),
    ]
    link = Link.objects.get()
    assert (link.case_id, link.relation, link.other_id) == (other.pk, "follows", first.pk)
    opened = TimelineEntry.objects.select_related("personal").get(case=other.pk, seq=1)
    assert opened.data["continues"] == first.reference
    assert opened.personal.data["carried_notes"].endswith(": They leave Rosny for us.")
    told = TimelineEntry.objects.get(case=first.pk, action="continue_as")
    assert told.data["continued_as"] == other.reference
    assert "input" not in told.data  # the facts stand in the case they opened
    for case, words, relation in (
        (first, f"Goes on as {other.reference}", "Followed by <a"),
        (other, f"Continues {first.reference}", "Follows <a"),
    ):
        page = client.get(f"/cases/{case.reference}/").content.decode()
        assert words in page
        assert relation in page
    assert "They leave Rosny for us." in page


def test_a_transition_goes_on_as_a_take_over() -> None:
    rep = person("sam", "sales_rep")
    given = {
        "customer": "Lakeside Clinics", "reseller": "Brenner Badges", "reseller_email": "ray@brenner.example",
        "enterprise_affiliation": "ENT-7", "accounts": [{"no": "Lakeside Clinics", "badge_count": 20}],
    }  # fmt: skip
    first = done(open_case(registry.get_kind("affiliation"), given, actor=rep, strict=True)).case
    facts = {"move_type": "ec_dr_to_dr", "new_partner": "Voxline"}
    left = done(go_on(first, rep, "takeover", **facts)).case
    other = registry.get_kind("takeover").model.objects.get()
    assert (left.state, other.state) == ("cancelled", "awaiting_agreements")
    assert (other.subject, other.current_partner) == ("Lakeside Clinics", "Brenner Badges")
    assert [row.name for row in other.parts.rows] == ["Lakeside Clinics"]
    assert other.current_email == "ray@brenner.example"


def test_what_is_still_missing_is_told_and_nothing_changes(care: User) -> None:
    first = takeover(care)
    before = TimelineEntry.objects.count()
    with pytest.raises(InputErrors) as caught:
        go_on(first, care)
    assert caught.value.within == "facts"
    assert caught.value.errors["accounts"] == [
        "Row 1: Fill in “Active badges”.", "Row 2: Fill in “Active badges”.",
    ]  # fmt: skip
    assert (Case.objects.count(), TimelineEntry.objects.count()) == (1, before)


def test_a_refused_opening_is_a_refusal_here_and_nothing_else(care: User) -> None:
    first = takeover(care)
    outcome = go_on(first, care, **MISSING | {"enterprise_affiliation": " "})
    assert codes(outcome) == ["AF_AFFILIATION"]
    assert Case.objects.get().state == "awaiting_agreements"
    assert not Link.objects.exists()
    last = TimelineEntry.objects.filter(case=first.pk).latest("seq")
    assert (last.action, last.refused) == ("continue_as", True)


def started(care: User, *steps: dict[str, Any]) -> Any:
    """A take-over of one company under way, so many of its steps done."""
    first = takeover(care, companies=[{"name": "Halden Freight", "lines": [LINE]}])
    for party, name in (("subject", "Halden Freight"), ("current", "Rosny Telecom"), ("new", "Voxline")):
        agreed = {"party": party, "name": name, "written": True}
        done(advance(first.reference, "record_agreement", actor=care, data=agreed))
    done(advance(first.reference, "start", actor=care))
    for given in steps:
        done(advance(first.reference, "step", actor=care, data=given))
    return first


STEPS: tuple[dict[str, Any], ...] = (
    {"number": 1, "custom": [{"plan": "Business", "quantity": 5}]},
    {"number": 2, "still_on_old": 0, "on_behalf_of": "current_partner", "evidence": "Mail of today"},
    {"number": 3},
)


@pytest.mark.parametrize(("count", "state"), [(0, "cancelled"), (2, "reversing"), (3, "in_progress")])
def test_what_becomes_of_the_case_that_is_left(care: User, count: int, state: str) -> None:
    """Ended, undone first where something was begun, and left open where it can no longer end."""
    left = done(go_on(started(care, *STEPS[:count]), care, **MISSING)).case
    assert left.state == state
    assert Link.objects.filter(other=left.pk, relation="follows").exists()


def test_only_who_may_end_the_case_goes_on_with_it(care: User) -> None:
    first = takeover(care)
    rep = person("sam", "sales_rep", "manager")
    outcome = go_on(first, rep, **MISSING)
    assert codes(outcome) == ["TO_WRONG_ACTOR"]


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({"kind": "takeover"}, {"kind"}),
        ({"kind": "rebook"}, {"kind"}),
        ({"kind": "nothing"}, {"kind"}),
        ({}, {"kind"}),
        ({"kind": "affiliation", "facts": []}, {"facts"}),
        ({"kind": "affiliation", "facts": {"colour": "red"}}, {"facts"}),
    ],
)
def test_other_words_are_no_kind(care: User, data: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(InputErrors) as caught:
        advance(takeover(care).reference, "continue_as", actor=care, data=data)
    assert set(caught.value.errors) == fields


def test_its_page_shows_what_is_carried_and_what_is_missing(client: Client, care: User) -> None:
    first = takeover(care)
    url = f"/cases/{first.reference}/continue/affiliation/"
    response = client.post(f"/cases/{first.reference}/do/continue_as/", {"kind": "affiliation"})
    assert response.headers["Location"] == url
    page = client.get(url).content.decode()
    assert "Reseller: Rosny Telecom" in page
    assert "Accounts that move together: Halden Freight and Halden Rail" in page
    assert "Enterprise affiliation</li>" in page
    assert "Accounts that move together: active badges</li>" in page
    assert f"{first.reference} ends at the same time, as with “Cancel the take-over”." in page
    assert 'value="desk@rosny.example"' in page
    sent = {
        "customer": "Halden Freight", "reseller": "Rosny Telecom", "enterprise_affiliation": "",
        "accounts-0-no": "Halden Freight", "accounts-0-badge_count": "5", "account": "Halden Freight",
    }  # fmt: skip
    refused = client.post(url, sent)
    assert refused.status_code == 409
    assert "The enterprise affiliation has to exist first" in refused.content.decode()
    wrong = client.post(url, sent | {"accounts-0-badge_count": "many"})
    assert wrong.status_code == 422
    assert "Row 1, active badges: Enter a whole number." in wrong.content.decode()
    stale = client.post(url, sent | {"version": "0"})
    assert stale.status_code == 409
    assert Case.objects.count() == 1
    done_now = client.post(url, sent | {"enterprise_affiliation": "ENT-7"})
    other = Case.objects.get(kind="affiliation")
    assert done_now.headers["Location"] == f"/cases/{other.reference}/"
    assert other.account_id == first.account_id
    assert client.get(url).headers["Location"] == f"/cases/{first.reference}/do/continue_as/"
    assert client.get(f"/cases/{first.reference}/continue/rebook/").status_code == 404


def test_a_program_says_only_what_is_missing(client: Client, care: User) -> None:
    first = takeover(care)
    url = f"/api/v1/cases/{first.reference}/actions/continue_as"

    def ask(**data: Any) -> Any:
        return client.post(url, json.dumps(data), content_type="application/json")

    wrong = ask(kind="affiliation", facts={"customer": 5, "colour": "red"})
    assert wrong.status_code == 422
    assert [one["pointer"] for one in wrong.json()["errors"]] == ["/facts/customer", "/facts/colour"]
    lacking = ask(kind="affiliation", facts={"enterprise_affiliation": "ENT-7"})
    assert lacking.status_code == 422
    assert {one["pointer"] for one in lacking.json()["errors"]} == {
        "/facts/accounts/0/badge_count",
        "/facts/accounts/1/badge_count",
    }
    answer = ask(kind="affiliation", facts=MISSING)
    assert answer.status_code == 200
    other = Case.objects.get(kind="affiliation")
    assert answer.json()["links"] == [{"relation": "followed_by", "reference": other.reference}]
    listed = client.get(f"/api/v1/cases/{first.reference}/actions").json()["items"]
    assert "continue_as" in {one["name"] for one in listed}
