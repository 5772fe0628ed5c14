"""A short simulated month: what must hold holds, the same seed gives the same, real cases are left alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accountops.simulation import Simulation, told
from accountops.simulation.checking import AT_THE_END, OFTEN
from accountops.simulation.publishing import publish
from cases import clock
from cases.models import Case, Deadline
from tests.contract.world import undone

DAYS = 9


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """Nine days of one case a day and kind, in a transaction that is never committed."""
    with django_db_blocker.unblock(), undone():
        simulation = Simulation(days=DAYS, seed=7, per_day=0.8)
        simulation.run()
        yield simulation


@pytest.fixture
def month(played, db):
    """The month with the clock at its end; what a test does to it is taken back."""
    with clock.fixed_at(played.end):
        yield played


def test_nothing_is_late_lost_or_left_behind(month: Simulation) -> None:
    tally = month.tally
    assert tally.faults == {}
    assert (tally.failed, set(tally.checks)) == (0, {*OFTEN, *AT_THE_END})
    assert min(tally.checks[name] for name in OFTEN) >= DAYS - 2
    assert len(month.outages) == 1


def test_every_kind_and_the_mailbox_took_part(month: Simulation) -> None:
    assert set(month.tally.opened) >= {"rebook", "takeover", "affiliation", "advocate", "cancellation"}
    assert month.tally.fired > 20
    assert month.tally.refused
    assert month.tally.mails_in["filed"]


def test_people_finish_what_they_began(month: Simulation) -> None:
    """In nine days at least the kinds that are done within a week reach an end; the others get on."""
    ended = Case.objects.filter(pk__in=month.keys, closed_at__isnull=False)
    assert len(ended.values_list("kind", flat=True).distinct()) >= 4
    waiting = Case.objects.filter(pk__in=month.keys, closed_at=None, version=1)
    assert waiting.count() < len(month.keys) / 2


def test_what_is_told_names_all_of_it(month: Simulation) -> None:
    lines = "\n".join(told(month))
    assert "2026-03-01 to 2026-03-10, seed 7" in lines
    assert "| Order rebooks |" in lines
    assert "rb.window_end" in lines
    assert lines.count("| nothing") == len(OFTEN) + len(AT_THE_END) + 1


def test_figures_go_between_the_marks_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- month: begin -->\nold\n<!-- month: end -->\nAfter.\n")
    publish(page, "month", ["Said.", "", "| A      | 1 |", "| ------ | - |"])
    assert page.read_text() == (
        "Before.\n<!-- month: begin -->\n\nSaid.\n\n| A | 1 |\n| --- | - |\n\n<!-- month: end -->\nAfter.\n"
    )
    with pytest.raises(ValueError, match="no place for walks"):
        publish(page, "walks", [])


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("Nothing overdue and not fired", "has not fired"),
        ("Every open case has a team and a due date", "nobody's"),
        ("No case is lost between teams", "is with None"),
        ("Every firing is told exactly once", "fired 1, told 0"),
    ],
)
def test_the_checks_find_what_is_broken(month: Simulation, check: str, said: str) -> None:
    """What only somebody with the database in hand can do."""
    row = Deadline.objects.filter(case__in=month.keys, status="armed", case__closed_at=None).earliest(
        "due_at"
    )
    if check.startswith("Nothing"):
        Deadline.objects.filter(pk=row.pk).update(next_attempt_at=month.end - timedelta(hours=1))
    elif check.startswith("Every firing"):
        Deadline.objects.filter(pk=row.pk).update(status="fired", kind="to.cutoff", subject="never told")
    else:
        Case.objects.filter(pk=row.case_id).update(team=None)
    found = (OFTEN | AT_THE_END)[check](month.keys)
    assert any(said in fault for fault in found), found


@pytest.mark.django_db
def test_the_same_seed_is_the_same_month() -> None:
    def month(seed: int) -> str:
        with undone():
            simulation = Simulation(days=2, seed=seed, per_day=0.5)
            simulation.run()
            return "\n".join(told(simulation))

    first = month(3)
    assert (month(3), month(4) == first) == (first, False)


@pytest.mark.django_db
def test_a_database_with_cases_is_refused(month: Simulation) -> None:
    with pytest.raises(CommandError, match="holds cases"):
        call_command("simulate", "--here", "--days", "1", stdout=StringIO())
    with pytest.raises(CommandError, match="1 to 366"):
        call_command("simulate", "--days", "0", stdout=StringIO())
    assert Case.objects.filter(opened_at__gt=datetime.fromisoformat("2026-03-10T00:00Z")).count() == 0
