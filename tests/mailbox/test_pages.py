"""The inbox, the page of a mail, and what people do with one."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail as sent_mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.mailbox import answering
from cases.models import InboundMail, MailAnswer, User
from tests.cases.helpers import approved, fresh, open_seats, person
from tests.mailbox.builder import REP, a_mail, come_in, with_files
from tests.mailbox.test_routing import SPEC, mailing, reply_to_case

__all__ = ["mailing"]
HTML = "text/html; charset=utf-8"


def desk(user: User) -> Client:
    """A signed-in browser."""
    client = Client()
    client.force_login(user)
    return client


def do(client: Client, mail: InboundMail, what: str, **given: Any) -> InboundMail:
    """Does something on the mail's page; the mail as it is then."""
    answer = client.post(reverse("mail_do", args=[mail.number, what]), given)
    assert answer.status_code == 302, answer.content.decode()
    return InboundMail.objects.get(pk=mail.pk)


def test_the_inbox_lists_what_waits(alice: User) -> None:
    """Each view its own; who sent it, why it is there."""
    come_in(a_mail(subject="How many seats"))
    come_in(a_mail(subject="Two of us", name="two@x.example", headers=[("From", "x@y.example")]))
    page = desk(alice).get(reverse("mails")).content.decode()
    assert "How many seats" in page
    assert "Two of us" not in page
    held = desk(alice).get(reverse("mails"), {"show": "held"}).content.decode()
    assert "It names more than one sender." in held
    for view in ("failed", "done", "away", "cases", "nonsense"):
        assert desk(alice).get(reverse("mails"), {"show": view}).status_code == 200


@pytest.mark.parametrize(
    ("role", "status"),
    [("customer_care", 200), ("manager", 200), ("auditor", 200), ("sales_rep", 404), ("mail", 404)],
)
@pytest.mark.django_db
def test_who_sees_the_inbox_and_its_mail(role: str, status: int) -> None:
    """The team's people, and who reads everything."""
    mail = come_in(a_mail("<p>x</p>", content_type=HTML))
    client = desk(person("one", role))
    addresses = [
        reverse("mails"),
        *(reverse(name, args=[mail.number]) for name in ("mail", "mail_raw", "mail_html")),
    ]
    assert {client.get(address).status_code for address in addresses} == {status}


def test_a_mail_of_a_case_is_for_who_sees_the_case(alice: User) -> None:
    """The inbox's other people no longer read it."""
    case = open_seats(alice)
    mail = come_in(a_mail())
    do(desk(alice), mail, "add_mail", case=case.reference, reason="About it.")
    assert desk(alice).get(reverse("mail", args=[mail.number])).status_code == 200
    assert desk(person("rep", "sales_rep")).get(reverse("mail", args=[mail.number])).status_code == 404


def test_a_mail_is_answered_and_the_answer_comes_back_to_it(alice: User) -> None:
    """Through the outbox, as an answer to the mail; what follows is of the same matter."""
    mail = come_in(a_mail(headers=[("References", "<zero@sales.example>")]))
    done = do(desk(alice), mail, "answer", body="Nine seats.\nRegards")
    assert (done.status, done.owner) == ("done", alice)
    assert answering.drain() == 2  # the acknowledgement went first
    first, answer = sent_mail.outbox
    assert first.extra_headers["Auto-Submitted"] == "auto-replied"
    assert "Auto-Submitted" not in answer.extra_headers
    assert (answer.to, answer.subject, answer.body) == ([REP], "Re: A question", "Nine seats.\nRegards\n")
    assert answer.extra_headers["In-Reply-To"] == "<one@sales.example>"
    assert answer.extra_headers["References"] == "<zero@sales.example> <one@sales.example>"
    back = [("In-Reply-To", answer.extra_headers["Message-ID"])]
    later = come_in(a_mail("Thanks", name="two@x.example", headers=back))
    assert (later.status, later.follows, later.owner) == ("inbox", mail, alice)
    assert "Thanks" not in desk(alice).get(reverse("mail", args=[mail.number])).content.decode()


