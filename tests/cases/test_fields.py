"""Instants and amounts read the same from a page and from a program, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.forms import ValidationError

from cases.fields import AmountField, InstantField


def instant(*, zone="UTC", strict=False):
    field = InstantField()
    field.zone, field.offset_required = zone, strict
    return field


@pytest.mark.parametrize(
    ("text", "zone", "read"),
    [
        ("2026-03-02T09:00:00Z", "Asia/Tokyo", datetime(2026, 3, 2, 9, 0, tzinfo=UTC)),
        ("2026-03-02T09:00:00+01:00", "UTC", datetime(2026, 3, 2, 8, 0, tzinfo=UTC)),
        ("2026-03-02T09:00", "Asia/Tokyo", datetime(2026, 3, 2, 0, 0, tzinfo=UTC)),
        (" 2026-03-02 09:00 ", "UTC", datetime(2026, 3, 2, 9, 0, tzinfo=UTC)),
        ("2026-03-29T02:30", "Europe/Oslo", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (datetime(2026, 3, 2, 9, 0, tzinfo=UTC), "Asia/Tokyo", datetime(2026, 3, 2, 9, 0, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_in_its_zone(text, zone, read):
    assert instant(zone=zone).clean(text) == read


def test_a_programs_instant_needs_its_offset():
    with pytest.raises(ValidationError, match="Say which offset from UTC"):
        instant(strict=True).clean("2026-03-02T09:00:00")
    assert instant(strict=True).clean("2026-03-02T09:00:00-04:00") == datetime(2026, 3, 2, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["soon", "2026-13-01T00:00Z", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", [1], 5]
)
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(ValidationError, match="Give a date and time"):
        instant().clean(text)


def test_an_instant_is_shown_on_the_wall_clock_of_its_zone():
    shown = instant(zone="Asia/Tokyo").prepare_value(datetime(2026, 3, 2, 0, 0, tzinfo=UTC))
    assert shown.isoformat() == "2026-03-02T09:00:00"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4990.00", "4990.00"),
        ("4990", "4990"),
        ("4,990.00", "4990.00"),
        ("1 234 567.5", "1234567.5"),
        ("12\u00a0345", "12345"),
        (" 0.001 ", "0.001"),
        ("999999999999.999", "999999999999.999"),
    ],
)
def test_amounts_that_are_read(text, amount):
    assert AmountField().clean(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "4990,00",
        "4.990,00",
        "1,23,456",
        "-1",
        "+1",
        "1e3",
        "NaN",
        "Infinity",
        "12 34",
        ".5",
        "5.",
        "٣",
        "$5",
    ],
)
def test_amounts_that_are_refused(text):
    with pytest.raises(ValidationError, match="Give an amount such as"):
        AmountField().clean(text)


def test_an_amount_that_is_too_large_is_told_so():
    assert AmountField().clean("999,999,999,999.999") == Decimal("999999999999.999")
    with pytest.raises(ValidationError, match="below 1,000,000,000,000"):
        AmountField().clean("1000000000000")


def test_no_amount_is_none():
    assert AmountField(required=False).clean("") is None
