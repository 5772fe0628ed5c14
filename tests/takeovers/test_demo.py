"""The demo's take-overs: believable, in every state, the same every time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accountops.demo import seed_people
from cases import clock
from cases.files.mailed import mailed
from cases.models import ConsentRequest
from takeovers.demo import seed, seed_mails
from takeovers.models import TakeoverCase

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 19, 14, tzinfo=UTC)


def test_the_demo_has_take_overs_in_many_states_with_the_partners_who_sign_in():
    seed_people()
    with clock.fixed_at(NOW):
        made = seed(count=140, now=NOW)
    cases = TakeoverCase.objects.filter(reference__in=made)
    assert len(made) == 14
    assert set(cases.values_list("state", flat=True)) >= {"awaiting_agreements", "ready", "in_progress"}
    assert cases.filter(move_type="ir_vad_to_vad").exists()
    assert all(case.opened_at <= NOW for case in cases)
    asked = ConsentRequest.objects.filter(case__reference__in=made)
    assert set(asked.values_list("state", flat=True)) >= {"viewed", "agreed"}


def test_a_request_and_a_letter_come_by_mail():
    seed_people()
    with clock.fixed_at(NOW):
        assert seed_mails(NOW) == 2
    draft, waiting = TakeoverCase.objects.order_by("opened_at", "pk").reverse()
    assert (draft.state, draft.subject, draft.move_type) == ("draft", "Fjord Lines Cargo", "")
    assert (waiting.state, waiting.parts.agreements) == ("awaiting_agreements", [])
    assert [one.document.name for one in mailed(waiting)] == ["accord-marchand.pdf"]
