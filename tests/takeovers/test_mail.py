"""Take-overs by mail: a request opens a draft or joins one, and never is it an agreement."""

from __future__ import annotations

import pytest

from cases import clock, registry
from cases.mailbox.handling import do
from cases.models import InboundMail, OutboxMessage, User
from cases.policies import placing
from cases.workflow import advance
from takeovers.models import TakeoverCase
from tests.cases.helpers import told
from tests.mailbox.builder import a_mail, come_in
from tests.takeovers.consents import CUSTOMER, NEW, OLD, take_over

pytestmark = pytest.mark.django_db
ANN = "ann@halden.example"
REQUEST = f"""Please take over this customer.

Customer: {CUSTOMER}
Current partner: {OLD}
New partner: {NEW}
"""


def comes(
    body: str = REQUEST, *, name: str = "one@halden.example", sender: str = ANN, **more: str
) -> InboundMail:
    """A mail about a take-over."""
    return come_in(a_mail(body, subject=more.pop("subject", "Take-over"), sender=sender, name=name), **more)


def letters(case: TakeoverCase) -> list[tuple[str, str]]:
    """What was written about the case, and to whom."""
    return list(OutboxMessage.objects.filter(case=case.pk).order_by("pk").values_list("kind", "to"))


def only() -> TakeoverCase:
    """The one take-over there is."""
    return TakeoverCase.objects.get()


def test_a_request_opens_a_draft_and_who_asked_learns_what_is_open() -> None:
    mail = comes()
    case = only()
    assert (mail.status, mail.case_id, case.state) == ("filed", case.pk, "draft")
    assert (case.subject, case.current_partner, case.new_partner) == (CUSTOMER, OLD, NEW)
    assert told(case) == ["open", "add_mail"]
    assert letters(case) == [("draft_incomplete", ANN)]
    assert OutboxMessage.objects.get().body.count("please tell us the kind of move.") == 1
    assert case.parts.agreements == []


def test_a_reply_fills_the_gap_and_quoted_words_do_not() -> None:
    comes()
    asked = OutboxMessage.objects.get()
    quoted = "\n".join(f"> {line}" for line in asked.body.splitlines())
    answer = f"Move type: direct to direct\nWe agree to everything.\n\nOn Monday we wrote:\n{quoted}\n"
    headers = [("In-Reply-To", asked.message_id)]
    come_in(a_mail(answer, sender=ANN, name="two@halden.example", headers=headers))
    case = only()
    assert (case.move_type, case.state, case.parts.agreements) == ("ec_dr_to_dr", "draft", [])
    assert told(case) == ["open", "add_mail", "add_mail", "supply"]
    assert len(letters(case)) == 1


def test_another_mail_of_the_same_customer_joins_its_draft() -> None:
    first = comes()
    again = comes(f"{REQUEST}Move type: indirect to direct", name="two@halden.example")
    assert (again.status, again.case_id) == ("filed", first.case_id)
    assert only().move_type == "ec_ir_to_dr"


def test_a_party_on_file_joins_and_a_stranger_is_held_back_with_the_case_suggested(care: User) -> None:
    case = take_over(care)
    party = comes(sender="care@voxline.example")
    assert (party.status, party.case_id) == ("filed", case.pk)
    stranger = comes(sender="who@else.example", name="three@else.example")
    assert (stranger.status, stranger.case_id) == ("held", None)
    assert stranger.parsed["suggested"] == [case.reference]
    assert told(case)[-1] == "add_mail"


def test_a_stranger_who_was_released_joins(care: User) -> None:
    case = take_over(care)
    mail = comes(sender="who@else.example")
    do(mail, "release", care, {"reason": "They called."})
    mail.refresh_from_db()
    assert (mail.status, mail.case_id) == ("filed", case.pk)


