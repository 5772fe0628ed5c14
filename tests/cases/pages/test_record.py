"""Recording a fact from outside on its page: by those it is for, once, and without losing what was typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.models import User
from tests.cases.helpers import approved, fresh, open_seats, person, told

pytestmark = pytest.mark.django_db

EVENT = "customer_confirmed"


def url_of(case: Any) -> str:
    """The page of the event."""
    return f"/cases/{case.reference}/record/{EVENT}/"


def page_of(client: Client, user: User, url: str) -> str:
    """The page as this person reads it."""
    client.force_login(user)
    return client.get(url).content.decode()


def test_the_case_offers_it_and_the_page_records_it(alice: User, client: Client) -> None:
    case = approved(alice)
    assert f'href="{url_of(case)}"' in page_of(client, alice, f"/cases/{case.reference}/")
    form = page_of(client, alice, url_of(case))
    assert "In the customer" in form
    assert 'name="version"' not in form
    answer = client.post(url_of(case), {"key": "k1", "words": "Yes, please."}, follow=True)
    assert answer.redirect_chain == [(f"/cases/{case.reference}/", 302)]
    assert "The customer confirmed: recorded." in answer.content.decode()
    assert told(case).count(EVENT) == 1


def test_sent_twice_it_is_recorded_once(alice: User, client: Client) -> None:
    case = approved(alice)
    client.force_login(alice)
    for _ in range(2):
        assert client.post(url_of(case), {"key": "k2"}).headers["Location"] == f"/cases/{case.reference}/"
    assert told(case).count(EVENT) == 1


def test_a_fault_in_the_input_keeps_the_text_and_records_nothing(alice: User, client: Client) -> None:
    case = approved(alice)
    client.force_login(alice)
    answer = client.post(url_of(case), {"key": "k3", "words": "They said yes", "at": "whenever"})
    assert answer.status_code == 422
    assert "They said yes" in answer.content.decode()
    assert EVENT not in told(case)


def test_others_read_who_records_it_and_cannot(alice: User, client: Client) -> None:
    case, auditor = open_seats(alice), person("audrey", "auditor")
    shown = page_of(client, auditor, f"/cases/{case.reference}/")
    assert "The customer confirmed" in shown
    assert url_of(case) not in shown
    assert "The customer confirmed is for: Customer, Customer care." in page_of(client, auditor, url_of(case))
    assert client.post(url_of(case), {"key": "k4"}).status_code == 403
    assert fresh(case).state == case.state


def test_strangers_and_words_that_are_no_event_find_nothing(
    alice: User, charlie: User, client: Client
) -> None:
    case = open_seats(alice)
    client.force_login(charlie)
    assert client.get(url_of(case)).status_code == 404
    client.force_login(alice)
    assert client.get(f"/cases/{case.reference}/record/approve/").status_code == 404


def test_the_form_comes_into_the_case_as_a_fragment(alice: User, client: Client) -> None:
    case = approved(alice)
    client.force_login(alice)
    shown = client.get(url_of(case), headers={"HX-Request": "true"}).content.decode()
    assert shown.lstrip().startswith(f'<div class="act" id="act-{EVENT}">')
    assert "<html" not in shown
    answer = client.post(url_of(case), {"key": "k5"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/cases/{case.reference}/")


def test_who_may_not_link_is_not_offered_it(alice: User, client: Client) -> None:
    case, auditor = open_seats(alice), person("audrey", "auditor")
    assert "Link a case" in page_of(client, alice, f"/cases/{case.reference}/")
    assert "Link a case" not in page_of(client, auditor, f"/cases/{case.reference}/")


def test_where_the_case_is_now_is_told_only_where_it_moved(alice: User, client: Client) -> None:
    case = approved(alice)
    client.force_login(alice)
    told_of = {}
    for name, data in (("do/note", {"text": "Called."}), (f"record/{EVENT}", {})):
        url = f"/cases/{case.reference}/{name}/"
        told_of[name] = client.post(url, {"key": name, **data}, follow=True).content.decode()
    assert "Add an internal note: done.<" in "".join(told_of["do/note"].split("\n"))
    assert f"{case.reference} is now" not in told_of["do/note"]
    assert (f"{case.reference} is now" in told_of[f"record/{EVENT}"]) is (fresh(case).state != case.state)
