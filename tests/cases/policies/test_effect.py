"""What is approved of set deadlines is what the approver was shown: other numbers are asked about again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from cases import clock
from cases.models import PolicyDraft, PolicyDraftEntry, PolicyVersion
from cases.policies import drafting
from cases.policies.effect import Effect, effect_of
from cases.policies.payload import digest_of
from tests.cases.api.client import Program
from tests.cases.helpers import approved
from tests.cases.policies.kept import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def moving(seats, mona, alice, on_monday):
    """A change that moves the last day of a seat change, submitted by Mona."""
    approved(alice, seats_wanted=6)
    draft = drafting.begin(
        seats, {"answer_hours": 10}, effective_from=None, reason="x", author=mona, set_deadlines="move"
    )
    return drafting.submit(draft, by=mona).draft


@pytest.mark.parametrize("text", ["", "1", "1:", "a:b", "1:2:3", "-1:0", "\u0661:0"])
def test_other_texts_are_no_numbers(text):
    assert Effect.read(text) is None


def test_the_numbers_that_were_shown_are_frozen(moving, malin):
    assert effect_of(moving) == Effect(1, 0) == Effect.read("1:0")
    done = drafting.approve(moving, by=malin, digest=digest_of(moving), shown=Effect(1, 0))
    assert done.draft.effect == {"moves": 1, "at_once": 0}
    assert PolicyDraftEntry.objects.get(what="approved").data["effect"] == done.draft.effect


def test_other_numbers_are_asked_about_again(moving, malin, alice, on_monday):
    """One more case, and time that has passed: the page that was open does not count, the next one does."""
    client, url = signed_in(malin), f"/policy/seat_change/drafts/{moving.pk}/"
    seen = client.get(url).context
    sent = {"digest": seen["digest"], "effect": seen["moves"]["effect"]}
    approved(alice, seats_wanted=7)
    with clock.fixed_at(on_monday + timedelta(hours=20)):
        again = client.post(url + "do/approve/", sent)
        assert again.status_code == 409
        assert "As of now: Set deadlines that move: 2. Due at once: 2." in again.context["refusals"][0]
        assert not PolicyVersion.objects.exists()
        entry = PolicyDraftEntry.objects.get(what="attempt")
        assert [one["code"] for one in entry.data["refusals"]] == ["POLICY_EFFECT"]
        sent["effect"] = again.context["moves"]["effect"]
        assert client.post(url + "do/approve/", sent).status_code == 302
    moving.refresh_from_db()
    assert (moving.status, moving.effect) == ("approved", {"moves": 2, "at_once": 2})


def test_a_program_says_what_it_read(moving, malin):
    second, where = Program(malin), f"/policy/seat_change/drafts/{moving.pk}"
    unsaid = second.post(f"{where}/approve", {"digest": moving.digest}).json()
    assert [one["code"] for one in unsaid["refusals"]] == ["POLICY_EFFECT"]
    read = second.get("/policy/seat_change/drafts").json()["items"][0]
    assert read["effect"] == {"moves": 1, "at_once": 0}
    sent = {"digest": read["digest"], "effect": read["effect"]}
    assert second.post(f"{where}/approve", sent).json()["effect"] == read["effect"]


def test_a_change_that_keeps_dates_asks_nothing(submitted, malin):
    draft = submitted(answer_hours=10)
    assert effect_of(draft) is None
    assert drafting.approve(draft, by=malin, digest=digest_of(draft)).draft.effect is None


def test_the_database_holds_it_too(moving, malin):
    good = {"status": "approved", "approved_digest": moving.digest, "approved_by": malin}
    with pytest.raises(DatabaseError, match="what was shown"), transaction.atomic():
        PolicyDraft.objects.filter(pk=moving.pk).update(**good)
