"""Instants and calendars: tables over zones, clock changes, leap days and month ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import worktime

ZONES = [
    "UTC",
    "Europe/Oslo",
    "America/New_York",
    "America/St_Johns",  # half an hour off
    "Asia/Kolkata",
    "Asia/Kathmandu",  # three quarters
    "Australia/Lord_Howe",  # moves by half an hour
    "Pacific/Auckland",
    "Pacific/Apia",  # left out a whole day
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "America/Sao_Paulo",  # its clocks once moved at midnight
]


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def naive(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("wall", "zone", "instant"),
    [
        ("2026-01-15T09:00", "UTC", "2026-01-15T09:00"),
        ("2026-01-15T09:00", "Europe/Oslo", "2026-01-15T08:00"),
        ("2026-07-15T09:00", "Europe/Oslo", "2026-07-15T07:00"),
        ("2026-07-15T09:00", "America/New_York", "2026-07-15T13:00"),
        ("2026-01-15T09:00", "America/St_Johns", "2026-01-15T12:30"),
        ("2026-01-15T09:00", "Asia/Kolkata", "2026-01-15T03:30"),
        ("2026-01-15T09:00", "Asia/Kathmandu", "2026-01-15T03:15"),
        ("2026-01-15T09:00", "Pacific/Kiritimati", "2026-01-14T19:00"),
        ("2026-01-15T09:00", "Pacific/Pago_Pago", "2026-01-15T20:00"),
        # The hour that does not exist: the first instant after it.
        ("2026-03-29T02:30", "Europe/Oslo", "2026-03-29T01:00"),
        ("2026-03-29T02:00", "Europe/Oslo", "2026-03-29T01:00"),
        ("2026-03-29T01:59:59", "Europe/Oslo", "2026-03-29T00:59:59"),
        ("2026-03-29T03:00", "Europe/Oslo", "2026-03-29T01:00"),
        ("2026-03-08T02:30", "America/New_York", "2026-03-08T07:00"),
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:30"),
        ("2018-11-04T00:30", "America/Sao_Paulo", "2018-11-04T03:00"),
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T10:00"),
        # The hour that comes twice: the first time.
        ("2026-10-25T02:30", "Europe/Oslo", "2026-10-25T00:30"),
        ("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30"),
        ("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45"),
    ],
)
def test_the_instant_of_a_wall_clock_time(wall, zone, instant):
    assert worktime.instant_of(naive(wall), zone) == utc(instant)


@pytest.mark.parametrize(
    ("start", "days", "zone", "end"),
    [
        ("2026-03-28T12:00", 1, "Europe/Oslo", "2026-03-29T11:00"),
        ("2026-10-24T12:00", 1, "Europe/Oslo", "2026-10-25T13:00"),
        ("2026-03-28T01:30", 1, "Europe/Oslo", "2026-03-29T01:00"),
        ("2026-10-24T00:30", 1, "Europe/Oslo", "2026-10-25T00:30"),
        ("2026-03-07T17:00", 14, "America/New_York", "2026-03-21T16:00"),
        ("2028-02-28T12:00", 1, "UTC", "2028-02-29T12:00"),
        ("2028-02-28T12:00", 2, "UTC", "2028-03-01T12:00"),
        ("2027-02-28T12:00", 1, "UTC", "2027-03-01T12:00"),
        ("2026-12-31T23:00", 1, "UTC", "2027-01-01T23:00"),
        ("2011-12-29T20:00", 1, "Pacific/Apia", "2011-12-30T10:00"),
        ("2011-12-29T20:00", 2, "Pacific/Apia", "2011-12-30T20:00"),
        ("2026-10-02T16:00", 1, "Australia/Lord_Howe", "2026-10-03T15:30"),
    ],
)
def test_days_keep_the_wall_clock(start, days, zone, end):
    assert worktime.plus_days(utc(start), days, zone) == utc(end)


@pytest.mark.parametrize("start", ["2026-03-28T12:00", "2026-10-24T12:00", "2028-02-28T12:00"])
def test_hours_are_absolute(start):
    assert worktime.plus_hours(utc(start), 48) - utc(start) == timedelta(hours=48)
    assert worktime.plus_hours(utc(start), 0.25) - utc(start) == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-03-01T00:30", "America/New_York", "2026-02-28"),
        ("2028-03-01T00:30", "America/New_York", "2028-02-29"),
        ("2026-02-28T23:30", "Europe/Oslo", "2026-03-01"),
        ("2026-12-31T12:00", "Pacific/Kiritimati", "2027-01-01"),
        ("2027-01-01T10:30", "Pacific/Pago_Pago", "2026-12-31"),
        ("2026-05-31T18:29", "Asia/Kolkata", "2026-05-31"),
        ("2026-05-31T18:30", "Asia/Kolkata", "2026-06-01"),
    ],
)
def test_the_local_date_and_month(instant, zone, day):
    assert worktime.local_date(utc(instant), zone) == date.fromisoformat(day)
    assert worktime.month_of(utc(instant), zone) == day[:7]


@pytest.mark.parametrize(
    ("day", "zone", "instant"),
    [
        ("2026-03-29", "Europe/Oslo", "2026-03-28T23:00"),
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00"),
        ("2011-12-30", "Pacific/Apia", "2011-12-30T10:00"),
        ("2026-01-01", "Asia/Kathmandu", "2025-12-31T18:15"),
    ],
)
def test_the_first_instant_of_a_date(day, zone, instant):
    assert worktime.first_instant_of(date.fromisoformat(day), zone) == utc(instant)


@pytest.mark.parametrize(
    ("instant", "zone", "after"),
    [
        ("2026-01-31T23:59", "UTC", "2026-02-01T00:00"),
        ("2028-02-29T12:00", "UTC", "2028-03-01T00:00"),
        ("2026-12-15T12:00", "UTC", "2027-01-01T00:00"),
        ("2026-02-01T03:00", "America/New_York", "2026-02-01T05:00"),
        ("2026-03-31T22:30", "Europe/Oslo", "2026-04-30T22:00"),
        ("2026-10-25T12:00", "Europe/Oslo", "2026-10-31T23:00"),
        ("2026-03-31T10:30", "Pacific/Kiritimati", "2026-04-30T10:00"),
    ],
)
def test_the_first_instant_after_the_month(instant, zone, after):
    assert worktime.first_instant_after_month(utc(instant), zone) == utc(after)


INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


@given(instant=INSTANTS, zone=st.sampled_from(ZONES))
def test_the_month_ends_after_every_instant_in_it_and_at_a_first(instant, zone):
    after = worktime.first_instant_after_month(instant, zone)
    assert timedelta() < after - instant <= timedelta(days=32)
    assert worktime.local_date(after, zone).day == 1
    assert worktime.month_of(after - timedelta(microseconds=1), zone) == worktime.month_of(instant, zone)


@given(instant=INSTANTS, zone=st.sampled_from(ZONES), days=st.integers(0, 800))
def test_days_never_go_backwards_and_land_on_their_date_or_after_a_gap(instant, zone, days):
    later = worktime.plus_days(instant, days, zone)
    target = worktime.local_date(instant, zone) + timedelta(days=days)
    assert worktime.local_date(later, zone) - target in {timedelta(), timedelta(days=1)}
    assert abs(later - instant - timedelta(days=days)) <= timedelta(days=1)


@given(instant=INSTANTS, zone=st.sampled_from(ZONES))
def test_no_instant_of_a_date_is_before_its_first(instant, zone):
    first = worktime.first_instant_of(worktime.local_date(instant, zone), zone)
    assert first <= instant
    assert worktime.local_date(first, zone) == worktime.local_date(instant, zone)
    assert worktime.local_date(first - timedelta(microseconds=1), zone) < worktime.local_date(instant, zone)
