"""The letter that comes back, and the reminders that its owner gets for the calendar."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from cases import clock, outbox
from cases.models import OutboxMessage
from tests.affiliations.helpers import DONE, LETTER, again, do, on, opened, person, switching

pytestmark = pytest.mark.django_db
OPEN = {"name": "G2", "last_set_issued": True, "billed": False, "pending_badges": 0}


def test_a_letter_that_somebody_marks_is_as_one_that_mail_reports() -> None:
    case = switching()
    do(case.reference, "02 09:00", "send_reseller_mail", **LETTER)
    with clock.fixed_at(on("02 09:01")):
        assert outbox.drain() > 0
    letter = OutboxMessage.objects.get(kind="reseller_letter")
    assert do(case.reference, "02 10:00", "mark_bounced", message=letter.number, reason="Unknown").ok
    assert again(case).mail_bounced_at == on("02 10:00")
    refused = do(case.reference, "02 11:00", "finish_switch")
    assert "AF_MAIL" in [refusal.code for refusal in refused.refusals]
    do(case.reference, "03 09:00", "send_reseller_mail", **LETTER | {"to": "office@example.org"})
    assert again(case).mail_bounced_at is None


def test_the_owner_gets_each_look_at_billing_for_the_calendar() -> None:
    case = opened(groups=[DONE, OPEN]).case
    do(case.reference, "01 09:00", "inform_reseller_rep", "sales_rep")
    owner = person("reseller_rep")
    owner.email = "rep@accountops.example"
    owner.save()
    do(case.reference, "01 09:30", "claim")
    for group in ("G1", "G2"):
        do(case.reference, "01 10:00", "add_expired_shipment", group=group, qty=0)
    assert do(case.reference, "01 11:00", "shipments_done").ok
    mail = OutboxMessage.objects.get(kind="billing_wait")
    assert (mail.channel, mail.to) == ("mail", owner.email)
    assert "Not billed yet: G2." in mail.body
    [event] = Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert event.start == on("08 09:00")
    armed = again(case).deadlines.get(kind="af.billing_check", status="armed")
    assert armed.due_at == event.start


def test_without_an_owner_the_reminder_stays_with_the_team() -> None:
    case = opened(groups=[DONE, OPEN]).case
    do(case.reference, "01 09:00", "inform_reseller_rep", "sales_rep")
    for group in ("G1", "G2"):
        do(case.reference, "01 10:00", "add_expired_shipment", group=group, qty=0)
    do(case.reference, "01 11:00", "shipments_done")
    assert not OutboxMessage.objects.filter(case=case, channel="mail").exists()
