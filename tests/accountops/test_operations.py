"""The operators' page: what was set aside, seen to one by one or many together, and how it all runs."""

from __future__ import annotations

import io
import json
import re
from contextlib import suppress
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accountops.demo_trouble import set_aside
from accountops.health.doctor import TITLES
from accountops.views.operations import MOST
from cases import clock
from cases.models import Deadline, Notification, OutboxMessage
from cases.workflow import advance
from tests.cases.helpers import approved, done, person

pytestmark = pytest.mark.django_db
PAGE, SEE_TO = "/operations/", "/operations/see-to/"


@pytest.fixture
def adam(client: Client) -> Client:
    client.force_login(person("adam", "administrator"))
    return client


def aside(number: int = 1) -> list[Any]:
    """Cases with a parked reminder and a message that was given up."""
    alice = person("alice", "customer_care")
    cases = [approved(alice) for _ in range(number)]
    error = {"attempts": 5, "last_error": "Poison: no <b>letter</b>"}
    Deadline.objects.filter(kind="sc.reminder").update(status="parked", settled_at=clock.now(), **error)
    OutboxMessage.objects.update(status="dead", attempts=8, last_error="OSError: away")
    return cases


def items() -> list[str]:
    steps = Deadline.objects.filter(status="parked").values_list("pk", flat=True)
    dead = OutboxMessage.objects.filter(status="dead").values_list("pk", flat=True)
    return [*(f"timer-{pk}" for pk in steps), *(f"message-{pk}" for pk in dead)]


def test_the_page_shows_what_was_set_aside_with_its_error(adam: Client) -> None:
    (case,) = aside()
    page = adam.get(PAGE).content.decode()
    for words in (
        "Reminder",
        "The question to the customer",
        "OSError: away",
        "none by itself",
        case.reference,
    ):
        assert words in page
    assert "Poison: no &lt;b&gt;letter" in page
    assert f"/cases/{case.reference}/" not in page  # an administrator sees no case
    assert [f'value="{item}"' in page for item in items()] == [True, True]


def test_who_sees_cases_gets_there_and_an_auditor_only_reads(client: Client) -> None:
    (case,) = aside()
    client.force_login(person("mona", "manager"))
    assert f'href="/cases/{case.reference}/"' in client.get(PAGE).content.decode()
    client.force_login(person("audi", "auditor"))
    page = client.get(PAGE).content.decode()
    assert case.reference in page
    assert SEE_TO not in page
    assert client.get(SEE_TO).status_code == 404


def test_it_says_what_the_doctor_says(adam: Client) -> None:
    aside()
    page, out = adam.get(PAGE).content.decode(), io.StringIO()
    with suppress(CommandError):
        call_command("doctor", "--json", stdout=out)
    found = re.findall(
        r'<th role="rowheader" scope="row"[^>]*>([^<]+)</th>\s*<td role="cell"><span class="st is-(\w+)', page
    )
    doctor = [
        (TITLES[row["name"]], "done" if row["well"] else "breach")
        for row in map(json.loads, out.getvalue().splitlines())
    ]
    assert found == doctor
    assert (TITLES["parked steps"], "breach") in doctor


def test_many_are_looked_at_then_tried_again_each_with_its_outcome(adam: Client) -> None:
    aside(2)
    chosen = items()
    review = adam.get(SEE_TO, {"what": "retry", "of": chosen}).content.decode()
    assert "Try again: 4" in review
    assert "Try 4 of them again" in review
    refused = adam.post(SEE_TO, {"what": "retry", "of": chosen, "reason": " "})
    assert refused.status_code == 422
    assert items() == chosen
    OutboxMessage.objects.filter(pk=chosen[-1].partition("-")[2]).update(
        status="sent"
    )  # somebody was quicker
    done = adam.post(
        SEE_TO, {"what": "retry", "of": chosen, "reason": "The server is back."}
    ).content.decode()
    assert "Try again: 3 of 4 done" in done
    assert (
        done.count("It is tried with the next pass."),
        done.count("Somebody has seen to it already."),
    ) == (2, 1)
    assert items() == []


