"""A reply one second before a timed step, at its very instant, and one second after it: the real runner."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from advocacy.models import AdvocateCase
from cases import clock, deadlines, outbox
from cases.models import Deadline
from cases.workflow import advance
from tests.advocacy.helpers import again, effects, on, person, run, silent

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
TALKED = {
    "case_type": "further_negotiation",
    "caller_type": "owner",
    "evidence": {"first_discussion_at": "2024-06-01T08:00:00-05:00"},
}
DUE = {
    "ad.no_response": on("20 14:10"),
    "ad.negotiation": on("13 14:10"),
    "ad.letter_deadline": on("20 00:00"),
}
LEADS_TO = {"ad.no_response": "letter_made", "ad.negotiation": "letter_made", "ad.letter_deadline": "closed"}


def armed(kind: str) -> AdvocateCase:
    """A ticket on which that step is armed."""
    case = silent() if kind == "ad.no_response" else silent(**TALKED)
    if kind == "ad.letter_deadline":
        case = run(case, "13 14:10")
    assert Deadline.objects.get(case=case, kind=kind, status="armed").due_at == DUE[kind]
    return case


def reply(case: AdvocateCase, at: datetime) -> None:
    with clock.fixed_at(at):
        outcome = advance(
            case.reference, "customer_contact", actor=person("advocate"), data={"channel": "phone"},
            strict=True,
        )  # fmt: skip
    assert outcome.ok


def fire(case: AdvocateCase, at: datetime) -> bool:
    """One pass of the timed steps; whether it did anything."""
    with clock.fixed_at(at):
        return deadlines.run_pass(cases=[case.pk]).any


def rest(case: AdvocateCase, at: datetime) -> AdvocateCase:
    """Everything that is due by then and what is to be sent."""
    with clock.fixed_at(at):
        while deadlines.run_pass(cases=[case.pk]).any or outbox.drain(cases=[case.pk]):
            pass
    return again(case)


@pytest.mark.parametrize("kind", DUE)
@pytest.mark.parametrize("before", [SECOND, timedelta()])
def test_a_reply_that_comes_first_ends_the_step(kind: str, before: timedelta) -> None:
    case = armed(kind)
    reply(case, DUE[kind] - before)
    assert not fire(case, DUE[kind])
    case = rest(case, DUE[kind] + timedelta(days=2))
    row = Deadline.objects.get(case=case, kind=kind)
    assert (case.state, row.status, bool(row.reason)) == ("open", "cancelled", True)
    assert LEADS_TO[kind] not in effects(case)


@pytest.mark.parametrize("kind", DUE)
def test_a_step_does_nothing_a_second_early(kind: str) -> None:
    case = armed(kind)
    assert not fire(case, DUE[kind] - SECOND)
    assert fire(case, DUE[kind])


@pytest.mark.parametrize("kind", ["ad.no_response", "ad.negotiation"])
@pytest.mark.parametrize("after", [timedelta(), SECOND])
def test_a_reply_after_the_step_voids_the_letter(kind: str, after: timedelta) -> None:
    case = armed(kind)
    assert fire(case, DUE[kind])
    reply(case, DUE[kind] + after)
    assert again(case).state == "open"
    case = rest(case, DUE[kind] + timedelta(days=14))
    letters = list(case.letters.values_list("void_at", flat=True))
    assert (case.state, len(letters), None in letters, "closed" in effects(case)) == ("open", 1, False, False)


@pytest.mark.parametrize("after", [timedelta(), SECOND])
def test_a_reply_after_the_letter_s_date_finds_it_on_its_way_to_be_closed(after: timedelta) -> None:
    """Before the two systems are asked it opens again; once both have closed it, it stays closed."""
    kind = "ad.letter_deadline"
    case = armed(kind)
    assert fire(case, DUE[kind])
    assert again(case).state == "closable"
    reply(case, DUE[kind] + after)
    assert rest(case, DUE[kind] + after).state == "open"
    case = armed_again()
    assert rest(case, DUE[kind]).state == "closed"
    reply(case, DUE[kind] + after)
    assert again(case).state == "closed"


def armed_again() -> AdvocateCase:
    """Another account's ticket with the same letter."""
    case = silent(**TALKED, account="Other")
    return run(case, "13 14:10")
