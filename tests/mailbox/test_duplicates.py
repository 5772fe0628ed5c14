"""Mail that answers a case which was closed as a duplicate: it belongs to the case that goes on."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.models import InboundMail, OutboxMessage, TimelineEntry
from cases.workflow import advance
from tests.cases.helpers import approved, done, open_seats, person
from tests.mailbox.builder import a_mail, come_in

CUSTOMER = "customer@example.com"


@pytest.mark.django_db
def test_an_answer_to_a_duplicate_reaches_the_case_that_goes_on(client: Client) -> None:
    clara = person("clara", "customer_care")
    case = approved(clara)
    sent = OutboxMessage.objects.get(case=case.pk)
    before = come_in(a_mail("First.", sender=CUSTOMER, headers=[("In-Reply-To", sent.message_id)]))
    assert before.case_id == case.pk
    goes_on = open_seats(clara, account="Northwind Two")
    data = {"other": goes_on.reference, "reason": "The same wish."}
    done(advance(case.reference, "mark_duplicate", actor=clara, data=data))
    after = come_in(
        a_mail(
            "Second.", name="two@sales.example", sender=CUSTOMER, headers=[("In-Reply-To", sent.message_id)]
        )
    )
    about = after.case_id if after.status == InboundMail.Status.FILED else None
    held = after.status == InboundMail.Status.HELD and after.team
    assert about == goes_on.pk or held  # who writes is not known to that case yet: a person looks first
    assert not TimelineEntry.objects.filter(
        case=case.pk, action="add_mail", data__input__mail=str(after.number)
    )
    client.force_login(clara)
    page = client.get(f"/cases/{goes_on.reference}/").content.decode()
    assert f"/mail/{before.number}/" in page[page.index("From its duplicates") :]
