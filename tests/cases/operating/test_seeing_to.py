"""Trying again and leaving out what was set aside: through the door, and as the plan allows."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases import clock, outbox, timeline, vitals
from cases.models import Deadline, Notification, OutboxMessage, Participation
from cases.notices import mailing
from cases.operating import MESSAGE, NOTICE, TIMER, Item, see_to, see_to_all
from cases.setaside import RETRY, SKIP
from cases.workflow import advance
from tests.cases.helpers import approved, confirmed, done, pass_at, statuses, told

pytestmark = pytest.mark.django_db
TWO_DAYS = timedelta(days=2, minutes=1)
WHY = "The mail server was away."


def parked(case: Any, kind: str = "sc.reminder") -> Deadline:
    """A step of the case, set aside as firing does it after its last attempt."""
    row = Deadline.objects.get(case=case.pk, kind=kind)
    Deadline.objects.filter(pk=row.pk).update(
        status="parked",
        attempts=5,
        reason="Poison: no letter",
        last_error="Poison: no letter",
        settled_at=clock.now(),
    )
    return row


def dead(case: Any) -> OutboxMessage:
    """The case's message, given up."""
    row = OutboxMessage.objects.get(case=case.pk)
    OutboxMessage.objects.filter(pk=row.pk).update(status="dead", attempts=8, last_error="OSError: away")
    return row


def entry(case: Any) -> Any:
    return case.timeline.order_by("-seq").first()


@pytest.mark.parametrize(
    ("word", "item"),
    [
        ("timer-12", Item(TIMER, 12)),
        ("message-7", Item(MESSAGE, 7)),
        *(
            (word, None)
            for word in ("", "timer", "timer-", "timer-x", "timer--1", "case-1", "timer-" + "9" * 30)
        ),
    ],
)
def test_an_item_is_read_as_it_is_written(word, item):
    assert Item.read(word) == item
    assert item is None or str(item) == word


def test_a_step_tried_again_fires_with_the_next_pass(alice, adam, on_monday):
    case = approved(alice)
    row, version = parked(case), case.version
    answer = see_to(Item(TIMER, row.pk), RETRY, WHY, by=adam)
    assert (answer.well, answer.words, answer.reference) == (
        True,
        "It is tried with the next pass.",
        case.reference,
    )
    row.refresh_from_db()
    assert (row.status, row.attempts, row.reason, row.settled_at) == ("armed", 0, "", None)
    assert pass_at(on_monday + TWO_DAYS).fired == 2  # with the state's answer target
    assert statuses(case)["sc.reminder"] == "fired"
    assert list(timeline.faults(case.pk)) == []
    assert type(case).objects.get(pk=case.pk).version == version + 1  # only the reminder itself counts


def test_the_entry_says_who_did_what_and_why_and_shows_them_no_case(alice, adam, on_monday):
    case = approved(alice)
    row = parked(case)
    see_to(Item(TIMER, row.pk), RETRY, WHY, by=adam)
    last = entry(case)
    assert (last.action, last.actor, last.as_role) == ("operate", None, "system")
    assert last.data["by_operator"] == "adam"
    assert last.data["operated"] == {
        "what": "retry", "timer": "sc.reminder", "subject": "", "due_at": "2026-03-04T09:00:00Z",
    }  # fmt: skip
    assert last.personal.data == {"reason": WHY, "by_name": "Adam"}
    assert not Participation.objects.filter(actor=adam).exists()


def test_a_step_left_out_is_cancelled_and_not_armed_again(alice, adam, on_monday):
    case = approved(alice)
    row = parked(case)
    assert see_to(Item(TIMER, row.pk), SKIP, WHY, by=adam).words == "Left out."
    row.refresh_from_db()
    assert (row.status, row.skipped, row.reason) == ("cancelled", True, f"Left out: {WHY}")
    done(advance(case.reference, "note", actor=alice, data={"text": "Looked."}))
    assert pass_at(on_monday + TWO_DAYS).fired == 1
    assert Deadline.objects.filter(case=case.pk, kind="sc.reminder").count() == 1
    assert list(timeline.faults(case.pk)) == []


