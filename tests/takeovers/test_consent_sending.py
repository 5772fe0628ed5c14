"""The mail with the link, what logs keep of it, and two answers at once."""

from __future__ import annotations

import logging
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.core import mail

from accountops.logs import without_links
from cases import outbox
from cases.models import ConsentRequest, OutboxMessage
from cases.workflow import advance
from tests.cases.helpers import all_at_once
from tests.takeovers.consents import asked, fresh, newest, path_of, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_the_link_is_in_the_mail_and_nowhere_else(case, care):
    path = asked(case, care, "new")
    stored = OutboxMessage.objects.get(kind="consent_asked")
    assert path not in f"{stored.body}{stored.html}{stored.payload}"
    while outbox.drain():
        pass
    sent_one = next(one for one in mail.outbox if one.to == ["care@voxline.example"] and "Do you" in one.body)
    assert path in sent_one.body
    assert path in str(sent_one.alternatives[0][0])
    assert "Please answer by" in sent_one.body
    stored.refresh_from_db()
    assert path not in f"{stored.body}{stored.html}{stored.payload}"


def test_the_mail_is_shown_before_it_goes_out(client, case, care):
    client.force_login(care)
    given = {"party": "new:voxline", "address": "lea@voxline.example", "days": "7"}
    page = client.post(f"/cases/{case.reference}/do/ask_consent/preview/", given).content.decode()
    assert "Do you agree to take over Halden Freight from Rosny Telecom?" in page
    assert "lea@voxline.example" in page
    assert not ConsentRequest.objects.exists()


def test_the_copy_leads_to_the_page_for_reading(client, case, care):
    client.post(asked(case, care, "new"), sent(newest(case, "new")))
    while outbox.drain():
        pass
    copy = next(one for one in mail.outbox if "Your answer:" in one.subject)
    assert "Léa Fontaine (Managing director) has agreed for Voxline" in copy.body
    assert "Companies and licences: Halden Freight, Business, monthly, 50" in copy.body
    link = next(word for word in copy.body.split() if "/asked/" in word)
    assert client.get(urlsplit(link).path).status_code == 200


def test_logs_keep_the_beginning_of_such_an_address_only(client, case, care, caplog):
    path = asked(case, care, "new")
    token = path.split("/")[2]
    with caplog.at_level(logging.WARNING):
        client.get(path.replace(token, token[:-2]))
    told = [without_links(None, "", {"event": record.getMessage()})["event"] for record in caplog.records]
    assert told == ["Not Found: /consent/…/"]


@pytest.mark.django_db(transaction=True)
def test_answers_at_once_are_one_answer(case, care):
    asked(case, care, "new")
    row = newest(case, "new")
    given = {name: value for name, value in sent(row).items() if value} | {"request": str(row.number)}
    outcomes = all_at_once([partial(advance, case.reference, "answer_consent", actor=None, data=given)] * 8)
    assert sorted(outcome.ok for outcome in outcomes) == [False] * 7 + [True]
    assert (case.agreements.count(), newest(case, "new").state) == (1, "agreed")
    assert path_of(row)
    assert fresh(case).state == "awaiting_agreements"
