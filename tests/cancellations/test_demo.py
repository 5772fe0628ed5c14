"""The demo's cancellations: all states, outcomes and flags, the same every time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cancellations.actions.letters import LETTERS
from cancellations.demo import seed, seed_mails
from cancellations.demo.plots import PLOTS
from cancellations.models import CancellationCase
from cancellations.rules.labels import FLAGS, OUTCOMES, STATES
from cases import clock
from cases.models import InboundMail, OutboxMessage
from cases.timeline import faults

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_it_shows_everything() -> None:
    with clock.fixed_at(NOW):
        references = seed(len(PLOTS) * 7.5, NOW)
    cases = list(CancellationCase.objects.all())
    assert len(cases) == len(set(references)) == len(PLOTS)
    assert {case.state for case in cases} == set(STATES)
    assert {flag for case in cases for flag in case.flags} == set(FLAGS)
    assert {case.outcome for case in cases if case.outcome} == set(OUTCOMES)
    assert all(case.updated_at <= NOW for case in cases)
    assert not list(faults())
    sent = set(OutboxMessage.objects.values_list("kind", flat=True))
    assert sent == {letter.code for letter in LETTERS} - {"overlap_reply"}


@pytest.mark.django_db
def test_the_same_number_makes_the_same_cases() -> None:
    made = []
    for _ in range(2):
        with clock.fixed_at(NOW):
            references = seed(100, NOW)
        cases = CancellationCase.objects.filter(reference__in=references).order_by("reference")
        made.append(list(cases.values_list("client", "products", "state", "opened_at", "flags")))
    assert made[0] == made[1]


@pytest.mark.django_db
def test_the_mails_of_the_demo_lie_where_such_mails_lie() -> None:
    """A request, one with gaps, a machine's answer; a question, a stranger, and one that is up to no good."""
    with clock.fixed_at(NOW):
        assert seed_mails(NOW) == 6
    found = {mail.message_id[1:].partition(".")[0]: mail for mail in InboundMail.objects.all()}
    assert {name: mail.status for name, mail in found.items()} == {
        "complete": "filed",
        "gaps": "filed",
        "away": "filed",
        "question": "inbox",
        "stranger": "held",
        "hostile": "inbox",
    }
    states = [CancellationCase.objects.get(pk=found[name].case_id).state for name in ("complete", "gaps")]
    assert states == ["complete", "incomplete"]
    assert found["away"].case_id == found["gaps"].case_id
    assert all(mail.received_at <= NOW for mail in found.values())
