"""Mail brought by a program: every status that the description names, and one receipt for one mail."""

from __future__ import annotations

from typing import Any

import pytest

from cases.models import InboundMail, User
from tests.cases.api.client import Program
from tests.cases.helpers import person
from tests.mailbox.builder import a_mail

PATH = "/intake/email"
MAIL = "message/rfc822"


@pytest.fixture
def gateway(db: None) -> Program:
    """The company's mail gateway."""
    return Program(person("gateway", "mail"), "record")


def bring(program: Program, raw: bytes, **options: Any) -> Any:
    """A mail, brought."""
    return program.call("POST", PATH, raw=raw, content_type=options.pop("content_type", MAIL), **options)


def test_a_mail_gets_a_receipt(gateway: Program) -> None:
    """202, and what is known of it already."""
    answer = bring(gateway, a_mail(), params={"envelope_to": "x" * 321})
    assert (answer.status_code, InboundMail.objects.count()) == (422, 0)
    answer = bring(gateway, a_mail(), params={"envelope_to": "support@accountops.example"})
    assert answer.status_code == 202
    mail = InboundMail.objects.get()
    told = answer.json()
    assert told["number"] == str(mail.number)
    assert (told["message_id"], told["again"], told["status"]) == ("<one@sales.example>", False, "inbox")
    assert told["case"] is None
    assert mail.envelope_to == "support@accountops.example"


def test_the_same_message_id_twice_is_one(gateway: Program) -> None:
    """The same bytes, and the same words on another way."""
    first = bring(gateway, a_mail()).json()
    again = bring(gateway, a_mail()).json()
    other_way = bring(gateway, a_mail(headers=[("Received", "from elsewhere")])).json()
    assert again == other_way == first | {"again": True}
    assert list(InboundMail.objects.order_by("id").values_list("status", flat=True)) == ["inbox", "twice"]


def test_a_key_gets_the_first_receipt_again(gateway: Program) -> None:
    """Replayed as it was; under the same key another mail is refused, and is not here."""
    keyed = {"headers": {"Idempotency_Key": "m-1"}}
    first, again = (bring(gateway, a_mail(), **keyed) for _ in range(2))
    assert (again.json(), again["Idempotency-Replayed"]) == (first.json(), "true")
    assert not first.json()["again"]
    other = bring(gateway, a_mail("Another."), **keyed)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/key-reused")
    assert InboundMail.objects.count() == 1


def test_the_same_message_id_with_other_words_waits_for_a_person(gateway: Program) -> None:
    """The receipt is that of the first; the second is kept, held back, and told on both."""
    first = bring(gateway, a_mail()).json()
    assert bring(gateway, a_mail("Pay to another account.")).json()["number"] == first["number"]
    second = InboundMail.objects.get(first__isnull=False)
    assert (second.status, second.why) == (
        "held",
        "It has the Message-ID of a mail that is here, and other words.",
    )
    assert "other words" in second.first.acts.last().why


def test_mails_without_a_message_id_are_told_apart_by_their_bytes(gateway: Program) -> None:
    """Two are two, and neither stops the other."""
    numbers = {bring(gateway, a_mail(body, name="")).json()["number"] for body in ("one", "two", "one")}
    assert len(numbers) == 2


@pytest.mark.parametrize("role", ["customer_care", "manager", "mail"])
@pytest.mark.django_db
def test_who_may_bring_mail(role: str) -> None:
    """The gateway, and who works in an inbox."""
    assert bring(Program(person("one", role)), a_mail()).status_code == 202


@pytest.mark.parametrize("role", ["auditor", "administrator", "sales_rep", "customer"])
@pytest.mark.django_db
def test_who_may_not(role: str) -> None:
    """Nobody else, and nothing is stored."""
    assert bring(Program(person("one", role)), a_mail()).status_code == 403
    assert not InboundMail.objects.exists()


def test_a_token_needs_its_scope(db: None) -> None:
    """Reading alone is not enough."""
    assert bring(Program(person("one", "mail"), "read"), a_mail()).status_code == 403


def test_bodies_that_are_no_mail(gateway: Program, settings: Any) -> None:
    """Another type, nothing, too much."""
    settings.MAIL_MAX_BYTES = 2_000_000
    assert bring(gateway, b"{}", content_type="application/json").status_code == 415
    assert bring(gateway, b"").status_code == 400
    assert bring(gateway, b"x" * 2_000_001).status_code == 413
    assert not InboundMail.objects.exists()
    assert bring(gateway, a_mail("x" * 1_500_000)).status_code == 202


def test_a_bearer_may_not_know_the_case(gateway: Program, mona: User) -> None:
    """What one does not see is not in one's receipt: a manager's holds it."""
    from tests.mailbox.test_routing import reply_to_case

    case, raw = reply_to_case()
    assert bring(gateway, raw).json()["case"] is None
    assert bring(Program(mona), raw).json()["case"] == case.reference
