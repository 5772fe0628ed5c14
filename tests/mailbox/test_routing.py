"""Where a mail goes: to its case, to a new one, to an inbox, or nowhere until a person has looked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cases.kinds import Kind
from cases.letters import addresses
from cases.mailspec import Fed, ForCase, MailSpec, NewCase, NoCase, ReadMail, Recognised
from cases.models import InboundMail, MailAnswer, OutboxMessage, PersonalData, TimelineEntry, User
from cases.workflow import advance
from tests.cases.files.samples import PDF
from tests.cases.helpers import approved, done, fresh, open_seats, person, told
from tests.mailbox.builder import REP, a_mail, come_in, with_files

CUSTOMER = "customer@example.com"


def recognise(mail: ReadMail) -> Recognised | None:
    """More seats are a case; a number names one; a question is none."""
    words = mail.subject.lower()
    if words.startswith("seats for"):
        return NewCase({"account": mail.subject[10:], "seats_now": 5, "seats_wanted": int(mail.text)})
    if words.startswith("yes to "):
        return ForCase(mail.subject[7:].upper(), "customer_confirmed", {"words": mail.text})
    return NoCase("question") if words.startswith("seats?") else None


def feed(mail: ReadMail, case: Any) -> Fed | None:
    """A yes is the customer's confirmation."""
    return Fed("customer_confirmed", {"words": mail.text}) if mail.text.lower().startswith("yes") else None


SPEC = MailSpec("order_processing", recognise, feed)


@pytest.fixture
def mailing(changed_kind: Callable[..., Kind], seats: Kind) -> Kind:
    """The kind in miniature, with a part in the mailbox."""
    opening = replace(seats.opening, roles=seats.opening.roles | {"mail"})
    return changed_kind(mail=SPEC, opening=opening)


def reply_to_case(body: str = "Yes, please.", **options: Any) -> tuple[Any, bytes]:
    """A case that waits for its customer, and the customer's answer to our question."""
    case = approved(person("clara", "customer_care"))
    sent = OutboxMessage.objects.get(case=case.pk)
    answering = [("In-Reply-To", sent.message_id)]
    return case, a_mail(body, sender=CUSTOMER, headers=[*answering, *options.pop("headers", [])], **options)


@pytest.mark.django_db
def test_what_nobody_recognises_is_in_the_inbox() -> None:
    """Of the team that reads such mail, with a word to the sender."""
    mail = come_in(a_mail())
    assert (mail.status, mail.team, mail.sort) == ("inbox", "customer_care", "")
    assert MailAnswer.objects.get().automatic


@pytest.mark.django_db
def test_a_mail_opens_a_case(mailing: Kind) -> None:
    """The case is of the mail, and the mail is of the case."""
    mail = come_in(a_mail("9", subject="Seats for Northwind"))
    assert mail.status == "filed"
    case = fresh(mailing.model.objects.get())
    assert (mail.case_id, case.seats_wanted, case.source) == (case.pk, 9, "mail")
    assert told(case) == ["open", "add_mail"]
    first, second = TimelineEntry.objects.filter(case=case.pk).order_by("seq")
    assert (first.as_role, second.as_role, second.actor) == ("mail", "system", None)
    words = PersonalData.objects.get(entry=second).data["note"]
    assert words == f"From {REP}: Seats for Northwind\n\n9"


@pytest.mark.django_db
def test_a_case_that_cannot_be_opened_is_the_inboxs(mailing: Kind) -> None:
    """With the reason; nothing of the case remains."""
    mail = come_in(a_mail("-1", subject="Seats for Northwind"))
    assert (mail.status, mail.team) == ("inbox", "order_processing")
    assert "seats_wanted" in mail.why
    assert not mailing.model.objects.exists()


@pytest.mark.django_db
def test_a_question_goes_to_the_team_of_its_kind(mailing: Kind) -> None:
    """It is no case."""
    mail = come_in(a_mail(subject="Seats? How many do we have"))
    assert (mail.status, mail.team, mail.sort) == ("inbox", "order_processing", "question")


