"""What the board of advocate tickets counts for itself."""

from __future__ import annotations

from datetime import date

import pytest

from advocacy.models import AdvocateCase, ClosingLetter, ContactAttempt
from advocacy.process.figures import answered
from cases.kind_figures import Tally
from tests.advocacy.helpers import on, opened

pytestmark = pytest.mark.django_db


def test_of_the_closed_with_attempts_those_without_the_letter() -> None:
    case = opened().case
    closed = on("20 10:00")
    AdvocateCase.objects.filter(pk=case.pk).update(closed_at=closed)
    assert list(answered(closed)) == []
    ContactAttempt.objects.create(case=case, direction="out", channel="call", occurred_at=on("03 10:00"))
    assert list(answered(closed)) == [Tally(date(2024, 6, 20), 1, 1)]
    letter = ClosingLetter.objects.create(case=case, number=1, kind="no_response", created_at=on("18 10:00"))
    assert list(answered(closed)) == [Tally(date(2024, 6, 20), 1, 1)]
    ClosingLetter.objects.filter(pk=letter.pk).update(sent_at=on("18 11:00"))
    assert list(answered(closed)) == [Tally(date(2024, 6, 20), 0, 1)]
