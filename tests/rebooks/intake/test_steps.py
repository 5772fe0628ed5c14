"""The conversation: which steps are asked, where they lead, what is kept."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.models import Account, Draft, User
from tests.rebooks.intake.talk import ORDER, RECEIVED, Talk


def test_each_answer_leads_to_the_next_step(talk: Talk) -> None:
    assert talk.last["Location"].endswith("/order/")
    assert talk.say("order", **ORDER) == "heard"
    assert talk.say("heard", request_source="ar") == "wish"
    assert talk.say("wish", wish="customer_cancels") == "received"
    assert talk.say("received", **RECEIVED) == "check"


@pytest.mark.parametrize(
    ("wish", "follow_up"),
    [
        ("more_time", "time"),
        ("licence_change", "change"),
        ("rebook", "second"),
        ("did_not_purchase", "received"),
        ("amount_correction", "received"),
        ("other", "received"),
    ],
)
def test_only_the_follow_up_of_the_wish_is_asked(talk: Talk, wish: str, follow_up: str) -> None:
    talk.say("order", **ORDER)
    talk.say("heard", request_source="ar")
    assert talk.say("wish", wish=wish) == follow_up


@pytest.mark.parametrize(
    ("role", "source"),
    [
        ("nlr_agent", "customer_to_nlr"),
        ("ar", "ar"),
        ("collections", "collections"),
        ("order_processing", "order_processing"),
        ("research_specialist", "research"),
    ],
)
def test_who_told_you_is_preselected_from_the_role(
    people: dict[str, User], client: Client, role: str, source: str
) -> None:
    talk = Talk(client, people[role])
    talk.say("order", **ORDER)
    field = talk.look("heard") and talk.last.context["blocks"][0]["form"]["request_source"]
    assert field.value() == source


def test_a_step_that_is_not_reached_or_does_not_apply_leads_to_the_one_that_is(talk: Talk) -> None:
    talk.look("received")
    assert talk.last["Location"].endswith("/order/")
    talk.all_said()
    talk.look("change")
    assert talk.last["Location"].endswith("/check/")
    assert talk.client.get(f"{talk.base}/nonsense/").status_code == 404


def test_the_page_says_which_step_it_is(talk: Talk) -> None:
    talk.say("order", **ORDER)
    assert "<title>Who told you? – step 2 of 5, new rebook case – AccountOps</title>" in talk.look("heard")
    assert '<h1 tabindex="-1" autofocus>Who told you?</h1>' in talk.html
    assert "Order 40-11931, Nordlys Media AS, 3,300.00 EUR, processed Mon 2 Nov 11:05." in talk.html


def test_times_are_read_in_the_accounts_zone(talk: Talk) -> None:
    talk.all_said()
    page = talk.look("check")
    assert "Mon 2 Nov 11:05 Oslo" in page
    assert "Wed 18 Nov 16:40 Oslo" in page


def test_no_message_of_the_customer_is_needed_where_we_found_it_ourselves(talk: Talk) -> None:
    talk.all_said(heard="order_processing", wish="customer_cancels")
    assert talk.say("received", request_received_at="", customer_words="") == "check"
    assert talk.look("check").count("Not provided") == 2


def test_all_questions_on_one_page_end_at_the_same_check(people: dict[str, User], client: Client) -> None:
    talk = Talk(client, people["ar"], mode="together")
    assert talk.last["Location"].endswith("/all/")
    answers = ORDER | RECEIVED | {"request_source": "ar", "wish": "licence_change"}
    assert talk.say("all", **answers) == "all"
    assert "Say what should change in the licence." in talk.html
    assert talk.say("all", **answers, requested_change="40 seats") == "check"
    assert "40 seats" in talk.look("check")


def test_a_draft_is_gone_on_with_elsewhere_and_deleted(talk: Talk) -> None:
    talk.say("order", **ORDER)
    elsewhere = Client()
    elsewhere.force_login(talk.user)
    page = elsewhere.get("/new/rebook/").content.decode()
    assert "Order 40-11931, Nordlys Media AS" in page
    assert "Next: who told you" in page
    assert f'href="{talk.base}/heard/"' in page
    elsewhere.post(f"{talk.base}/delete/")
    assert "Order 40-11931" not in elsewhere.get("/new/rebook/").content.decode()
    assert talk.client.get(f"{talk.base}/heard/").status_code == 404


def test_nobody_sees_the_draft_of_another(talk: Talk, people: dict[str, User]) -> None:
    other = Client()
    other.force_login(people["collections"])
    for code in ("order", "check", "done"):
        assert other.get(f"{talk.base}/{code}/").status_code == 404
    for code in ("order", "delete", "put-back", "check"):
        assert other.post(f"{talk.base}/{code}/", ORDER).status_code == 404
    assert Draft.objects.get().user == talk.user


def test_start_pressed_twice_begins_once(talk: Talk) -> None:
    talk.client.post("/new/rebook/", {"mode": "steps"})
    assert Draft.objects.count() == 1


def test_who_opens_no_cases_is_told_who_does(people: dict[str, User], client: Client) -> None:
    client.force_login(people["return_team"])
    assert "Your role does not open rebook cases." in client.get("/new/rebook/").content.decode()
    assert client.post("/new/rebook/").status_code == 403
    assert not Draft.objects.exists()


def test_known_accounts_are_suggested(talk: Talk) -> None:
    Account.objects.create(name="Castellan Freight")
    page = talk.look("order")
    assert '<datalist id="known-accounts">' in page
    assert '<option value="Castellan Freight"></option>' in page
