"""A link for consent: what its page shows and takes, and every way in which it does not open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases import clock
from cases.consent import links, pace
from cases.models import ConsentRequest, Document, OutboxMessage, TimelineEntry, User
from takeovers.models import TakeoverCase
from tests.contract.world import changed, fingerprint
from tests.takeovers.consents import (
    CUSTOMER,
    NEW,
    OLD,
    actions,
    asked,
    do,
    fresh,
    newest,
    path_of,
    sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(case: TakeoverCase, care: User) -> str:
    return asked(case, care, "new")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_shows_exactly_the_terms(client, case, link):
    page = text(client.get(link))
    for words in (f"Do you agree to take over {CUSTOMER} from {OLD}?", NEW, "Business", "50", "monthly"):
        assert words in page
    assert "Complete by" in page
    assert "Nothing.</strong>" not in page
    assert newest(case, "new").terms_hash in page


def test_it_is_in_no_cache_no_index_and_no_other_site_s_log(client, link):
    response = client.get(link)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"].startswith("noindex")
    assert response.headers["Referrer-Policy"].startswith("no-referrer")


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_scanner_that_looks_changes_nothing(client, link, method):
    before = fingerprint()
    for _ in range(3):
        assert getattr(client, method)(link).status_code == 200
    assert changed(before, fingerprint()) == set()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_there(client, link, method):
    assert getattr(client, method)(link).status_code == 405


def test_an_answer_needs_the_page_s_token(case, link):
    response = Client(enforce_csrf_checks=True).post(link, sent(newest(case, "new")))
    assert response.status_code == 403
    assert newest(case, "new").state == "asked"


def test_reading_is_noted_once_when_a_person_does(client, case, link):
    assert client.post(link, {"answer": "seen"}).status_code == 204
    assert client.post(link, {"answer": "later"}).status_code == 302
    row = newest(case, "new")
    assert (row.state, row.viewed_at is not None) == ("viewed", True)
    assert actions(case).count("view_consent") == 1
    version = fresh(case).version
    assert version == case.version + 1, "asked: reading is no change that another's form could lose"


def test_agreeing_is_the_party_s_written_agreement(client, case, link):
    response = client.post(link, sent(newest(case, "new"), evidence="Contract 4711"))
    assert response.status_code == 200
    assert "Léa Fontaine has agreed for Voxline" in text(response)
    row, agreement = newest(case, "new"), case.agreements.get()
    assert (row.state, row.answered_by, row.capacity) == ("agreed", "Léa Fontaine", "Managing director")
    assert (agreement.party, agreement.name, agreement.consent) == ("new", NEW, row.number)
    assert agreement.evidence == "By link: Léa Fontaine, Managing director. Contract 4711"
    entry = TimelineEntry.objects.get(action="answer_consent")
    assert entry.effects == ["agreement_recorded", "consent_agreed"]
    assert entry.data["by_party"] == NEW
    assert "Léa" not in str(entry.data)
    assert OutboxMessage.objects.filter(kind="consent_copy", to="care@voxline.example").count() == 1


def test_three_consents_make_the_case_ready(client, case, care):
    do(case, "ask_consent", care, party="all")
    rows = list(ConsentRequest.objects.filter(case=case.pk))
    assert [row.party_name for row in rows] == [CUSTOMER, OLD, NEW]
    for row in rows:
        assert client.post(path_of(row), sent(row)).status_code == 200
    assert (fresh(case).state, bool(fresh(case).target_month)) == ("ready", True)


def test_refusing_says_why_and_tells_customer_care(client, case, link):
    assert client.post(link, sent(newest(case, "new"), "refuse")).status_code == 422
    response = client.post(link, sent(newest(case, "new"), "refuse", reason="Too late this year."))
    assert "has refused for Voxline" in text(response)
    assert not case.agreements.exists()
    told = OutboxMessage.objects.get(kind="consent_refused")
    assert (told.channel, "Too late this year." in told.body) == ("mailbox", True)


def test_a_written_agreement_can_be_brought(client, case, link):
    file = SimpleUploadedFile("agreement.txt", b"We agree.", "text/plain")
    assert client.post(link, {**sent(newest(case, "new")), "file": file}).status_code == 200
    document = Document.objects.get(case=case.pk)
    assert (newest(case, "new").document, document.uploaded_by) == (document.number, None)
    assert case.agreements.get().evidence.endswith("File agreement.txt")


def test_a_hostile_file_is_a_field_error_and_nothing_is_kept(client, case, link):
    file = SimpleUploadedFile("agreement.pdf", b"MZ\x90\x00", "application/pdf")
    response = client.post(link, {**sent(newest(case, "new")), "file": file})
    assert response.status_code == 422
    assert (newest(case, "new").state, Document.objects.count()) == ("asked", 0)


@pytest.mark.parametrize("missing", ["name", "capacity", "may_speak", "answer", "terms"])
def test_an_answer_has_a_name_a_capacity_and_its_terms(client, case, link, missing):
    given = sent(newest(case, "new"))
    del given[missing]
    assert client.post(link, given).status_code == 422
    assert newest(case, "new").state == "asked"


def test_other_terms_than_those_on_the_page_are_not_agreed_to(client, case, link):
    response = client.post(link, sent(newest(case, "new"), terms="0" * 64))
    assert response.status_code == 409
    assert newest(case, "new").state == "asked"


def test_a_party_cannot_say_when_it_agreed_or_for_whom(client, case, link):
    other = newest(case, "new").number
    client.post(link, sent(newest(case, "new"), at="2020-01-01T00:00", request=str(other), party="current"))
    assert case.agreements.get().received_at >= case.opened_at
    assert case.agreements.get().party == "new"


# Links that do not open


def test_forged(client, case, link):
    for path in ("/consent/x/", link[:-3] + "/", f"/consent/{links.signed('x' * 43, clock.now())}/"):
        response = client.get(path)
        assert response.status_code == 404
        assert "We do not know this link" in text(response)
        assert client.post(path, sent(newest(case, "new"))).status_code == 404
    assert actions(case) == ["open", "ask_consent"]


def test_expired(client, case, link):
    with clock.fixed_at(newest(case, "new").expires_at):
        assert client.get(link).status_code == 200
    with clock.fixed_at(newest(case, "new").expires_at + timedelta(microseconds=1)):
        for response in (client.get(link), client.post(link, sent(newest(case, "new")))):
            assert response.status_code == 410
            assert "The time to answer is over" in text(response)
    assert not case.agreements.exists()


def test_used_again(client, case, link):
    client.post(link, sent(newest(case, "new")))
    for response in (client.get(link), client.post(link, sent(newest(case, "new"), "refuse", reason="No."))):
        assert response.status_code == 410
        assert "This was answered already" in text(response)
    assert newest(case, "new").state == "agreed"


def test_ended_by_customer_care(client, case, care, link):
    do(case, "revoke_consent", care, party="new:voxline", reason="Wrong person.")
    response = client.get(link)
    assert (response.status_code, "We have ended this link" in text(response)) == (410, True)
    assert client.post(link, sent(newest(case, "new"))).status_code == 410
    assert "Wrong person" not in text(response)


def test_replaced_by_a_newer_one(client, case, care, link):
    again = asked(case, care, "new", address="other@voxline.example")
    assert client.get(link).status_code == 410
    assert client.get(again).status_code == 200


def test_after_closing(client, case, care, link):
    do(case, "cancel", care, reason="They stay.", still_on_custom=0)
    assert newest(case, "new").state == "revoked"
    for response in (client.get(link), client.post(link, sent(newest(case, "new")))):
        assert response.status_code == 410
        assert "This request is closed" in text(response)
    assert actions(case)[-1] == "end_consents"


def test_too_often(client, case, link, monkeypatch):
    monkeypatch.setattr(pace, "A_MINUTE", 1)
    assert client.post(link, {"answer": "later"}).status_code == 302
    response = client.post(link, sent(newest(case, "new")))
    assert (response.status_code, "Retry-After" in response.headers) == (429, True)
    assert newest(case, "new").state == "viewed"


def test_nothing_stored_opens_a_link(case, link):
    secret = link.rpartition("/consent/")[2].partition(".")[0]
    for model in (ConsentRequest, OutboxMessage, TimelineEntry):
        assert secret not in str(list(model.objects.values()))
