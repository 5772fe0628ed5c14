"""The last click: one case per draft, through the door, and the page after it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from cases.models import Draft, TimelineEntry, User
from rebooks.models import RebookCase
from tests.rebooks.helpers import at
from tests.rebooks.intake.talk import ORDER, Talk, only_case


def test_the_case_has_what_was_said(talk: Talk) -> None:
    talk.all_said(opportunity_id="OP-54021")
    talk.open()
    case = only_case()
    assert (case.order_no, case.amount, case.currency) == ("40-11931", Decimal("3300.000"), "EUR")
    assert case.account.name == "Nordlys Media AS"
    assert (case.time_zone, case.opportunity_id) == ("Europe/Oslo", "OP-54021")
    assert case.processed_at == at("2026-11-02T11:05", "Europe/Oslo")
    assert case.request_received_at == at("2026-11-18T16:40", "Europe/Oslo")
    assert (case.reason, case.request_source, case.state) == ("evaluation_time", "ar", "intake")
    said = TimelineEntry.objects.get(action="note")
    assert said.personal.data["text"] == "What the customer said: Two editors have not tested it."
    opened = TimelineEntry.objects.get(action="open")
    assert (opened.actor, opened.as_role) == (talk.user, "ar")


def test_sent_twice_back_and_sent_again_it_is_one_case(talk: Talk) -> None:
    talk.all_said()
    tab = Client()
    tab.force_login(talk.user)
    first = talk.open()
    again, other = talk.open("request_return"), tab.post(f"{talk.base}/check/", {"do": "open"})
    assert first["Location"] == again["Location"] == other["Location"] == f"{talk.base}/done/"
    assert RebookCase.objects.count() == 1
    assert only_case().state == "intake"
    for code in ("order", "wish", "check"):
        assert talk.client.get(f"{talk.base}/{code}/")["Location"] == f"{talk.base}/done/"
    assert talk.say("order", **ORDER | {"amount": "1.00"}) == "done"
    assert "Nordlys" not in talk.client.get("/new/rebook/").content.decode()


def test_the_answers_leave_the_draft_with_the_case(talk: Talk) -> None:
    talk.all_said()
    talk.open()
    assert talk.draft.answers == {}


def test_opened_and_returned_in_one_go(talk: Talk) -> None:
    talk.all_said()
    page = talk.look("check")
    assert "Open the case and request the return for 3,300.00 EUR</button>" in page
    assert "Only open the case</button>" in page
    talk.open("request_return")
    case = only_case()
    assert (case.state, case.return_request_no) == ("return_requested", f"{case.reference}/R")
    done = talk.look("done")
    assert "The case is open and the return is requested" in done
    assert f"{case.reference}/R, with the Return Team" in done


@pytest.mark.parametrize(
    ("role", "heard", "wish", "offered"),
    [
        ("ar", "ar", "customer_cancels", True),
        ("collections", "collections", "customer_cancels", True),
        ("nlr_agent", "customer_to_nlr", "customer_cancels", True),
        ("order_processing", "order_processing", "customer_cancels", False),
        ("ar", "ar", "other", False),
        ("ar", "ar", "did_not_purchase", False),
    ],
)
def test_the_return_is_offered_where_the_rule_and_the_role_ask_for_it(
    people: dict[str, User], client: Client, role: str, heard: str, wish: str, offered: bool
) -> None:
    talk = Talk(client, people[role])
    assert talk.all_said(heard=heard, wish=wish) == "check"
    assert ("request the return" in talk.look("check")) is offered


def test_who_may_not_ask_for_the_return_gets_the_case_and_no_return(
    people: dict[str, User], client: Client
) -> None:
    talk = Talk(client, people["order_processing"])
    talk.all_said(heard="order_processing", wish="customer_cancels")
    talk.open("request_return")
    assert only_case().state == "intake"
    assert "The return was not requested." in talk.look("done")


def test_refusals_are_shown_with_every_sentence_and_the_answers_stay(talk: Talk) -> None:
    talk.all_said()
    talk.user.grants.all().delete()
    talk.open()
    assert talk.last.status_code == 409
    assert "<title>Error: Check your answers" in talk.html
    assert "The case was not opened" in talk.html
    assert "Open a rebook case is for:" in talk.html
    assert "Nordlys Media AS" in talk.html
    assert not RebookCase.objects.exists()
    assert Draft.objects.get().result == ""


def test_who_holds_two_roles_opens_in_the_one_that_heard_it(people: dict[str, User], client: Client) -> None:
    people["ar"].grants.create(role="collections")
    talk = Talk(client, User.objects.get(pk=people["ar"].pk))
    talk.all_said(heard="collections")
    talk.open()
    assert TimelineEntry.objects.get(action="open").as_role == "collections"


def test_the_confirmation_says_what_happens_next_by_when_and_who(talk: Talk) -> None:
    talk.all_said(wish="other")
    talk.open()
    page, case = talk.look("done"), only_case()
    assert f"<title>{case.reference} is open – AccountOps</title>" in page
    assert f'data-copy="{case.reference}"' in page
    assert f'href="/cases/{case.reference}/"' in page
    assert "Goes to Research" in page
    assert "AR and Collections" in page
    assert "Sat 21 Nov 15:00 CET" in page
    assert "nordlys" not in talk.base.lower()


def test_a_new_account_is_made_with_its_zone(talk: Talk) -> None:
    talk.all_said(account="Unheard Of Ltd", time_zone="Asia/Tokyo")
    talk.open()
    assert only_case().account.time_zone == "Asia/Tokyo"