@pytest.mark.django_db
def test_an_answer_to_our_mail_belongs_to_its_case_and_feeds_it(mailing: Kind) -> None:
    """By In-Reply-To; the case goes on."""
    case, raw = reply_to_case()
    mail = come_in(raw)
    assert (mail.status, mail.case_id) == ("filed", case.pk)
    assert fresh(case).state == "changed"
    assert [one.what for one in mail.acts.all()] == ["filed", "fed"]


@pytest.mark.django_db
def test_the_signed_address_tells_the_case() -> None:
    """In the envelope, in To or Cc; whatever the case of its letters."""
    case = approved(person("clara", "customer_care"))
    to = addresses.reply_to(case.reference)
    assert come_in(a_mail(sender=CUSTOMER, to=to.upper())).case_id == case.pk
    copied = a_mail(sender=CUSTOMER, name="two@x.example", headers=[("Cc", f"Support <{to}>")])
    assert come_in(copied).case_id == case.pk
    assert come_in(a_mail(sender=CUSTOMER, name="three@x.example"), envelope_to=to).case_id == case.pk


@pytest.mark.django_db
def test_a_made_up_address_or_number_is_no_way_into_a_case() -> None:
    """A wrong signature, a reference in the subject, a made-up Message-ID: only suggested."""
    case = approved(person("clara", "customer_care"))
    wrong = addresses.reply_to(case.reference).replace("+c.", "+c.").replace("@", "0@")
    forged = f"<ao.{case.reference.lower()}.{'0' * 32}.00000000@localhost>"
    mail = come_in(
        a_mail(
            sender=CUSTOMER, to=wrong, subject=f"Re: [{case.reference}]", headers=[("In-Reply-To", forged)]
        )
    )
    assert (mail.status, mail.case) == ("inbox", None)
    assert mail.parsed["suggested"] == [case.reference]


@pytest.mark.django_db
def test_the_newest_reference_counts() -> None:
    """References are read from their end."""
    clara = person("clara", "customer_care")
    old, new = (
        OutboxMessage.objects.get(case=approved(clara, account=name).pk) for name in ("Northwind", "Fabrikam")
    )
    ids = f"<a@b.example> {old.message_id} {new.message_id}"
    assert come_in(a_mail(sender=CUSTOMER, headers=[("References", ids)])).case_id == new.case_id


@pytest.mark.django_db
def test_a_second_mail_to_the_first_belongs_to_the_same_case(mailing: Kind) -> None:
    """The sender adds something before anybody has answered."""
    first = come_in(a_mail("9", subject="Seats for Northwind"))
    later = a_mail("And soon.", name="two@sales.example", headers=[("In-Reply-To", "<one@sales.example>")])
    assert come_in(later).case_id == first.case_id


@pytest.mark.django_db
def test_a_stranger_on_a_known_thread_is_held_back(mailing: Kind) -> None:
    """The signed address was passed on; whoever we never wrote to moves nothing."""
    case, _ = reply_to_case()
    raw = a_mail("Yes", sender="eve@evil.example", to=addresses.reply_to(case.reference))
    mail = come_in(raw)
    assert (mail.status, mail.case, mail.team) == ("held", None, "order_processing")
    assert fresh(case).state == "confirming"


@pytest.mark.django_db
def test_a_person_of_ours_who_sees_the_case_is_known() -> None:
    """By the address of the account."""
    case = approved(person("clara", "customer_care"))
    to = addresses.reply_to(case.reference)
    assert come_in(a_mail(sender="clara@example.com", to=to)).case_id == case.pk
    person("paul", "research_specialist")
    assert come_in(a_mail(sender="paul@example.com", to=to, name="two@x.example")).status == "held"


@pytest.mark.parametrize(
    "sign",
    [
        ("Auto-Submitted", "auto-replied"),
        ("X-Autoreply", "yes"),
        ("Return-Path", "<>"),
        ("Precedence", "bulk"),
    ],
)
@pytest.mark.django_db
def test_automatic_mail_is_kept_and_moves_nothing(mailing: Kind, sign: tuple[str, str]) -> None:
    """An out-of-office with a yes in it is no confirmation, and opens nothing."""
    case, raw = reply_to_case("Yes, I am away.", headers=[sign])
    mail = come_in(raw)
    assert (mail.status, mail.case_id) == ("filed", case.pk)
    assert fresh(case).state == "confirming"
    opening = come_in(a_mail("9", subject="Seats for Contoso", name="two@x.example", headers=[sign]))
    assert opening.status == "away"
    assert mailing.model.objects.count() == 1
    assert not MailAnswer.objects.exists()


