"""Sending to a real mail server, and the demo's page of what arrived."""

from __future__ import annotations

import re
import smtplib
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from django.test import Client

from accountops.postbox import store
from cases import clock, outbox, registry
from cases.letters import addresses, mail
from cases.letters.faults import Undeliverable
from cases.models import OutboxMessage, TimelineEntry
from cases.workflow import advance
from tests.cases.helpers import approved, codes, open_seats

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accountops.urls_with_demo")]


def sent(case) -> OutboxMessage:
    return OutboxMessage.objects.select_related("case", "entry__actor").filter(case=case).latest("pk")


def to(case, address: str) -> OutboxMessage:
    """The case's newest message, to another address."""
    OutboxMessage.objects.filter(case=case).update(to=address)
    return sent(case)


def test_a_letter_arrives_once_with_both_parts_and_its_headers(alice, postbox: Path) -> None:
    alice.email = "alice@accountops.example"
    alice.save()
    case = approved(alice)
    assert outbox.drain() == 1
    assert outbox.drain() == 0
    [got] = store.newest(postbox)
    row = sent(case)
    assert (row.status, got.to, got.subject) == ("sent", "customer@example.com", row.subject)
    assert row.body in got.text.replace("\r\n", "\n")
    assert case.account.name in got.html
    head = got.message
    assert head["Message-ID"].strip() == row.message_id  # on a line of its own where it is long
    assert (head["Auto-Submitted"], head["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert head[mail.LOOP_HEADER]
    assert head["X-AccountOps-Case"] == case.reference
    plus, person = [one.addr_spec for one in head["Reply-To"].addresses]
    assert addresses.reference_in(plus) == case.reference
    assert addresses.reference_in(plus.replace(".000", ".001").replace("-000", "-001")) is None
    assert person == "alice@accountops.example"


def test_a_refusal_for_good_is_a_bounce_that_the_case_tells(client: Client, alice, postbox: Path) -> None:
    case = approved(alice)
    to(case, "bounce@customer.example")
    assert outbox.drain() == 0
    row = sent(case)
    assert (row.status, row.attempts, bool(row.bounced_at)) == ("refused", 0, True)
    assert row.bounce_reason == "550 5.1.1 There is no such mailbox"
    entry = TimelineEntry.objects.filter(case=case).latest("seq")
    assert (entry.action, entry.actor, entry.as_role) == ("mark_bounced", None, "system")
    assert entry.data["input"]["message"] == row.number
    assert outbox.drain() == 0
    assert TimelineEntry.objects.filter(case=case).latest("seq") == entry
    assert store.newest(postbox) == []
    client.force_login(alice)
    [told] = client.get(f"/api/v1/cases/{case.reference}").json()["messages"]
    assert (told["number"], told["status"], bool(told["bounced_at"])) == (row.number, "refused", True)


def test_a_refusal_for_the_moment_is_tried_again(alice, postbox: Path, on_monday) -> None:
    case = approved(alice)
    to(case, "busy@customer.example")
    assert outbox.drain() == 0
    row = sent(case)
    assert (row.status, row.attempts, row.bounced_at) == ("pending", 1, None)
    assert "451" in row.last_error
    to(case, "ada@customer.example")
    with clock.fixed_at(row.next_attempt_at):
        assert outbox.drain() == 1
    assert [one.to for one in store.newest(postbox)] == ["ada@customer.example"]


def test_a_server_that_is_away_is_tried_again(alice, settings, postbox: Path) -> None:
    settings.EMAIL_PORT = 1
    case = approved(alice)
    assert outbox.drain() == 0
    assert (sent(case).status, sent(case).attempts) == ("pending", 1)


@pytest.mark.parametrize(
    "address", ["a@b.example, c@d.example", "Bob <a@b.example>", "a@b.example\r\nBcc: c@d.example", "nobody"]
)
def test_what_is_no_single_address_gets_nothing(alice, postbox: Path, address: str) -> None:
    row = to(approved(alice), address)
    with pytest.raises(Undeliverable):
        mail.send(row)
    assert store.newest(postbox) == []


def test_a_scenario_sends_nothing(alice, postbox: Path) -> None:
    case = approved(alice)
    assert outbox.drain(cases=[case.pk]) == 1
    assert store.newest(postbox) == []


def test_what_is_late_is_put_in_while_it_is_sent(alice, postbox: Path, changed_kind) -> None:
    letter = replace(
        registry.get_kind("seat_change").letter("confirm"),
        late=frozenset({"why"}),
        late_values=lambda row: {"why": f"https://agree.example/{row.case.reference}"},
    )
    changed_kind(letters=(letter,))
    case = approved(alice)
    assert "agree.example" not in sent(case).body + sent(case).html
    outbox.drain()
    [got] = store.newest(postbox)
    assert f"https://agree.example/{case.reference}" in got.text
    assert f"https://agree.example/{case.reference}" in got.html


def test_somebody_marks_a_mail_as_come_back_and_sends_it_again(alice, postbox: Path) -> None:
    case = approved(alice)
    outbox.drain()
    first = sent(case)
    given = {"message": first.number, "reason": "The colleague has left."}
    assert advance(case.reference, "mark_bounced", actor=alice, data=given).ok
    first.refresh_from_db()
    assert (first.status, bool(first.bounced_at), first.bounce_reason) == ("sent", True, given["reason"])
    again = {"message": first.number, "to": "ada@customer.example"}
    assert advance(case.reference, "send_again", actor=alice, data=again).ok
    outbox.drain()
    second = sent(case)
    assert (second.subject, second.body, second.html) == (first.subject, first.body, first.html)
    assert (second.context_hash, second.message_id == first.message_id) == (first.context_hash, False)
    assert [one.to for one in store.newest(postbox)] == ["ada@customer.example", "customer@example.com"]


def test_without_a_mail_nothing_comes_back(alice) -> None:
    case = open_seats(alice)
    assert codes(advance(case.reference, "mark_bounced", actor=alice, data={"message": "1/1"})) == [
        "NOTHING_SENT"
    ]


def test_the_page_lists_what_arrived_and_narrows_it_down(client: Client, alice, postbox: Path) -> None:
    cases = [approved(alice), approved(alice)]
    to(cases[1], "ada@customer.example")
    outbox.drain()
    page = client.get("/demo/mail/").content.decode()
    assert page.count("Please confirm") == 2
    assert page.index(cases[1].reference) < page.index(cases[0].reference)
    assert client.get("/demo/mail/?to=ADA").content.decode().count("Please confirm") == 1
    assert client.get(f"/demo/mail/?case={cases[0].reference}").content.decode().count("Please confirm") == 1
    assert "No mail fits" in client.get("/demo/mail/?to=zoe").content.decode()


def test_a_mail_is_shown_in_a_sandbox_and_saved_as_a_file(client: Client, alice, postbox: Path) -> None:
    approved(alice)
    outbox.drain()
    [got] = store.newest(postbox)
    shown = client.get(f"/demo/mail/{got.name}/")
    assert re.search(r"<iframe[^>]*\ssandbox\s", shown.content.decode())
    assert "frame-src 'self'" in shown["Content-Security-Policy"]
    framed = client.get(f"/demo/mail/{got.name}/html/")
    assert framed["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    saved = client.get(f"/demo/mail/{got.name}/file.eml")
    assert saved["Content-Disposition"].startswith("attachment")
    assert message_from_bytes(saved.content, policy=default)["Subject"] == got.subject


@pytest.mark.parametrize("name", ["nothing", "..%2f..%2fetc", "0" * 20 + "-" + "a" * 32, "%00"])
def test_there_is_nothing_but_mails(client: Client, settings, tmp_path: Path, name: str) -> None:
    settings.POSTBOX = tmp_path
    for rest in ("", "html/", "file.eml"):
        assert client.get(f"/demo/mail/{name}/{rest}").status_code == 404


def test_anybody_may_send_anything_to_the_server(client: Client, postbox: Path, settings) -> None:
    with smtplib.SMTP("127.0.0.1", settings.EMAIL_PORT) as connection:
        head = b"To: (c):\r\nMessage-ID: <[x]@y>\r\nContent-Type: text/html; name*; charset=nope\r\n"
        connection.sendmail("x@y.example", ["z@y.example"], head + b"\r\n<script>alert(1)")
    [got] = store.newest(postbox)
    assert client.get("/demo/mail/").status_code == 200
    assert client.get(f"/demo/mail/{got.name}/").status_code == 200
    assert b"<script>alert" not in client.get(f"/demo/mail/{got.name}/").content


def test_the_mailbox_does_not_exist_outside_the_demo(client: Client, settings) -> None:
    settings.ROOT_URLCONF = "accountops.urls"
    assert client.get("/demo/mail/").status_code == 404


def test_old_mails_make_room(postbox: Path, monkeypatch) -> None:
    monkeypatch.setattr(store, "MOST_KEPT", 3)
    for number in range(5):
        store.keep(postbox, f"Subject: {number}\r\n\r\n.".encode(), sender="a@b.example", to="c@d.example")
    assert [one.subject for one in store.newest(postbox)] == ["4", "3", "2"]
