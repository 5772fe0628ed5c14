"""Letters on the pages of a case: before they go out, after, and when they came back."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.letters import layout
from cases.models import OutboxMessage, TimelineEntry
from cases.workflow import advance
from tests.cases.helpers import approved, everything_about, open_seats

pytestmark = pytest.mark.django_db


def test_a_letter_is_shown_before_it_goes_out_and_nothing_is_changed(client: Client, alice) -> None:
    case = open_seats(alice)
    client.force_login(alice)
    before = everything_about(case)
    page = client.post(f"/cases/{case.reference}/do/approve/preview/", {})
    assert page.status_code == 200
    told = page.content.decode()
    assert f"[{case.reference}] Please confirm the new number of seats" in told
    assert "Northwind is to have 8 seats from now on." in told
    assert "customer@example.com" in told
    assert everything_about(case) == before
    assert advance(case.reference, "approve", actor=alice).ok
    sent = OutboxMessage.objects.get(case=case)
    assert sent.body in told.replace("&#x27;", "'")


def test_a_preview_in_place_is_a_fragment(client: Client, alice) -> None:
    case = open_seats(alice)
    client.force_login(alice)
    page = client.post(f"/cases/{case.reference}/do/approve/preview/", {}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert page.content.decode().lstrip().startswith("<section")


@pytest.mark.parametrize(
    ("seats", "action", "sent", "status", "said"),
    [
        (5, "approve", {}, 409, "It is so already."),
        (8, "decline", {}, 422, "Fill in “Reason”."),
        (8, "note", {"text": "Called."}, 200, "Nothing is sent by this."),
    ],
)
def test_what_is_missing_is_named(client: Client, alice, seats, action, sent, status, said) -> None:
    case = open_seats(alice, seats_wanted=seats)
    client.force_login(alice)
    page = client.post(f"/cases/{case.reference}/do/{action}/preview/", sent)
    assert page.status_code == status
    assert said in page.content.decode()
    assert TimelineEntry.objects.filter(case=case).count() == 1


def test_a_letter_that_came_back_says_what_to_do(client: Client, alice) -> None:
    case = approved(alice)
    client.force_login(alice)
    address = f"/cases/{case.reference}/"
    assert "A letter came back" not in client.get(address).content.decode()
    row = OutboxMessage.objects.get(case=case)
    OutboxMessage.objects.update(status="sent", sent_at=row.created_at)
    given = {"message": row.number, "reason": "550 no such mailbox"}
    assert advance(case.reference, "mark_bounced", actor=alice, data=given).ok
    page = client.get(address).content.decode()
    assert "A letter came back" in page
    assert "It said: 550 no such mailbox." in page
    again = f"{address}do/send_again/?message={row.number.replace('/', '%2F')}"
    assert again in page
    form = client.get(again).content.decode()
    assert f'<option value="{row.number}" selected' in form
    data = {"message": row.number, "to": "ada@customer.example"}
    assert advance(case.reference, "send_again", actor=alice, data=data).ok
    page = client.get(address).content.decode()
    assert "A letter came back" not in page
    assert "It was sent again since" in page


def test_who_may_not_send_it_again_is_not_offered_it(client: Client, alice, audi) -> None:
    case = approved(alice)
    OutboxMessage.objects.update(status="refused", bounce_reason="550 gone")
    client.force_login(audi)
    page = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Came back" in page
    assert "do/send_again" not in page


def test_a_letter_is_drawn_in_a_frame_that_can_do_nothing(client: Client, alice) -> None:
    case = open_seats(alice)
    client.force_login(alice)
    address, before = f"/cases/{case.reference}/do/approve/preview/", everything_about(case)
    page = client.post(address, {})
    assert f'action="{address}?letter=0"' in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "frame-src 'self'" in client.get(f"/cases/{case.reference}/")["Content-Security-Policy"]
    drawn = client.post(f"{address}?letter=0", {})
    assert drawn.status_code == 200
    assert "<table role=" in drawn.content.decode()
    policy = drawn["Content-Security-Policy"]
    assert "sandbox allow" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert drawn["X-Frame-Options"] == "SAMEORIGIN"
    assert everything_about(case) == before
    for none in ("9", "-1", "x", "²", ""):
        assert client.post(f"{address}?letter={none}", {}).status_code == 404


def test_what_is_put_in_while_sending_leads_nowhere_in_the_frame() -> None:
    assert layout.shown_html('<a href="[[link]]">Open</a>') == '<a href="#">Open</a>'
