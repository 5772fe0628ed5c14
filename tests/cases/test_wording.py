"""Times, spans, deadlines and money as they are read on a page, in zones and across changes of the clocks."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from cases import wording

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 19, 20, 18, tzinfo=UTC)  # Thu 15:18 in New York, 21:18 in Berlin


def at(*parts: int) -> datetime:
    """An instant by New York's clock."""
    return datetime(*parts, tzinfo=NEW_YORK)  # type: ignore[arg-type, misc]  # five numbers, no zone among them


@pytest.mark.parametrize(
    ("instant", "zone", "words"),
    [
        (at(2026, 11, 19, 16, 30), NEW_YORK, "today 16:30"),
        (at(2026, 11, 19, 19, 0), BERLIN, "Fri 20 Nov 01:00"),
        (at(2026, 11, 20, 10, 0), NEW_YORK, "Fri 20 Nov 10:00"),
        (at(2026, 11, 2, 9, 5), NEW_YORK, "Mon 2 Nov 09:05"),
        (at(2027, 1, 4, 0, 0), NEW_YORK, "Mon 4 Jan 2027 00:00"),
        (at(2025, 12, 31, 23, 59), NEW_YORK, "Wed 31 Dec 2025 23:59"),
        (at(2026, 12, 31, 20, 0), BERLIN, "Fri 1 Jan 2027 02:00"),
    ],
)
def test_an_instant_is_told_by_the_readers_clock(instant: datetime, zone: ZoneInfo, words: str) -> None:
    assert wording.when(instant, NOW, zone) == words


def test_the_year_turns_by_the_readers_clock() -> None:
    new_year_in_berlin = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert wording.when(at(2026, 12, 30, 9, 0), new_year_in_berlin, NEW_YORK) == "Wed 30 Dec 09:00"
    assert wording.when(at(2026, 12, 30, 9, 0), new_year_in_berlin, BERLIN) == "Wed 30 Dec 2026 15:00"


@pytest.mark.parametrize(
    ("instant", "zone", "name"),
    [
        (NOW, "America/New_York", "EST"),
        (datetime(2026, 7, 1, tzinfo=UTC), "America/New_York", "EDT"),
        (NOW, "UTC", "UTC"),
        (NOW, "America/Sao_Paulo", "UTC−03:00"),
        (NOW, "Asia/Kathmandu", "UTC+05:45"),
    ],
)
def test_a_zone_without_letters_is_named_by_its_offset(instant: datetime, zone: str, name: str) -> None:
    assert wording.zone_name(instant, ZoneInfo(zone)) == name


def test_the_zone_is_named_where_it_matters() -> None:
    assert wording.when(NOW, NOW, NEW_YORK, name_zone=True) == "today 15:18 EST"


def test_the_attribute_holds_utc() -> None:
    assert wording.utc_iso(at(2026, 11, 20, 10, 0)) == "2026-11-20T15:00:00Z"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), "under 1 m"),
        (timedelta(minutes=26), "26 m"),
        (timedelta(hours=1, minutes=12, seconds=59), "1 h 12 m"),
        (timedelta(hours=4), "4 h"),
        (timedelta(days=3, hours=18, minutes=50), "3 d 18 h"),
        (timedelta(days=4, minutes=2), "4 d"),
        (-timedelta(hours=4, minutes=18), "4 h 18 m"),
    ],
)
def test_a_span_has_two_units_and_is_never_rounded_up(length: timedelta, words: str) -> None:
    assert wording.span(length) == words


def test_what_is_left_and_what_is_past() -> None:
    assert wording.left(NOW + timedelta(hours=1, minutes=12), NOW) == "1 h 12 m left"
    assert wording.left(NOW - timedelta(hours=4, minutes=18), NOW) == "4 h 18 m ago"
    assert wording.left(NOW, NOW) == "under 1 m ago"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (at(2026, 3, 7, 12, 0), at(2026, 3, 8, 12, 0), "23 h left"),  # spring: an hour is missing
        (at(2026, 10, 31, 12, 0), at(2026, 11, 1, 12, 0), "1 d 1 h left"),  # autumn: an hour comes twice
    ],
)
def test_what_is_left_counts_real_time_over_a_change_of_the_clocks(
    before: datetime, after: datetime, words: str
) -> None:
    assert wording.left(after, before) == words


@pytest.mark.parametrize(
    ("due", "state", "shape", "words"),
    [
        (at(2026, 11, 19, 11, 0), "breach", "octagon", "Breached today 11:00"),
        (at(2026, 11, 18, 11, 0), "breach", "octagon", "Breached Wed 18 Nov 11:00"),
        (NOW, "breach", "octagon", "Breached today 15:18"),
        (at(2026, 11, 19, 16, 30), "risk", "triangle", "Breaches today 16:30"),
        (at(2026, 11, 19, 19, 18), "risk", "triangle", "Due today 19:18"),
        (at(2026, 11, 19, 23, 59), "risk", "triangle", "Due today 23:59"),
        (at(2026, 11, 20, 10, 0), "plain", "ring", "Due Fri 20 Nov 10:00"),
    ],
)
def test_a_deadline_is_a_word_a_shape_and_a_time(due: datetime, state: str, shape: str, words: str) -> None:
    assert wording.due_mark(due, NOW, NEW_YORK) == wording.DueMark(state, shape, words)


def test_under_four_hours_is_at_risk_also_across_midnight() -> None:
    late = at(2026, 11, 19, 22, 0)
    assert wording.due_mark(at(2026, 11, 20, 1, 59), late, NEW_YORK).words == "Breaches Fri 20 Nov 01:59"
    assert wording.due_mark(at(2026, 11, 20, 2, 0), late, NEW_YORK).state == "plain"


def test_the_four_hours_are_real_hours() -> None:
    before_the_lost_hour = at(2026, 3, 7, 23, 30)
    assert wording.due_mark(at(2026, 3, 8, 4, 15), before_the_lost_hour, NEW_YORK).state == "risk"


def test_no_deadline_is_said() -> None:
    assert wording.due_mark(None, NOW, NEW_YORK) == wording.DueMark("plain", "dash", "No deadline")


@pytest.mark.parametrize("function", [wording.left, lambda due, now: wording.due_mark(due, now, NEW_YORK)])
def test_an_instant_without_a_zone_is_refused(function: object) -> None:
    assert callable(function)
    with pytest.raises(ValueError, match="zone"):
        function(datetime(2026, 11, 19, 16, 30), NOW)  # noqa: DTZ001  # the missing zone is the point


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1250", "USD", "1,250.00 USD"),
        ("-1480", "USD", "−1,480.00 USD"),
        ("3300", "JPY", "3,300 JPY"),
        ("12.5", "KWD", "12.500 KWD"),
        ("0", "EUR", "0.00 EUR"),
        ("1234567.89", "EUR", "1,234,567.89 EUR"),
    ],
)
def test_money_has_its_minor_units_and_its_code(amount: str, currency: str, words: str) -> None:
    assert wording.money(Decimal(amount), currency) == words


@pytest.mark.parametrize(
    ("name", "mark"),
    [("Ines Okafor", "IO"), ("Ada", "A"), ("Jean van der Berg", "JB"), ("", ""), ("(system)", "")],
)
def test_initials(name: str, mark: str) -> None:
    assert wording.initials(name) == mark


def test_a_sentence_opens_with_a_capital() -> None:
    assert wording.capital("today 17:30") == "Today 17:30"
    assert wording.capital("") == ""
