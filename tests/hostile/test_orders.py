"""An order that cannot be: every door says what is wrong with which field, keeps it, and stores nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.world import changed, fingerprint
from tests.hostile.doors import EVERY_ORDER, FIRST_ORDER, PAGES, PROGRAMS, Doors

DRAFT = frozenset({"cases_draft"})  # the intake's own, made before anything is typed
AMOUNTS = {
    "negative": "-1",
    "no number": "NaN",
    "infinite": "Infinity",
    "with an exponent": "1e3",
    "in other digits": "٣٣٠٠",
    "with a comma for the point": "4990,00",
    "grouped as in German": "4.990,00",
    "grouped as in Swiss": "4'990.00",
    "grouped by twos": "1,23,456",
    "with its currency": "3300 EUR",
    "a formula": "=1+1",
    "full-width": "３３００",
}


def refused(doors: Doors, door: str, name: str, wrong: list[tuple[Any, str, dict[str, Any]]]) -> None:
    """Sends wrong values through one door: told at their field, typed text back, nothing stored."""
    if door == "intake":
        doors.through(door, order_no="")  # the draft is there from now on
    before = fingerprint(but=DRAFT)
    for value, sentence, more in wrong:
        told = doors.through(door, **{name: value}, **more)
        assert (told.status, told.faults) == (422, []), value
        assert sentence in told.text, value
        if door in PAGES:
            assert str(value) in told.text, "what was typed is gone"
        else:
            assert any(pointer.endswith(f"/{name}") for pointer in told.pointers), told.pointers
    assert changed(before, fingerprint(but=DRAFT)) == set()


def alone(value: Any, sentence: str, **more: Any) -> tuple[Any, str, dict[str, Any]]:
    """One wrong value, what is said of it, and what goes with it."""
    return value, sentence, more


@pytest.mark.parametrize("door", EVERY_ORDER)
def test_an_amount_that_is_none(doors: Doors, door: str) -> None:
    wrong = [alone(text, "Give an amount such as 4990.00") for text in AMOUNTS.values()]
    too_large = [
        alone(text, "Give an amount below 1,000,000,000,000") for text in ("1000000000000", "9" * 24)
    ]
    refused(doors, door, "amount", wrong + too_large)


@pytest.mark.parametrize("door", EVERY_ORDER)
def test_more_decimals_than_the_currency_has(doors: Doors, door: str) -> None:
    wrong = [
        alone("3300.005", "EUR has 2 decimal places", currency="EUR"),
        alone("3300.5", "JPY has 0 decimal places", currency="JPY"),
        alone("3300.0005", "BHD has 3 decimal places", currency="BHD"),
    ]
    refused(doors, door, "amount", wrong)


@pytest.mark.parametrize("door", EVERY_ORDER)
def test_a_currency_that_is_none(doors: Doors, door: str) -> None:
    codes = ["EEE", "XAU", "CLF", "€€€", "EU", "ＥＵＲ", "<q>"]
    refused(doors, door, "currency", [alone(code, "urrency code") for code in codes])


def test_a_currency_in_small_letters_is_read(doors: Doors) -> None:
    assert doors.through("create", currency="eur").status == 201


@pytest.mark.parametrize("text", ["3,300.00", "3 300.00", "3\u00a0300.00", "3\u202f300.00"])
def test_amounts_with_separated_thousands_are_read(doors: Doors, text: str) -> None:
    told = doors.through("create", amount=text)
    assert told.status == 201
    assert '"amount":"3300.00"' in told.text.replace(" ", "")


@pytest.mark.parametrize("door", FIRST_ORDER)
def test_an_order_from_the_future(doors: Doors, door: str) -> None:
    refused(doors, door, "processed_at", [alone(_at(door, "2026-11-21"), "in the future")])


@pytest.mark.parametrize("door", FIRST_ORDER)
def test_an_order_of_another_age(doors: Doors, door: str) -> None:
    days = [_at(door, f"{year}-06-01") for year in ("0001", "1969", "2200", "9999")]
    refused(doors, door, "processed_at", [alone(at, "between 1970 and 2199") for at in days])


def _at(door: str, day: str) -> str:
    return f"{day}T11:05" if door in PAGES else f"{day}T11:05:00+01:00"


@pytest.mark.parametrize("door", ["create", "dry_run", "request", "request_page"])
def test_a_request_from_before_the_order(doors: Doors, door: str) -> None:
    more = {} if door.startswith("request") else {"reason": "other", "request_source": "ar"}
    early = alone("2026-11-02T11:04:59+01:00", "before the order was processed", **more)
    refused(doors, door, "request_received_at", [early])


@pytest.mark.parametrize("door", ["second", "second_page"])
def test_a_second_order_from_before_the_first(doors: Doors, door: str) -> None:
    early = alone("2026-11-02T11:04:00+01:00", "before the first order was processed")
    refused(doors, door, "at", [early])


@pytest.mark.parametrize("door", FIRST_ORDER)
def test_a_zone_that_is_none(doors: Doors, door: str) -> None:
    more = {"account": "Somebody New"} if door == "intake" else {}
    sentence = "is not a time zone" if door == "intake" else "is not a known time zone"
    zones = ["Mars/Base", "Europe/Osl\u00f8", "../../etc/passwd", "GMT+25", "<b>Oslo</b>"]
    refused(doors, door, "time_zone", [alone(zone, sentence, **more) for zone in zones])


@pytest.mark.parametrize("door", PROGRAMS)
def test_a_program_s_instant_without_its_offset(doors: Doors, door: str) -> None:
    name = {"second": "at", "request": "request_received_at"}.get(door, "processed_at")
    naked = alone("2026-11-03T11:05:00", "Say which offset from UTC this time has")
    refused(doors, door, name, [naked])


@pytest.mark.parametrize("door", ["create", "intake"])
def test_a_second_open_case_for_an_order(doors: Doors, door: str) -> None:
    before = fingerprint(but=DRAFT)
    told = doors.through(door, order_no="40-11931")
    assert told.status == (409 if door == "create" else 422)
    assert f"Order 40-11931 already has the open case {doors.case}." in told.text
    assert changed(before, fingerprint(but=DRAFT)) == set()


@pytest.mark.parametrize("door", ["create", "intake"])
@pytest.mark.parametrize(
    "alike", ["\uff14\uff10-11931", " 40-11931\u00a0", "40-1193\U0001d7cf", "40\uff0d11931"], ids=ascii
)
def test_an_order_number_that_looks_alike_is_the_same_order(doors: Doors, door: str, alike: str) -> None:
    told = doors.through(door, order_no=alike)
    assert told.status == (409 if door == "create" else 422)
    assert f"already has the open case {doors.case}" in told.text


@pytest.mark.parametrize("door", EVERY_ORDER)
def test_an_invisible_sign_does_not_get_past_the_check_for_doubles(doors: Doors, door: str) -> None:
    signs = "\u200b\u200d\u2060\u00ad\u034f\u1160\ufe0f\u202e\u180e\ue000"
    told = "Remove the invisible character U+{:04X} after “40-”."
    refused(doors, door, "order_no", [alone(f"40-{sign}11931", told.format(ord(sign))) for sign in signs])
