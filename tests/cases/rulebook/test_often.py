"""How often a rule decided: exact up to the limit, and read no further than that takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import clock
from cases.models import Case, StoredDecision, User
from cases.rulebook.often import LOOKED_AT, MOST_COUNTED, PERIOD, often
from tests.cases.reading.crowd import counted, crowd, emptied
from tests.cases.reading.test_plans import accounts, steps_read

pytestmark = pytest.mark.django_db

RULE, OTHER = "RB-17", "RB-2"


def decisions(rule: str, cases: list[int], *, times: int = 1, days_ago: int = 1) -> None:
    """Each of these cases decided by the rule, so many times over."""
    begun = StoredDecision.objects.count()
    StoredDecision.objects.bulk_create(
        StoredDecision(
            case_id=case, seq=begun + number, decided_at=clock.now() - timedelta(days=days_ago),
            team="customer_care", action="none", rule=rule, card={}, policy_version=1, policy_values={},
        )
        for number in range(times)
        for case in cases
    )  # fmt: skip


@pytest.fixture
def cases(alice: User) -> list[int]:
    """More cases than are counted."""
    emptied()
    crowd(2 * LOOKED_AT, account=accounts(), owner=alice, team="customer_care")
    return list(Case.objects.order_by("pk").values_list("pk", flat=True))


def test_a_case_that_a_rule_decided_again_and_again_counts_once(cases: list[int]) -> None:
    decisions(RULE, cases[1:4])
    decisions(RULE, cases[:1], times=LOOKED_AT + 1, days_ago=0)
    assert often([RULE, OTHER], clock.now()) == {RULE: 4, OTHER: 0}


def test_what_lies_before_the_period_does_not_count(cases: list[int]) -> None:
    decisions(RULE, cases[:2])
    decisions(RULE, cases[2:7], days_ago=PERIOD.days + 1)
    assert often([RULE], clock.now()) == {RULE: 2}


@pytest.mark.parametrize("number", [MOST_COUNTED - 1, MOST_COUNTED])
def test_up_to_the_limit_the_number_is_exact(cases: list[int], number: int) -> None:
    decisions(RULE, cases[:number], times=3)
    assert often([RULE], clock.now()) == {RULE: number}


def test_of_many_cases_no_more_is_read_than_tells_that_they_are_many(cases: list[int]) -> None:
    decisions(RULE, cases)
    counted()
    now = clock.now()
    with CaptureQueriesContext(connection) as seen:
        assert often([RULE], now)[RULE] > MOST_COUNTED
    (statement,) = (one["sql"] for one in seen.captured_queries)
    assert max(steps_read(statement)) <= LOOKED_AT
