"""Another kind asks by link: the core does all of it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from cases.consent.links import url_of
from cases.models import ConsentRequest, OutboxMessage, TimelineEntry
from cases.workflow import advance
from tests.cases.helpers import approved, codes, done, fresh, open_seats, person

pytestmark = pytest.mark.django_db
ASKED = {"party": "customer", "address": "office@northwind.example"}


@pytest.fixture
def care():
    return person("celia", "customer_care")


def path_of(row):
    seed = OutboxMessage.objects.get(payload__consent=str(row.number)).payload["seed"]
    return urlsplit(url_of(seed, row.digest, row.expires_at)).path


def test_the_customer_answers_and_the_case_completes(client, care):
    case = approved(care)
    done(advance(case.reference, "ask_consent", actor=care, data=ASKED))
    row = ConsentRequest.objects.get()
    page = client.get(path_of(row)).content.decode()
    assert "Do you want 8 seats?" in page
    given = {"terms": row.terms_hash, "answer": "agree", "name": "Jo", "capacity": "Owner", "may_speak": "on"}
    assert client.post(path_of(row), given).status_code == 200
    assert fresh(case).state == "changed"


def test_a_correction_voids_and_asks_again(client, care):
    case = approved(care)
    done(advance(case.reference, "ask_consent", actor=care, data=ASKED))
    done(
        advance(
            case.reference, "correct_facts", actor=care, data={"seats_wanted": 9, "reason": "Typed wrongly"}
        )
    )
    assert list(ConsentRequest.objects.order_by("id").values_list("state", flat=True)) == ["void", "asked"]
    told = TimelineEntry.objects.get(action="void_consents").data["reason"]
    assert "Seats: 9 instead of 5, before: 8 instead of 5" in told


def test_nobody_is_asked_before_or_after(care):
    outcome = advance(open_seats(care).reference, "ask_consent", actor=care, data=ASKED)
    assert codes(outcome) == ["CONSENT_CLOSED"]


def test_without_an_address_there_is_an_error_of_the_field(care):
    case = approved(care)
    with pytest.raises(ValueError, match="Give the mail address of Northwind"):
        advance(case.reference, "ask_consent", actor=care, data={"party": "customer"})