def test_a_step_that_the_facts_moved_on_from_is_not_tried(alice, on_monday):
    case = approved(alice)
    row = parked(case)
    done(confirmed(case, alice))
    answer = see_to(Item(TIMER, row.pk), RETRY, WHY)
    assert (answer.well, answer.words) == (True, "Not needed any more: The case was closed.")
    assert statuses(case)["sc.reminder"] == "cancelled"


def test_a_step_that_was_set_again_meanwhile_can_only_be_left_out(alice, on_monday):
    """A case has one armed step of a kind: arming the old one beside it would break that."""
    case = approved(alice)
    row = parked(case)
    again = Deadline.objects.get(pk=row.pk)
    again.pk, again.status, again.due_at = None, "armed", row.due_at + timedelta(days=1)
    again.save()
    answer = see_to(Item(TIMER, row.pk), RETRY, WHY)
    assert (answer.well, answer.words) == (
        False, "The step has been set again for another time. Leave this one out.",
    )  # fmt: skip
    assert see_to(Item(TIMER, row.pk), SKIP, WHY).well


def test_a_message_tried_again_keeps_its_key_and_goes_out_once(alice, on_monday, mailoutbox):
    case = approved(alice)
    row = dead(case)
    assert see_to(Item(MESSAGE, row.pk), RETRY, WHY).words == "It goes out with the next round."
    assert outbox.drain() == 1
    now = OutboxMessage.objects.get(pk=row.pk)
    assert (now.status, now.key, now.message_id) == ("sent", row.key, row.message_id)
    assert len(mailoutbox) == 1
    assert entry(case).data["operated"] == {
        "what": "retry",
        "message": row.number,
        "letter": "The question to the customer",
    }


def test_a_message_left_out_is_never_sent(alice, on_monday, mailoutbox):
    case = approved(alice)
    row = dead(case)
    assert see_to(Item(MESSAGE, row.pk), SKIP, WHY).well
    assert outbox.drain() == 0
    assert OutboxMessage.objects.get(pk=row.pk).status == "dropped"
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("number", "reason", "words"),
    [(0, WHY, "There is no such timed step or message."), (1, " ", "Fill in “Reason”.")],
)
def test_what_cannot_be_done_is_said(alice, on_monday, number, reason, words):
    row = parked(approved(alice))
    answer = see_to(Item(TIMER, number and row.pk), RETRY, reason)
    assert (answer.well, answer.words) == (False, words)
    assert Deadline.objects.get(pk=row.pk).status == "parked"


def test_many_are_seen_to_one_by_one_and_each_once(alice, adam, on_monday):
    first, second = approved(alice), approved(alice)
    items = [Item(TIMER, parked(first).pk), Item(MESSAGE, dead(second).pk), Item(TIMER, 10**9)]
    answers = see_to_all([*items, items[0]], RETRY, WHY, by=adam)
    assert [one.well for one in answers] == [True, True, False]
    assert see_to_all(items[:2], SKIP, WHY)[0].words == "Somebody has seen to it already."
    assert told(first)[-2:] == ["operate", "operate"]


def test_nobody_does_it_as_an_action_of_their_own(alice, mona, on_monday):
    case = approved(alice)
    given = {"what": RETRY, "timer": parked(case).pk, "reason": WHY, "by": "somebody"}
    for actor in (alice, mona):
        assert [r.code for r in advance(case.reference, "operate", actor=actor, data=given).refusals] == [
            "WRONG_ROLE"
        ]


