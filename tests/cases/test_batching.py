"""How many timed steps share a transaction: quick ones many, slow ones few."""

import os
import subprocess
import sys
from datetime import timedelta
from itertools import count

import pytest
from django.conf import settings
from django.db import transaction

from cases import clock, deadlines
from cases.batching import AIM_SECONDS, BEGIN, LEAST, MOST, NICER, Batching, Stopwatch
from cases.firing import claim, fire_all
from cases.models import Deadline
from tests.cases.helpers import approved, pass_at, told

TWO_DAYS = timedelta(days=2)


def after(*batches: tuple[int, float], most: int = MOST) -> int:
    sizes = Batching(most=most)
    for rows, seconds in batches:
        sizes.took(rows, seconds)
    return sizes.size


def test_it_begins_small_and_grows_by_twice_at_most():
    assert after() == BEGIN
    assert after((BEGIN, 0.0001)) == 2 * BEGIN


def test_a_steady_pace_ends_at_what_fits_into_the_aim():
    sizes = Batching()
    for _ in range(10):
        sizes.took(sizes.size, sizes.size * 0.004)
    assert sizes.size == int(AIM_SECONDS / 0.004)


def test_a_slow_batch_makes_the_next_one_smaller_but_never_less_than_the_least():
    assert after((BEGIN, AIM_SECONDS * 2)) == BEGIN // 2
    assert after((BEGIN, 30.0)) == LEAST


def test_a_batch_that_was_not_full_and_quick_says_nothing():
    assert after((3, 0.001)) == BEGIN
    assert after((0, 0.5)) == BEGIN


def test_it_never_leaves_its_bounds():
    assert after(*[(n, 0.0001) for n in (10, 20, 40, 80, 160, 200)]) == MOST
    assert after((4, 9.0), most=4) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("each_look", "done"), [(0.0, 6), (0.25, 4), (0.5, 2), (0.99, 2), (1.0, 1), (50.0, 1)]
)
def test_no_step_is_begun_once_the_time_is_over_and_one_is_always_done(alice, on_monday, each_look, done):
    """`each_look`: how far the clock goes on between two looks at it, in parts of the time there is."""
    cases = [approved(alice) for _ in range(3)]
    with clock.fixed_at(on_monday + TWO_DAYS), transaction.atomic():
        rows = claim(deadlines.due(clock.now()), 6)
        report = fire_all(rows, Stopwatch(count(0.0, each_look * AIM_SECONDS).__next__).is_over)
    assert (report.done, report.any) == (done, True)
    mine = Deadline.objects.filter(case__in=[case.pk for case in cases])
    assert [row.status for row in mine.filter(pk__in=[row.pk for row in rows[done:]])] == ["armed"] * (
        6 - done
    )
    assert mine.filter(settled_at__isnull=False).count() == done
    assert not mine.filter(in_flight=True).exists()


@pytest.mark.django_db
def test_a_pass_whose_every_batch_is_cut_short_does_all_the_same(alice, on_monday):
    cases = [approved(alice) for _ in range(6)]
    report = pass_at(on_monday + TWO_DAYS, ticks=count(0.0, 10.0).__next__)
    assert (report.fired, report.failed) == (12, 0)  # the reminder and the attention of each
    for case in cases:
        assert sorted(told(case)) == ["approve", "attention", "open", "sc.reminder"]


NICENESS = """
def niceness():
    words = GROUP.read_text().split() if GROUP.exists() else []
    return words[-1] if words else "none"
"""


@pytest.mark.parametrize("begin", ["os.setsid()", "pass"], ids=["a session of its own", "somebody's session"])
def test_a_process_gives_way_with_its_whole_session_only_where_that_is_its_own(begin):
    """In a process of its own: what is given away is not taken back.

    A kernel that does not divide by session has no file, or one that is empty: then there is nothing to give.
    """
    words = f"import os; from cases.batching import GROUP, give_way{NICENESS}{begin}; before = niceness()"
    tell = "give_way(); print(os.nice(0), before, niceness(), os.access(GROUP, os.W_OK))"
    run = subprocess.run(
        [sys.executable, "-c", f"{words}; {tell}"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    nice, before, after_it, may_write = run.stdout.split()
    assert nice == str(os.nice(0) + NICER)
    is_given = begin != "pass" and before != "none" and may_write == "True"
    assert after_it == (str(NICER) if is_given else before)


@pytest.mark.parametrize(
    ("load", "start"),
    [
        ("import accountops.wsgi; from accountops import gunicorn_conf", "gunicorn_conf.when_ready(None)"),
        (
            "from accountops.celery import app; from celery import signals; import django; django.setup()",
            "signals.celeryd_after_setup.send(sender='a worker', instance=None, conf=app.conf)",
        ),
    ],
    ids=["pages", "worker"],
)
def test_what_a_process_has_loaded_is_passed_over_when_memory_is_looked_through(load, start):
    """In a process of its own: the collector of this one is left as it is."""
    told = "print(was, gc.get_freeze_count() > 1000)"
    done = subprocess.run(
        [sys.executable, "-c", f"import gc; {load}; was = gc.get_freeze_count(); {start}; {told}"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["0", "True"]