def test_an_answer_that_is_refused_brings_the_mail_back(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The receiver's server does not know the address."""
    from cases.letters.faults import Undeliverable

    mail = come_in(a_mail())
    do(desk(alice), mail, "answer", body="Nine.")

    def refuse(*args: Any) -> None:
        raise Undeliverable("550 nobody here")

    monkeypatch.setattr(answering.mail, "deliver", refuse)
    assert answering.drain() == 0
    mail.refresh_from_db()
    assert (mail.status, mail.why) == ("inbox", "The answer did not arrive.")
    assert "550 nobody here" in desk(alice).get(reverse("mail", args=[mail.number])).content.decode()


def test_a_server_that_is_away_is_tried_again(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer waits."""
    mail = come_in(a_mail())
    do(desk(alice), mail, "answer", body="Nine.")

    def away(*args: Any) -> None:
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr(answering.mail, "deliver", away)
    answering.drain()
    assert set(MailAnswer.objects.values_list("status", "attempts")) == {("pending", 1)}


def test_a_held_mail_is_released_and_goes_on(mailing: Any, alice: User, mona: User) -> None:
    """With a reason; it then feeds its case as if the sender were known."""
    case, raw = reply_to_case("Yes, from my other address.")
    mail = come_in(raw.replace(b"customer@example.com", b"other@example.com"))
    assert mail.status == "held"
    assert (
        "Nobody has written to this sender"
        in desk(mona).get(reverse("mail", args=[mail.number])).content.decode()
    )
    after = do(desk(mona), mail, "release", reason="I called him.")
    assert (after.status, after.case_id) == ("filed", case.pk)
    assert fresh(case).state == "changed"
    assert [(act.what, act.by) for act in mail.acts.all()] == [
        ("held", None),
        ("released", mona),
        ("filed", None),
        ("fed", None),
    ]


def test_a_person_makes_it_part_of_a_case(mailing: Any, mona: User) -> None:
    """With a reason, its files, and what it says."""
    case = approved(person("clara", "customer_care"))
    mail = come_in(with_files([('filename="note.txt"', "text/plain", b"Nine.")], body="Yes."))
    after = do(desk(mona), mail, "add_mail", case=case.reference.lower(), reason="He called about it.")
    assert (after.status, after.case_id) == ("filed", case.pk)
    assert fresh(case).state == "changed"
    page = desk(mona).get(reverse("case", args=[case.reference])).content.decode()
    assert "added a mail" in page
    assert "note.txt" in page
    assert "Mails received" in page
    assert reverse("mail", args=[mail.number]) in page


def test_a_case_one_does_not_see_is_none(alice: User) -> None:
    """The form says so; nothing happens."""
    mail = come_in(a_mail())
    url = reverse("mail_do", args=[mail.number, "add_mail"])
    answer = desk(alice).post(url, {"case": "SC-2026-999999", "reason": "x"})
    assert answer.status_code == 422
    assert "There is no case" in answer.content.decode()


def test_taking_passing_closing_setting_aside(mailing: Any, alice: User, mona: User) -> None:
    """Each is told with its reason; a colleague who was slower is told."""
    mail = come_in(a_mail())
    client = desk(alice)
    assert do(client, mail, "take").owner == alice
    passed = do(client, mail, "pass", team=SPEC.team, reason="Theirs.")
    assert (passed.team, passed.owner) == ("order_processing", None)
    assert client.post(reverse("mail_do", args=[mail.number, "close"]), {"reason": "x"}).status_code == 404
    manager = desk(mona)
    assert do(manager, mail, "away", reason="Advertising").status == "away"
    assert do(manager, mail, "back", reason="It was none").status == "inbox"
    assert do(manager, mail, "close", reason="Answered by phone").status == "done"
    assert do(manager, mail, "away", reason="too late").status == "done"
    assert "Somebody else has dealt" in manager.get(reverse("mails")).content.decode()
    assert [act.get_what_display() for act in mail.acts.all()][1:] == [
        "took it",
        "passed it on",
        "set it aside",
        "put it into the inbox",
        "closed it",
    ]


@pytest.mark.parametrize("what", ["close", "answer", "release", "pass", "add_mail"])
def test_what_is_left_empty_is_asked_for(alice: User, what: str) -> None:
    """422 and the page with the fold open."""
    mail = come_in(a_mail())
    answer = desk(alice).post(reverse("mail_do", args=[mail.number, what]), {})
    assert answer.status_code == 422
    assert InboundMail.objects.get(pk=mail.pk).status == "inbox"


def test_who_only_reads_does_nothing(db: None) -> None:
    """An auditor sees no forms, and sends none."""
    mail, client = come_in(a_mail()), desk(person("audi", "auditor"))
    assert "What you can do" not in client.get(reverse("mail", args=[mail.number])).content.decode()
    assert client.post(reverse("mail_do", args=[mail.number, "take"])).status_code == 404
    assert client.post(reverse("mails"), {}).status_code == 404


def test_a_mail_is_brought_as_a_file(alice: User) -> None:
    """Whoever brings it vouches for it; the second time it is the same one."""
    client = desk(alice)
    for _ in range(2):
        file = SimpleUploadedFile("question.EML", a_mail(headers=[("From", "x@y.example")]))
        answer = client.post(reverse("mails"), {"file": file})
        mail = InboundMail.objects.get()
        assert answer.url == reverse("mail", args=[mail.number])
    assert (mail.source, mail.brought_by, mail.status) == ("upload", alice, "inbox")
    assert not MailAnswer.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("question.pdf", b"x"), ("", b"")])
def test_a_file_that_is_no_mail(alice: User, name: str, content: bytes) -> None:
    """The page says what to choose."""
    given = {"file": SimpleUploadedFile(name, content)} if name else {}
    answer = desk(alice).post(reverse("mails"), given)
    assert answer.status_code == 422
    assert "ends in .eml" in answer.content.decode()


def test_the_page_shows_a_hostile_mail_as_text(alice: User) -> None:
    """Nothing of it becomes markup of ours; the frame has a policy of its own."""
    bad = "<script>alert(1)</script><b>bold</b><img src=//x>"
    mail = come_in(a_mail(bad, subject="<b>Hi</b>", sender='"<i>x</i>" <r@s.example>', content_type=HTML))
    client = desk(alice)
    page = client.get(reverse("mail", args=[mail.number]))
    assert "<b>Hi</b>" not in page.content.decode()
    assert "<i>x</i>" not in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    frame = client.get(reverse("mail_html", args=[mail.number]))
    assert "<b>bold</b></body>" in frame.content.decode()
    assert frame["Content-Security-Policy"].startswith("sandbox allow-popups ")
    assert (frame["X-Frame-Options"], frame["X-Content-Type-Options"]) == ("SAMEORIGIN", "nosniff")
    raw = client.get(reverse("mail_raw", args=[mail.number]))
    assert raw.content.endswith(bad.encode())
    assert raw["Content-Disposition"].startswith('attachment; filename="mail-')
    assert raw["Content-Type"] == "message/rfc822"
