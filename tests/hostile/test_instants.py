"""Times of the day on which the clocks change: read by one rule, shown as they were read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cases import clock
from cases.models import Draft
from rebooks.models import RebookCase
from tests.hostile.doors import Doors

LATER = datetime(2026, 12, 1, tzinfo=UTC)
# Wall-clock time, zone, the instant it is read as, and how the zone's clock then shows it.
CHANGES = {
    "in the gap of spring": ("2026-03-29T02:30", "Europe/Oslo", "2026-03-29T01:00:00", "03:00"),
    "twice in autumn": ("2026-10-25T02:30", "Europe/Oslo", "2026-10-25T00:30:00", "02:30"),
    "in the gap of New York": ("2026-03-08T02:30", "America/New_York", "2026-03-08T07:00:00", "03:00"),
    "twice in New York": ("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00", "01:30"),
    "in a gap of half an hour": ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:30:00", "02:30"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_time_that_is_not_there_or_twice_is_read_by_one_rule(doors: Doors, what: str) -> None:
    wall, zone, instant, shown = CHANGES[what]
    given = {"order_no": "40-7", "account": "Clock Change Ltd", "time_zone": zone, "processed_at": wall}
    with clock.fixed_at(LATER):
        told = doors.through("intake", **given)
        assert told.status == 302, told.text
        draft = Draft.objects.get(user=doors.user, result="")
        page = doors.page.get(f"/new/rebook/{draft.pk}/heard/").content.decode()
    assert shown in page, "the time is not shown as it was read"
    assert draft.answers["given"]["order"]["processed_at"] == wall
    assert read_as(doors, zone, wall) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


def read_as(doors: Doors, zone: str, wall: str) -> datetime:
    """The instant that correcting the case on its page makes of the wall-clock time."""
    RebookCase.objects.update(time_zone=zone)
    with clock.fixed_at(LATER):
        assert doors.through("correct_page", processed_at=wall).status == 302
    return RebookCase.objects.get(reference=doors.case).processed_at


@pytest.mark.parametrize("offset", ["+01:00", "+02:00"])
def test_a_program_says_which_of_two_it_means(doors: Doors, offset: str) -> None:
    told = doors.through("create", order_no="40-8", processed_at=f"2026-10-25T02:30:00{offset}")
    assert told.status == 201
    hour = {"+01:00": 1, "+02:00": 0}[offset]
    case = RebookCase.objects.get(order_no="40-8")
    assert case.processed_at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-11-02", "20261102", "2026-W45-1", " 2026-11-02 "])
@pytest.mark.parametrize("door", ["intake", "correct_page"])
def test_a_day_alone_is_no_time(doors: Doors, door: str, text: str) -> None:
    """Midnight would be made up, and hours decide: the field asks for the time, the typed day is kept."""
    with clock.fixed_at(LATER):
        doors.through(door, order_no="")  # the draft is there from now on
        told = doors.through(door, processed_at=text)
    assert told.status == 422
    assert "such as 2026-11-02 11:05" in told.text or "such as 2024-05-14T10:00:00" in told.text
    assert text.strip() in told.text