def test_the_timeline_names_the_operator(adam: Client, client: Client) -> None:
    (case,) = aside()
    adam.post(SEE_TO, {"what": "skip", "of": items(), "reason": "Told by phone."})
    client.force_login(person("mona", "manager"))
    page = client.get(f"/cases/{case.reference}/").content.decode()
    story = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("case-story")[2]))
    assert "Adam saw to what was set aside" in story
    assert "Leave out: Reminder" in story
    assert "Told by phone." in story
    assert "Not sent, left out by a person" in page


@pytest.mark.parametrize(
    "sent", [{}, {"what": "retry"}, {"what": "burn", "of": ["timer-1"]}, {"what": "skip", "of": ["case-1"]},
             {"what": "retry", "of": [f"timer-{n}" for n in range(1, MOST + 2)]}],
    ids=["nothing", "none", "no verb", "no thing", "too many"],
)  # fmt: skip
def test_what_makes_no_sense_leads_back_with_a_sentence(adam: Client, sent: dict[str, Any]) -> None:
    for ask in (adam.get, adam.post):
        answer = ask(SEE_TO, sent, follow=True)
        assert answer.redirect_chain == [(PAGE, 302)]
        assert f"Choose between one and {MOST} steps or messages first." in answer.content.decode()


def test_a_page_holds_so_many_and_the_next_goes_on_after_them(
    adam: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cases.present import operations

    monkeypatch.setattr(operations, "PAGE", 2)
    aside(3)
    first = adam.get(PAGE).content.decode()
    keys = [item for item in items() if item.startswith("timer")]
    assert [f'value="{key}"' in first for key in keys] == [True, True, False]
    rest = adam.get(re.search(r'href="(\?steps=\d+)#steps" rel="next"', first)[1].join([PAGE, ""]))  # type: ignore[index]
    assert [f'value="{key}"' in rest.content.decode() for key in keys] == [False, False, True]


def test_the_demo_has_one_of_each(adam: Client) -> None:
    alice = person("alice", "customer_care")
    approved(alice), approved(alice)
    OutboxMessage.objects.update(status="sent")
    set_aside(clock.now())
    assert [item.partition("-")[0] for item in items()] == ["timer", "message"]
    done = adam.post(SEE_TO, {"what": "retry", "of": items(), "reason": "Tried."}).content.decode()
    assert "Try again: 2 of 2 done" in done


def test_mails_to_colleagues_that_were_given_up_are_listed_and_left_out(adam: Client) -> None:
    alice, bob = person("alice", "customer_care"), person("bob", "customer_care")
    done(advance(approved(alice).reference, "note", actor=alice, data={"text": "@bob look"}))
    Notification.objects.update(mail_at=None, failed_at=clock.now(), last_error="OSError: away", attempts=8)
    page = adam.get(PAGE).content.decode()
    for words in (
        "Mails to colleagues that were given up",
        "Mail about a mention",
        "Mail to Bob",
        "1 by notification",
    ):
        assert words in page
    item = f"notice-{Notification.objects.get(user=bob).pk}"
    assert item in page
    review = adam.get(SEE_TO, {"what": "skip", "of": item}).content.decode()
    assert "Mail about a mention" in review
    told = adam.post(SEE_TO, {"what": "skip", "of": [item], "reason": "Not needed."}).content.decode()
    assert "Leave out: 1 of 1 done" in told
    assert not Notification.objects.exclude(failed_at=None).exists()


def test_the_page_asks_as_much_for_many_rows_as_for_one(adam: Client) -> None:
    aside(1)
    counts = []
    for _ in range(2):
        adam.get(PAGE)
        with CaptureQueriesContext(connection) as seen:
            assert adam.get(PAGE).status_code == 200
        counts.append(len(seen))
        alice = OutboxMessage.objects.first().case.timeline.first().actor
        for _ in range(4):
            approved(alice)
        Deadline.objects.filter(kind="sc.reminder").update(
            status="parked", settled_at=clock.now(), attempts=5
        )
        OutboxMessage.objects.filter(status="pending").update(attempts=2)
    assert counts[0] <= counts[1] <= counts[0] + 1  # the list of those tried again is there now
