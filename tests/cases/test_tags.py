"""The template tags draw the words and shapes as safe markup and take zone and clock from the context."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

NOW = datetime(2026, 11, 19, 20, 18, tzinfo=UTC)
DUE = datetime(2026, 11, 19, 21, 30, tzinfo=UTC)


def drawn(source: str, **context: object) -> str:
    """The rendered template, in New York at 15:18 unless told otherwise."""
    return Template("{% load ao %}" + source).render(
        Context({"now": NOW, "zone": "America/New_York"} | context)
    )


def test_an_icon_is_silent_unless_named() -> None:
    assert 'aria-hidden="true"' in drawn('{% icon "ring" %}')
    assert 'role="img" aria-label="Met:"' in drawn('{% icon "check" "Met:" %}')


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        drawn('{% icon "no-such-shape" %}')


def test_a_state_escapes_its_words() -> None:
    assert "&lt;b&gt;" in drawn('{% state "half" words %}', words="<b>")
    assert "is-now" in drawn('{% state "half" "In research" %}')


def test_a_time_holds_utc_and_says_the_local_clock() -> None:
    assert drawn("{% when due %}", due=DUE) == (
        '<time datetime="2026-11-19T21:30:00Z" data-date="Thu 19 Nov 2026">today 16:30</time>'
    )
    assert "Today 16:30 EST" in drawn("{% when due named=True opening=True %}", due=DUE)


def test_a_zone_may_be_given_to_one_tag() -> None:
    assert "today 22:30" in drawn("{% when due zone=berlin %}", due=DUE, berlin=ZoneInfo("Europe/Berlin"))


def test_an_unknown_time_is_said() -> None:
    assert drawn("{% when nothing %}", nothing=None) == "not stated"


def test_a_deadline_is_shape_words_and_time() -> None:
    mark = drawn("{% due_mark due %} {% left due %}", due=DUE)
    assert "is-risk" in mark
    assert "ic-is-triangle" in mark
    assert "Breaches today 16:30" in mark
    assert mark.endswith("1 h 12 m left")


def test_a_badge_says_what_is_left() -> None:
    badge = drawn("{% due_mark due badge=True %}", due=DUE)
    assert "badge" in badge
    assert "Breaches today 16:30, 1 h 12 m left" in badge


def test_no_deadline_has_no_time() -> None:
    mark = drawn("{% due_mark due %}{% left due %}", due=None)
    assert "No deadline" in mark
    assert "<time" not in mark


def test_a_mark_can_be_taken_apart() -> None:
    assert drawn("{% due_state due as mark %}{{ mark.state }} {{ mark.shape }}", due=DUE) == "risk triangle"


def test_money_and_its_absence() -> None:
    assert drawn('{{ amount|money:"USD" }}', amount=Decimal(-1480)) == "−1,480.00 USD"
    assert drawn('{{ amount|money:"USD" }}', amount=None) == ""


def test_small_words() -> None:
    assert drawn(
        "{{ length|span }} {{ who|initials }} {{ shape|hue }}",
        length=DUE - NOW,
        who="Ines Okafor",
        shape="dash",
    ) == ("1 h 12 m IO plain")
