"""A link that ends unanswered: the party and customer care are told, once, and nothing else happens."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client

from cases import clock, deadlines, unanswered
from cases.models import ConsentRequest, OutboxMessage, TimelineEntry
from tests.cases.helpers import all_at_once
from tests.takeovers.consents import CUSTOMER, NEW, OLD, actions, asked, do, fresh, newest, sent

pytestmark = pytest.mark.django_db


def later(case: Any, **after: float) -> int:
    """A pass of the workers that long after the newest link has ended; in how many cases it told."""
    end = ConsentRequest.objects.filter(case=case.pk).latest("id").expires_at
    with clock.fixed_at(end + timedelta(**after)):
        return unanswered.tell()


def test_at_its_last_instant_a_link_still_counts(case, care):
    asked(case, care, "new")
    assert later(case, seconds=0) == 0
    assert later(case, microseconds=1) == 1


def test_each_party_gets_a_mail_and_customer_care_one_message(case, care):
    do(case, "ask_consent", care, party="all")
    before = fresh(case)
    assert later(case, seconds=1) == 1
    rows = OutboxMessage.objects.filter(kind="consent_lapsed").order_by("id")
    assert [row.to for row in rows] == [
        "admin@halden.example",
        "office@rosny.example",
        "care@voxline.example",
    ]
    assert f"Do you agree to take over {CUSTOMER} from {OLD}?" in rows[2].body
    assert "we send you a new link" in rows[2].body
    told = OutboxMessage.objects.get(kind="consent_unanswered")
    assert told.channel == "mailbox"
    assert f"- {NEW}, asked at care@voxline.example" in told.body
    entry = TimelineEntry.objects.get(action="lapse_consents")
    assert (entry.actor, entry.effects) == (None, ["consent_lapsed"])
    after = fresh(case)
    assert (after.state, after.version) == (before.state, before.version)


def test_it_is_said_once(case, care):
    asked(case, care, "new")
    assert [later(case, seconds=1), later(case, seconds=2), later(case, days=2)] == [1, 0, 0]
    assert actions(case) == ["open", "ask_consent", "lapse_consents"]


def test_many_workers_say_it_once(case, care, transactional_db):
    asked(case, care, "new")
    end = newest(case, "new").expires_at + timedelta(seconds=1)

    def one() -> int:
        with clock.fixed_at(end):
            return unanswered.tell()

    assert sum(all_at_once([partial(one)] * 4)) == 1
    assert actions(case).count("lapse_consents") == 1
    assert "lapse_consents!" not in actions(case)


def test_the_page_and_the_board_say_what_they_said_before(client, case, care):
    path = asked(case, care, "new")
    later(case, seconds=1)
    with clock.fixed_at(newest(case, "new").expires_at + timedelta(hours=1)):
        page = client.get(path)
        assert (page.status_code, "The time to answer is over" in page.content.decode()) == (410, True)
        client.force_login(care)
        assert "No answer in time" in client.get(f"/cases/{case.reference}/").content.decode()


def test_nobody_is_told_of_what_was_answered_void_or_closed(case, care):
    Client().post(asked(case, care, "new"), sent(newest(case, "new")))
    assert later(case, seconds=1) == 0
    asked(case, care, "current")
    do(case, "record_agreement", care, party="current", name=OLD, written=True)
    assert later(case, seconds=1) == 0
    asked(case, care, "subject")
    do(case, "cancel", care, reason="They stay.", still_on_custom=0)
    assert later(case, seconds=1) == 0
    assert not OutboxMessage.objects.filter(kind="consent_lapsed").exists()


def test_asked_again_only_the_newer_link_counts(case, care):
    asked(case, care, "new")
    first = newest(case, "new").expires_at
    asked(case, care, "new", days=30)
    with clock.fixed_at(first + timedelta(days=1)):
        assert unanswered.tell() == 0
    assert later(case, seconds=1) == 1


def test_what_is_long_over_is_not_told_any_more(case, care):
    asked(case, care, "new")
    assert later(case, days=8) == 0


def test_a_pass_of_the_workers_says_it_and_one_of_a_scenario_does_not(case, care):
    asked(case, care, "new")
    with clock.fixed_at(newest(case, "new").expires_at + timedelta(seconds=1)):
        deadlines.run_pass(cases=[case.pk])
        assert "lapse_consents" not in actions(case)
        deadlines.run_pass()
    assert "lapse_consents" in actions(case)