def test_a_step_that_cannot_be_looked_at_keeps_no_other_waiting(alice, changed_kind, seats, on_monday):
    bad, good = approved(alice), approved(alice)
    rows = [parked(bad), parked(good)]

    def plan(facts, policy, armed):
        if facts.seats_wanted == 8 and not armed & {"x"} and bad_first.pop(0):
            raise ValueError("no such day")
        return seats.plan(facts, policy, armed)

    bad_first = [True, *[False] * 20]
    changed_kind(plan=plan)
    answers = see_to_all([Item(TIMER, row.pk) for row in rows], RETRY, WHY)
    assert [(one.well, one.words) for one in answers] == [
        (False, "It failed: ValueError: no such day"), (True, "It is tried with the next pass."),
    ]  # fmt: skip


def test_the_command_does_the_same(alice, on_monday):
    rows = [parked(approved(alice)), parked(approved(alice))]
    keys, out = [str(row.pk) for row in rows], io.StringIO()
    call_command("retry_deadlines", stdout=out)
    assert [line.split()[0] for line in out.getvalue().splitlines()] == keys
    with pytest.raises(CommandError, match="what was mended"):
        call_command("retry_deadlines", keys[0])
    call_command("retry_deadlines", keys[0], reason="mended", stdout=out)
    assert "It is tried with the next pass." in out.getvalue()
    with pytest.raises(CommandError, match=f"Not done: {keys[0]}"):
        call_command("retry_deadlines", *keys, reason="not needed", skip=True, stdout=out)
    assert [Deadline.objects.get(pk=key).status for key in keys] == ["armed", "cancelled"]


@pytest.fixture
def untold(alice: Any, bob: Any, on_monday: Any, settings: Any) -> Notification:
    """The mail about a mention, given up after its last attempt."""
    case = approved(alice)
    done(advance(case.reference, "note", actor=alice, data={"text": "@bob look"}))
    Notification.objects.update(attempts=mailing.MOST_ATTEMPTS - 1)
    sending, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "no.such.Backend"
    assert mailing.drain(1) == 0
    settings.EMAIL_BACKEND = sending
    return Notification.objects.get(user=bob)


def test_a_mail_of_a_notification_that_was_given_up_is_tried_again(
    untold: Notification, adam: Any, mailoutbox: list[Any]
) -> None:
    assert (untold.mail_at, untold.failed_at) == (None, clock.now())
    assert untold.last_error.startswith("ModuleNotFoundError")
    assert vitals.outbox_by_channel(clock.now())["notification"] == {"dead": 1}
    assert mailing.drain() == 0
    answer = see_to(Item(NOTICE, untold.pk), RETRY, WHY, by=adam)
    assert (answer.well, answer.words) == (True, "It goes out with the next round.")
    assert "notification" not in vitals.outbox_by_channel(clock.now())
    assert mailing.drain() == 1
    assert [mail.to for mail in mailoutbox] == [["bob@example.com"]]
    assert entry(untold.case).data["operated"] == {
        "what": "retry", "notice": "mention", "letter": "Mail about a mention", "subject": "to bob",
    }  # fmt: skip
    assert entry(untold.case).personal.data["reason"] == WHY
    again = see_to(Item(NOTICE, untold.pk), RETRY, WHY, by=adam)
    assert (again.well, again.words) == (False, "Somebody has seen to it already.")
    assert list(timeline.faults(untold.case_id)) == []


def test_a_mail_of_a_notification_is_left_out_and_old_news_only_so(
    untold: Notification, adam: Any, on_monday: Any, mailoutbox: list[Any]
) -> None:
    with clock.fixed_at(on_monday + TWO_DAYS):
        late = see_to(Item(NOTICE, untold.pk), RETRY, WHY, by=adam)
        assert not late.well
        assert "more than two days ago" in late.words
        assert see_to(Item(NOTICE, untold.pk), SKIP, WHY, by=adam).words == "Left out."
        assert mailing.drain() == 0
    untold.refresh_from_db()
    assert (untold.mail_at, untold.failed_at, untold.on_page) == (None, None, True)
    assert mailoutbox == []
