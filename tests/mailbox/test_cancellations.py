"""Cancellations by mail: a request opens one, gaps are asked for in one reply, and the answer fills them."""

from __future__ import annotations

import pytest

from cancellations.models import CancellationCase
from cases.models import OutboxMessage
from tests.cancellations.helpers import order
from tests.cases.helpers import told
from tests.mailbox.builder import REP, a_mail, come_in

pytestmark = pytest.mark.django_db
REQUEST = """Please cancel this.

Client: Oak Motors
Campaign: Summer 24
Titan order ID: T-1001
Products:
- Display
- Search

Rita Lind
"""


def letters(case: CancellationCase) -> list[tuple[str, str]]:
    """What was written about the case, and to whom."""
    return list(OutboxMessage.objects.filter(case=case.pk).order_by("pk").values_list("kind", "to"))


def test_a_complete_request_opens_a_case() -> None:
    order()
    mail = come_in(a_mail(REQUEST, subject="Cancellation"))
    case = CancellationCase.objects.get()
    assert (mail.status, mail.case_id) == ("filed", case.pk)
    assert (case.state, case.client, case.titan_order_id) == ("complete", "Oak Motors", "T-1001")
    assert list(case.products) == ["Display", "Search"]
    assert told(case) == ["open", "add_mail"]
    assert letters(case) == []


def test_gaps_are_asked_for_in_one_reply_and_the_answer_fills_them() -> None:
    order()
    come_in(a_mail(REQUEST.replace("Titan order ID: T-1001\n", ""), subject="Cancellation"))
    case = CancellationCase.objects.get()
    assert case.state == "incomplete"
    assert letters(case) == [("missing_info_reply", REP)]
    asked = OutboxMessage.objects.get(case=case.pk)
    quoted = "\n".join(f"> {line}" for line in asked.body.splitlines())
    answering = [("In-Reply-To", asked.message_id)]
    come_in(
        a_mail(
            f"Titan order ID: T-1001\n\nOn Monday we wrote:\n{quoted}\n",
            name="two@x.example",
            headers=answering,
        )
    )
    case.refresh_from_db()
    assert (case.state, case.titan_order_id) == ("complete", "T-1001")
    assert told(case) == ["open", "add_mail", "add_mail", "supply"]
    assert len(letters(case)) == 1


def test_an_out_of_office_answers_nothing() -> None:
    order()
    come_in(a_mail(REQUEST.replace("Titan order ID: T-1001\n", ""), subject="Cancellation"))
    case = CancellationCase.objects.get()
    away = [
        ("In-Reply-To", OutboxMessage.objects.get(case=case.pk).message_id),
        ("Auto-Submitted", "auto-replied"),
    ]
    mail = come_in(a_mail("Titan order ID: T-1001\nI am away.", name="two@x.example", headers=away))
    case.refresh_from_db()
    assert (mail.case_id, case.state) == (case.pk, "incomplete")
    assert len(letters(case)) == 1


@pytest.mark.parametrize(
    ("body", "sort"),
    [
        ("Is the cancellation of order T-1001 done?", "question"),
        ("Please change the targeting of campaign Summer 24 to women over 30.", "order change"),
        ("Client: Oak Motors\nHello", "not clear"),
    ],
)
def test_what_is_no_cancellation_is_in_the_inbox(body: str, sort: str) -> None:
    mail = come_in(a_mail(body, subject="Summer"))
    assert (mail.status, mail.team, mail.sort) == ("inbox", "sales_enablement", sort)
    assert not CancellationCase.objects.exists()


def test_what_has_nothing_to_do_with_it_is_somebody_elses() -> None:
    mail = come_in(a_mail("Hello, I cannot sign in. Can you help?", subject="Help"))
    assert (mail.status, mail.team, mail.sort) == ("inbox", "customer_care", "")


def test_the_same_request_again_joins_its_case() -> None:
    order()
    first = come_in(a_mail(REQUEST, subject="Cancellation"))
    again = come_in(a_mail(REQUEST + "\nOnce more, please.", subject="Cancellation", name="two@x.example"))
    assert first.case_id == again.case_id
    assert letters(CancellationCase.objects.get())[-1][1] == REP