@pytest.mark.django_db
def test_one_acknowledgement_a_day_and_sender() -> None:
    """However many mails come."""
    for number in range(3):
        come_in(a_mail(f"Question {number}", name=f"{number}@sales.example"))
    come_in(a_mail(sender="other@sales.example", name="x@sales.example"))
    assert sorted(MailAnswer.objects.values_list("to", flat=True)) == ["other@sales.example", REP]


@pytest.mark.django_db
def test_a_flood_is_held_back(settings: Any) -> None:
    """Above so many in an hour nothing happens by itself."""
    settings.MAIL_PER_SENDER_AND_HOUR = 2
    found = [come_in(a_mail(name=f"{number}@x.example")).status for number in range(3)]
    assert found == ["inbox", "inbox", "held"]


@pytest.mark.django_db
def test_verified_senders_only(settings: Any) -> None:
    """The topmost word of our own server counts, and no other."""
    settings.MAIL_SENDERS, settings.MAIL_RECEIVER = "verified", "mx.house.example"
    good = ("Authentication-Results", "mx.house.example; dmarc=pass header.from=sales.example")
    bad = ("Authentication-Results", "mx.house.example; dmarc=fail header.from=sales.example")
    other = ("Authentication-Results", "mx.evil.example; dmarc=pass header.from=sales.example")
    for number, (headers, status) in enumerate(
        [([good], "inbox"), ([bad, good], "held"), ([other], "held"), ([], "held"), ([other, good], "inbox")]
    ):
        assert come_in(a_mail(headers=headers, name=f"{number}@x.example")).status == status, headers


@pytest.mark.django_db
def test_files_of_a_mail_become_files_of_the_case() -> None:
    """What a case takes is kept; what it does not is told."""
    case = open_seats(person("clara", "customer_care"))
    mail = come_in(
        with_files(
            [
                ('filename="order.pdf"', "application/pdf", PDF),
                ('filename="run.exe"', "application/octet-stream", b"MZ"),
                ('filename="all.zip"', "application/zip", b"PK\x03\x04"),
            ]
        )
    )
    done(
        advance(
            case.reference,
            "add_mail",
            actor=User.objects.get(username="clara"),
            data={"mail": str(mail.number)},
        )
    )
    assert [row.name for row in case.documents.all()] == ["order.pdf"]
    entry = TimelineEntry.objects.get(case=case.pk, action="add_mail")
    words = PersonalData.objects.get(entry=entry).data["note"]
    assert "run.exe was not kept" in words
    assert "all.zip was not kept" in words
    assert entry.data["input"] == {"mail": str(mail.number)}


@pytest.mark.django_db
def test_a_mail_belongs_to_one_case(alice: User) -> None:
    """The second time is refused, with where it is."""
    mail, first = come_in(a_mail()), open_seats(alice)
    second = open_seats(alice, account="Fabrikam")
    done(advance(first.reference, "add_mail", actor=alice, data={"mail": str(mail.number)}))
    refused = advance(second.reference, "add_mail", actor=alice, data={"mail": str(mail.number)})
    assert [one.message for one in refused.refusals] == [f"This mail is part of {first.reference} already."]


@pytest.mark.django_db
def test_what_fails_is_kept_and_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours: the mail stays, the next one comes in, and later it goes on."""
    from cases.mailbox import ingesting, read_due

    def broken(raw: bytes) -> None:
        raise RuntimeError("not today")

    with monkeypatch.context() as patch:
        patch.setattr(ingesting, "read", broken)
        mail = come_in(a_mail())
    assert (mail.status, mail.why) == ("failed", "RuntimeError: not today")
    assert come_in(a_mail(name="two@x.example")).status == "inbox"
    InboundMail.objects.filter(pk=mail.pk).update(next_attempt_at=mail.received_at)
    assert read_due() == 1
    mail.refresh_from_db()
    assert (mail.status, mail.attempts, mail.next_attempt_at) == ("inbox", 2, None)
