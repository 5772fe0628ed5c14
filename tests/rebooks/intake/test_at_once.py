"""Two tabs, two browsers, one impatient finger: real threads on real rows."""

from __future__ import annotations

import pytest
from django.test import Client

from cases import clock
from cases.models import User
from rebooks.intake import opening
from rebooks.models import RebookCase
from tests.cases.helpers import all_at_once
from tests.rebooks.intake.conftest import NOW
from tests.rebooks.intake.talk import ORDER, Talk

pytestmark = pytest.mark.django_db(transaction=True)


def opened(talk: Talk) -> opening.Opened:
    """Opens the case of a draft, in whatever thread."""
    user, draft = User.objects.get(pk=talk.user.pk), talk.draft.pk
    with clock.fixed_at(NOW):
        return opening.open_from(user, draft, with_return=True)


def test_one_draft_sent_many_times_at_once_is_one_case(talk: Talk) -> None:
    talk.all_said()
    found = all_at_once([lambda: opened(talk)] * 8)
    assert {one.reference for one in found} == {RebookCase.objects.get().reference}
    assert RebookCase.objects.get().timeline.filter(action="request_return").count() == 1


def test_two_drafts_of_one_order_at_once_are_one_case_and_one_refusal(
    talk: Talk, people: dict[str, User]
) -> None:
    other = Talk(Client(), people["collections"])
    for draft in (talk, other):
        draft.all_said()
    found = all_at_once([lambda: opened(talk), lambda: opened(other)])
    assert sorted(bool(one.reference) for one in found) == [False, True]
    assert RebookCase.objects.count() == 1
    late = next(one for one in found if not one.reference)
    assert late.unfinished or [refusal.code for refusal in late.refusals] == ["RB_OPEN_CASE"]


def test_a_draft_changed_in_another_tab_is_not_opened_half_finished(talk: Talk) -> None:
    talk.all_said()
    talk.say("order", **ORDER | {"processed_at": "2025-11-02T11:05"})
    assert opened(talk).unfinished
    assert not RebookCase.objects.exists()