@pytest.mark.parametrize("more", ["New distributor: Westfall", "Current distributor: Euro Distri"])
def test_what_names_more_than_the_case_still_fits_it(care: User, more: str) -> None:
    case = take_over(care)
    assert comes(f"{REQUEST}{more}", sender="care@voxline.example").case_id == case.pk


def test_another_partner_is_a_persons_to_decide(care: User) -> None:
    case = take_over(care)
    mail = comes(REQUEST.replace(NEW, "Signal Ouest"), sender="admin@halden.example")
    assert (mail.status, mail.case_id, mail.sort) == ("inbox", None, "take-over that may be there already")
    assert mail.parsed["suggested"] == [case.reference]


def test_several_candidates_are_suggested_and_none_is_guessed() -> None:
    for number in (1, 2):
        case = TakeoverCase.objects.filter(subject="")
        comes(f"Take-over\nNew partner: {NEW}", name=f"{number}@halden.example")
    for case in TakeoverCase.objects.order_by("pk"):
        data = {"subject": CUSTOMER}
        assert advance(case.reference, "complete_request", actor=None, as_role="customer_care", data=data).ok
    mail = comes(name="three@halden.example")
    numbers = list(TakeoverCase.objects.order_by("pk").values_list("reference", flat=True))
    assert (mail.status, mail.parsed["suggested"]) == ("inbox", numbers)


@pytest.mark.parametrize(
    ("body", "sort"),
    [
        ("When will the take-over be done?", "question"),
        (f"{REQUEST}New partner: Signal Ouest", "take-over, not clear"),
        (f"We withdraw our agreement.\n{REQUEST}", "take-over, not clear"),
        ("We agree to the take-over, see the letter.", "take-over, not clear"),
    ],
)
def test_what_is_not_clear_is_in_the_inbox_with_the_senders_cases(care: User, body: str, sort: str) -> None:
    case = take_over(care)
    mail = comes(body, sender="admin@halden.example")
    assert (mail.status, mail.team, mail.sort) == ("inbox", "customer_care", sort)
    assert mail.parsed["suggested"] == [case.reference]
    assert case.parts.agreements == []


def test_a_word_about_it_makes_no_mail_ours() -> None:
    mail = comes("Is the take-over done?", sender="who@else.example")
    assert (mail.status, mail.sort) == ("inbox", "")


def test_the_same_partners_open_nothing_and_the_inbox_says_why() -> None:
    mail = comes(REQUEST.replace(NEW, OLD))
    assert (mail.status, mail.why) == ("inbox", "No case could be opened: Old and new partner are the same.")


def test_one_word_a_day_and_none_to_lists_machines_and_what_a_person_brought() -> None:
    comes()
    comes(REQUEST.replace(CUSTOMER, "Kestrel Foods"), name="two@halden.example")
    comes(REQUEST.replace(CUSTOMER, "Sund Marine"), name="3@b.example", sender="no-reply@b.example")
    come_in(
        a_mail(
            REQUEST.replace(CUSTOMER, "Aurora Textiles"),
            sender="list@c.example",
            name="4@c.example",
            headers=[("List-Id", "<news.c.example>")],
        )
    )
    assert TakeoverCase.objects.count() == 4
    assert list(OutboxMessage.objects.values_list("kind", "to")) == [("draft_incomplete", ANN)]


def test_a_machine_opens_nothing() -> None:
    mail = come_in(a_mail(REQUEST, sender=ANN, headers=[("Auto-Submitted", "auto-generated")]))
    assert (mail.status, TakeoverCase.objects.count()) == ("away", 0)


def test_policy_says_which_languages_are_read(care: User) -> None:
    kind, start = registry.get_kind("takeover"), clock.now()
    placing.place(kind, {"mail_languages": ["en"]}, effective_from=start, author=care, reason="English only.")
    mail = comes("Übernahme\nNeuer Partner: Brücke IT\nBisheriger Partner: NordTel", subject="Übernahme")
    assert (mail.status, mail.sort, TakeoverCase.objects.count()) == ("inbox", "", 0)
