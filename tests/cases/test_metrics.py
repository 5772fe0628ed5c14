"""The figures of the metrics page are those of the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from cases import clock, metrics
from cases.models import Deadline, OutboxMessage
from cases.workflow import Stale, advance
from tests.cases.helpers import approved, done, open_seats, pass_at

pytestmark = pytest.mark.django_db

NAMES = [
    "cases_open",
    "oldest_due_seconds",
    "unassigned",
    "due_within",
    "deadlines_due_not_fired",
    "deadline_lateness_seconds",
    "outbox_oldest_seconds",
    "outbox_dead",
    "pulse_age_seconds",
    "up",
    "refusals",
    "stale_writes",
    "http_request_duration_seconds",
]


def samples():
    """Every sample as (name, labels in order of name): value."""
    return {
        (
            sample.name.removeprefix("accountops_"),
            *(value for _, value in sorted(sample.labels.items())),
        ): sample.value
        for family in metrics.collect()
        for sample in family.samples
    }


def test_cases_by_kind_team_and_state(alice, on_monday):
    open_seats(alice)
    open_seats(alice)
    done(advance(open_seats(alice).reference, "decline", actor=alice, data={"reason": "not wanted"}))
    approved(alice)
    found = samples()
    assert found["cases_open", "seat_change", "requested", "customer_care"] == 2
    assert found["cases_open", "seat_change", "confirming", "order_processing"] == 1
    assert len([key for key in found if key[0] == "cases_open"]) == 2


def test_what_a_team_has_ahead(alice, on_monday):
    case = open_seats(alice)
    done(advance(case.reference, "claim", actor=alice))
    open_seats(alice)
    with clock.fixed_at(on_monday + timedelta(hours=21)):
        found = samples()
        assert found["unassigned", "customer_care"] == 1
        assert found["due_within", "4", "customer_care"] == 2
        assert found["oldest_due_seconds", "customer_care"] == 0
    with clock.fixed_at(on_monday + timedelta(hours=26)):
        found = samples()
        assert found["oldest_due_seconds", "customer_care"] == 7200
        assert found["due_within", "24", "customer_care"] == 0


def test_timed_steps_that_are_due_and_how_late_they_fired(alice, on_monday):
    case = open_seats(alice)
    late = on_monday + timedelta(hours=24, seconds=40)
    with clock.fixed_at(late):
        assert samples()["deadlines_due_not_fired", "attention"] == 1
    pass_at(late)
    with clock.fixed_at(late):
        found = samples()
    assert ("deadlines_due_not_fired", "attention") not in found
    assert [found["deadline_lateness_seconds_bucket", bound] for bound in ("15", "60", "86400", "+Inf")] == [
        0,
        1,
        1,
        1,
    ]
    assert (found["deadline_lateness_seconds_count",], found["deadline_lateness_seconds_sum",]) == (1, 40)
    assert Deadline.objects.get(case=case.pk).status == "fired"


def test_messages_that_wait_and_that_were_given_up(alice, on_monday):
    approved(alice)
    with clock.fixed_at(on_monday + timedelta(seconds=90)):
        assert samples()["outbox_oldest_seconds", "mail"] == 90
    OutboxMessage.objects.update(status="dead")
    found = samples()
    assert (found["outbox_dead", "mail"], found["outbox_oldest_seconds", "mail"]) == (1, 0)


@pytest.fixture
def counted():
    """How much a counter has grown since the test began."""

    def value(name, **labels):
        return REGISTRY.get_sample_value(f"accountops_{name}_total", labels) or 0

    before = {}

    def grown(name, **labels):
        key = (name, *labels.values())
        now = value(name, **labels)
        return now - before.setdefault(key, now)

    return grown


def test_refusals_and_stale_writes_are_counted(alice, counted, django_capture_on_commit_callbacks):
    case = open_seats(alice, seats_wanted=5)
    counted("refusals", code="SC_SAME"), counted("stale_writes")
    with django_capture_on_commit_callbacks(execute=True):
        advance(case.reference, "approve", actor=alice)
    with pytest.raises(Stale):
        advance(case.reference, "approve", actor=alice, expected_version=9)
    assert counted("refusals", code="SC_SAME") == 1
    assert counted("stale_writes") == 1


def test_a_scrape_takes_as_many_queries_for_many_cases_as_for_one(alice, django_assert_num_queries):
    approved(alice)
    with django_assert_num_queries(13):
        list(metrics.collect())
    for number in range(5):
        approved(alice, account=f"Customer {number}")
    with django_assert_num_queries(13):
        list(metrics.collect())


def test_the_page_holds_them_all_and_names_no_case_and_no_person(client, alice):
    case = approved(alice)
    text = client.get("/metrics").content.decode()
    for name in NAMES:
        assert f"# TYPE accountops_{name}" in text
    assert case.reference not in text
    assert "alice" not in text.lower()
