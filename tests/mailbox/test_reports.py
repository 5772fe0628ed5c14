"""Reports of delivery: what came back is marked on its case, once; what is not believed changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cases.mailbox import handling
from cases.mailbox.ingesting import read_again
from cases.mailbox.reading import read
from cases.models import MailAnswer, OutboxMessage, TimelineEntry
from tests.cases.helpers import approved, person, told
from tests.mailbox.builder import REP, a_mail, come_in
from tests.mailbox.returned import FAILED, a_report, fields, mail_of, postfix

NAME, TO = "<ao.xx-2026-000001.0.0@localhost>", "customer@example.com"


@pytest.fixture
def sent() -> OutboxMessage:
    """A mail to the customer of a case that went out."""
    case = approved(person("clara", "customer_care"))
    OutboxMessage.objects.filter(case=case.pk).update(status="sent")
    return OutboxMessage.objects.get(case=case.pk)


def bounces(sent: OutboxMessage) -> int:
    """How often the case was told that this mail came back."""
    return told(sent.case).count("mark_bounced")


@pytest.mark.parametrize("make", FAILED.values(), ids=FAILED.keys())
def test_every_make_of_report_is_read(make: Callable[[str, str], bytes]) -> None:
    """The mail, its receiver, that it failed."""
    found = read(make(NAME, TO)).delivery
    assert NAME in found.names
    (about,) = [row for row in found.deliveries if TO in row.for_whom]
    assert about.failed
    assert about.status.startswith("5.")


@pytest.mark.parametrize(
    ("status", "failed", "words"),
    [
        (fields(TO), True, f"5.1.1 550 5.1.1 <{TO}>: Recipient address rejected: User unknown"),
        (fields(TO, action="delayed", status="4.4.1", said=""), False, "4.4.1"),
        (fields(TO, action="delivered", status="2.0.0", said=""), False, "2.0.0"),
        (fields(TO, action="relayed", status="2.1.9", said=""), False, "2.1.9"),
        (fields(TO, action="failed", status="4.4.7", said="smtp; expired"), True, "4.4.7 expired"),
        (fields(TO, action="Failed (for good)", status="wrong", said=""), False, ""),
        (fields(TO, action="", status="", said=""), False, ""),
    ],
    ids=["failed", "delayed", "delivered", "relayed", "given up", "not to be read", "nothing"],
)
def test_what_became_of_it(status: str, failed: bool, words: str) -> None:
    """Failed is what says so; a pause is none, whatever its status."""
    (found,) = read(a_report(status, mail_of(NAME, TO))).delivery.deliveries
    assert (found.failed, found.told) == (failed, words)


@pytest.mark.parametrize(
    "raw",
    [
        a_mail("--q--", content_type="multipart/report; boundary=q"),
        a_report("", mail_of(NAME, TO)),
        a_report("Final-Recipient", mail_of(NAME, TO)),
        a_report("Final-Recipient: rfc822; nobody\r\nAction: failed", mail_of(NAME, TO)),
        a_report("=" * 5000, "", coded=True),
        a_report("\r\n\r\n" * 5000, "\0" * 50),
        postfix(NAME, TO).replace(b"multipart/report", b"multipart/mixed"),
    ],
    ids=["empty", "no status", "no value", "no address", "no base64", "blank", "no report"],
)
def test_what_is_no_report_that_can_be_read(raw: bytes) -> None:
    """Nothing is found, and nothing is raised."""
    assert read(raw).delivery.deliveries == ()


def test_a_report_about_a_thousand_receivers() -> None:
    """As many as there may be."""
    many = "\r\n\r\n".join(fields(f"{n}@example.com") for n in range(1000))
    assert len(read(a_report(many, mail_of(NAME, TO))).delivery.deliveries) <= 50


@pytest.mark.parametrize("make", FAILED.values(), ids=FAILED.keys())
@pytest.mark.django_db
def test_a_mail_that_came_back_is_marked(
    make: Callable[[str, str], bytes], sent: OutboxMessage, settings: Any
) -> None:
    """On its case, by nobody, with what the server said. No sender of a report is ever verified."""
    settings.MAIL_SENDERS = "verified"
    mail = come_in(make(sent.message_id, sent.to))
    sent.refresh_from_db()
    assert sent.bounced_at is not None
    assert sent.bounce_reason.startswith("5.")
    assert (mail.status, mail.case_id, bounces(sent)) == ("filed", sent.case_id, 1)
    assert TimelineEntry.objects.get(case=sent.case_id, action="mark_bounced").actor is None
    assert not sent.case.documents.exists()


@pytest.mark.django_db
def test_the_same_report_twice_is_one_bounce(sent: OutboxMessage) -> None:
    """The same bytes, and another report about the same mail."""
    first = postfix(sent.message_id, sent.to)
    assert come_in(first).pk == come_in(first).pk
    again = come_in(first.replace(b"report@mx.example", b"second@mx.example"))
    assert (again.case_id, bounces(sent)) == (sent.case_id, 1)
    assert again.acts.filter(what="reported", why__startswith="It was known").exists()


@pytest.mark.django_db
def test_late_is_not_lost(sent: OutboxMessage) -> None:
    """It is kept on the case; nothing is marked."""
    late = fields(sent.to, action="delayed", status="4.4.1", said="smtp; 451 try again")
    mail = come_in(a_report(late, mail_of(sent.message_id, sent.to)))
    sent.refresh_from_db()
    assert (mail.case_id, sent.bounced_at, bounces(sent)) == (sent.case_id, None, 0)
    assert mail.acts.get(what="reported").why == "Reported as late, not as lost: 4.4.1 451 try again"


@pytest.mark.django_db
def test_a_forged_report_changes_nothing(sent: OutboxMessage, settings: Any) -> None:
    """A mail that we never sent, a receiver that it did not have, a sender who is not who it says."""
    settings.MAIL_RECEIVER = "mx.house.example"
    liar = (("Authentication-Results", "mx.house.example; dmarc=fail header.from=mx.example"),)
    forged = [
        postfix(sent.message_id.replace("ao.", "ao.0"), sent.to),
        postfix(sent.message_id, "somebody.else@example.com"),
        a_report(fields(sent.to), mail_of(sent.message_id, sent.to), headers=liar),
    ]
    for number, raw in enumerate(forged):
        mail = come_in(raw.replace(b"report@mx", b"report%d@mx" % number))
        assert (mail.status, mail.case_id) == ("away", None)
    sent.refresh_from_db()
    assert (sent.bounced_at, told(sent.case)[-1]) == (None, "approve")


@pytest.mark.django_db
def test_a_report_that_overtakes_its_mail_waits(sent: OutboxMessage) -> None:
    """The worker has sent it and is about to write that down."""
    OutboxMessage.objects.filter(pk=sent.pk).update(status="pending")
    mail = come_in(postfix(sent.message_id, sent.to))
    assert mail.status == "failed"
    assert mail.next_attempt_at is not None
    OutboxMessage.objects.filter(pk=sent.pk).update(status="sent")
    read_again(mail)
    assert bounces(sent) == 1


@pytest.mark.django_db
def test_an_answer_that_came_back_is_the_inboxs_again() -> None:
    """The mail that was answered waits once more; the report is set aside beside it."""
    clara = person("clara", "customer_care")
    asked = come_in(a_mail())
    handling.do(asked, "answer", clara, {"body": "Yes."})
    answer = MailAnswer.objects.get(by=clara)
    MailAnswer.objects.filter(pk=answer.pk).update(status="sent")
    report = come_in(postfix(answer.message_id, REP))
    answer.refresh_from_db()
    asked.refresh_from_db()
    assert (answer.status, asked.status, report.status) == ("refused", "inbox", "away")
    assert report.follows == asked
    assert "5.1.1" in answer.bounce_reason
