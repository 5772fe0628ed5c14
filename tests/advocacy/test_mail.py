"""A reply of the customer is a contact; what others write is only kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advocacy.process.mail import MAIL
from cases import clock
from cases.mailspec import ReadMail
from cases.workflow import record
from tests.advocacy.helpers import again, on, opened, run, silent

WROTE = ReadMail(
    message_id="<1@miller.example>",
    from_name="Mo Miller",
    from_address="Mo@Miller.example",
    to=(),
    subject="Re: your letter",
    text="Please call me.",
    sent_at=None,
    received_at=on("10 09:00"),
)


@pytest.mark.django_db
def test_a_reply_of_the_customer_ends_the_wait() -> None:
    case = silent()
    fed = MAIL.feed(WROTE, case)
    assert fed is not None
    with clock.fixed_at(on("10 09:01")):
        told = record(
            case.reference, fed.event, None, actor=None, as_role=MAIL.role, data=fed.data, strict=True
        )
    assert told.ok
    case = run(case, "25 09:00")
    assert (case.state, case.facts().unanswered_at, case.conversation_ever) == ("open", on("10 09:00"), True)


@pytest.mark.django_db
def test_what_others_write_is_no_contact() -> None:
    case = opened().case
    assert MAIL.feed(replace(WROTE, from_address="installer@hale.example"), case) is None
    assert MAIL.feed(WROTE, opened(product="Freezer", customer_email="").case) is None
    assert MAIL.recognise(WROTE) is None
    assert again(case).state == "open"
