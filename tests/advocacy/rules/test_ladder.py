"""The ladder, its wait, its letter and its date, at their boundaries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from advocacy.rules import Attempt, Contact, Letter, Offer, automatic, guards, ladder, plan, timers
from advocacy.rules.closing import checks
from advocacy.rules.policy import policy_of
from tests.advocacy.rules.example import LADDER, OUT, POLICY, SILENT, WAITING, codes, on, ticket

NEGOTIATING = ticket("further_negotiation", attempts=LADDER, evidence={"first_discussion_at": on("02 09:00")})
DATED = Letter("negotiation_deadline", on("13 14:10"), on("13 14:11"), date(2024, 6, 20))


@pytest.mark.parametrize(
    ("attempts", "expected"),
    [
        (LADDER, set()),
        (LADDER[:2], {"AD_EMAIL"}),
        (LADDER[1:], {"AD_ATTEMPTS"}),
        ((), {"AD_ATTEMPTS", "AD_EMAIL"}),
        ((Attempt("phone", on("03 10:00")), Attempt("phone", on("03 16:00")), LADDER[2]), {"AD_APART"}),
        ((Attempt("phone", on("04 23:59")), *LADDER[1:]), {"AD_APART"}),
        ((Attempt("phone", on("03 23:59")), *LADDER[1:]), set()),
        ((*LADDER[:2], Attempt("email", on("06 14:10"), bounced=True)), {"AD_EMAIL"}),
        ((*LADDER[:2], Attempt("letter", on("06 14:10"))), {"AD_EMAIL"}),
        ((LADDER[0], Attempt("phone", on("06 14:00"), reached=True), LADDER[2]), {"AD_ATTEMPTS"}),
    ],
)
def test_when_the_wait_may_begin(attempts: tuple[Attempt, ...], expected: set[str]) -> None:
    assert codes(guards.start_wait, SILENT.changed(attempts=attempts)) == expected
    assert ladder.complete(SILENT.changed(attempts=attempts), POLICY) is not bool(expected)


def test_only_attempts_after_the_last_contact_and_the_first_discussion_count() -> None:
    contact = Contact("voicemail", on("04 09:00"))
    assert len(ladder.counted(WAITING.changed(contacts=(contact,)))) == 2
    assert len(ladder.counted(WAITING.changed(evidence={"first_discussion_at": on("06 14:00")}))) == 1
    assert ladder.counted(WAITING.changed(counts_after=on("06 14:10"))) == ()


def test_other_types_have_no_ladder() -> None:
    assert codes(guards.start_wait, ticket("buy_back", attempts=LADDER)) == {"AD_NO_LADDER"}
    assert "AD_NO_DISCUSSION" in codes(guards.start_wait, NEGOTIATING.changed(evidence={}))


@pytest.mark.parametrize(
    ("policy", "due"),
    [
        (POLICY, on("20 14:10")),
        (policy_of(last_attempt="phone"), on("20 14:00")),
        (policy_of(no_response_days=1), on("07 14:10")),
    ],
)
def test_the_wait_ends_at_the_same_time_of_day(policy: object, due: datetime) -> None:
    (planned,) = plan(WAITING, policy)  # type: ignore[arg-type]  # a table
    assert (planned.kind, planned.due_at, planned.limit, planned.subject) == (
        timers.NO_RESPONSE,
        due,
        False,
        "",
    )


def test_a_later_round_is_told_apart() -> None:
    assert plan(WAITING.changed(round=3), POLICY)[0].subject == "3"
    assert plan(WAITING.changed(state="open"), POLICY) == ()


@pytest.mark.parametrize(
    ("now", "met", "inclusive"),
    [
        ("19 23:59", False, False),
        ("20 00:00", True, False),
        ("20 23:59", False, True),
        ("21 00:00", True, True),
    ],
)
def test_the_letter_s_date(now: str, met: bool, inclusive: bool) -> None:
    facts = NEGOTIATING.changed(letters=(DATED,), state="letter_sent")
    policy = policy_of(deadline_inclusive=inclusive)
    deadline = next(one for one in checks(facts, policy, on(now)) if one.code == "AD_DEADLINE")
    assert (deadline.met, "2024-06-20" in deadline.message) == (met, not met)
    assert (automatic(facts, "letter_sent", policy, on(now)) == "ready") is met


@pytest.mark.parametrize(("grace", "day"), [(0, None), (3, date(2024, 6, 23))])
def test_grace_after_the_closing_letter(grace: int, day: date | None) -> None:
    assert ladder.date_for(WAITING, policy_of(close_grace_days=grace), on("20 14:11")) == day


def test_what_follows_by_itself() -> None:
    now, done = on("20 15:00"), SILENT.changed(attempts=LADDER, letters=(OUT,), wait_over_at=on("20 14:10"))
    assert automatic(SILENT.changed(attempts=LADDER), "open", POLICY, now) == "start_wait"
    assert automatic(SILENT.changed(attempts=LADDER[:1]), "waiting_customer", POLICY, now) == "stop_wait"
    assert automatic(done.changed(letters=()), "letter_due", POLICY, now) == "send_letter"
    assert automatic(done.changed(letters=()), "letter_due", policy_of(auto_send_letter=False), now) is None
    assert automatic(done, "letter_sent", POLICY, now) == "ready"
    assert automatic(done, "closable", POLICY, now) == "request_crm_close"
    assert automatic(done.changed(caller_type="owner"), "closable", POLICY, now) == "block_auto_close"
    assert automatic(done, "closable", policy_of(auto_close=False), now) is None
    asked = done.changed(crm_requested_at=now, crm_closed_at=now)
    assert automatic(asked, "closed_in_crm", POLICY, now) == "request_servicenow_close"
    by_hand = done.changed(crm_closed_at=now)
    assert automatic(by_hand, "closed_in_crm", POLICY, now) is None


def test_a_letter_that_came_back_is_not_sent_again_by_itself() -> None:
    back = SILENT.changed(
        attempts=LADDER,
        letters=(Letter("unreachable", on("20 14:10"), on("20 14:11"), bounced_at=on("21 09:00")),),
    )
    assert automatic(back, "letter_due", POLICY, on("21 09:00")) is None


def offered(**more: object) -> Offer:
    """An offer of 1 January."""
    return Offer(
        datetime(2024, 1, 1, 16, tzinfo=UTC),
        datetime(2024, 3, 1, 16, tzinfo=UTC),
        **more,  # type: ignore[arg-type]
    )


def test_both_timers_of_an_offer() -> None:
    facts = ticket("cabinet_replacement", offer=offered())
    assert timers.expires_at(offered().sent_at, POLICY, facts.time_zone) == offered().expires_at
    found = [(one.kind, one.due_at.isoformat(), one.limit) for one in plan(facts, POLICY)]
    assert found == [
        (timers.OFFER_REMINDER, "2024-02-16T16:00:00+00:00", False),
        (timers.OFFER_END, "2024-03-01T16:00:00+00:00", True),
    ]
    for other in ({"answered_at": on("01 09:00")}, {"lapsed_at": on("01 09:00")}, {"watched": False}):
        assert plan(facts.changed(offer=offered(**other)), POLICY) == ()


def test_an_offer_holds_to_its_last_instant() -> None:
    end = offered().expires_at
    assert offered().is_open(end)
    assert not offered().is_open(end + timedelta(microseconds=1))
    assert timers.late_answer(ticket("npr", offer=offered(lapsed_at=on("01 09:00"))), POLICY, end)
    late = end + timedelta(seconds=1)
    assert not timers.late_answer(ticket("npr", offer=offered(lapsed_at=on("01 09:00"))), POLICY, late)


@pytest.mark.parametrize(
    ("contacts", "attempts", "open_since"),
    [
        ([("email", "10 09:00")], [], "10 09:00"),
        ([("email", "10 09:00"), ("phone", "10 10:00")], [], ""),
        ([("chat", "10 09:00")], [Attempt("email", on("10 08:00"))], "10 09:00"),
        ([("voicemail", "10 09:00")], [Attempt("email", on("10 09:30"))], ""),
        ([("voicemail", "10 09:00")], [Attempt("phone", on("10 09:30"))], "10 09:00"),
        ([("phone", "10 09:00")], [], ""),
    ],
)
def test_an_unanswered_message(
    contacts: list[tuple[str, str]], attempts: list[Attempt], open_since: str
) -> None:
    facts = ticket(
        "buy_back", contacts=tuple(Contact(how, on(at)) for how, at in contacts), attempts=tuple(attempts)
    )
    assert facts.unanswered_at == (on(open_since) if open_since else None)


@pytest.mark.parametrize(("at", "late"), [("20 14:59", True), ("20 15:00", False), ("21 09:00", False)])
def test_a_contact_is_late_before_the_closing(at: str, late: bool) -> None:
    facts = WAITING.changed(crm_closed_at=on("20 15:00"), state="closed_in_crm")
    assert timers.late_contact(facts, on(at)) is late
    assert not timers.late_contact(WAITING, on(at))
