"""Minor units and how money is written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cases.money import CURRENCIES, fits, format_amount, format_money, minor_units, smallest_unit

UNITS = [("USD", 2), ("EUR", 2), ("JPY", 0), ("KRW", 0), ("BHD", 3), ("TND", 3), ("CLF", 4), ("ZWG", 2)]


@pytest.mark.parametrize(("code", "units"), UNITS)
def test_minor_units(code, units):
    assert minor_units(code) == units
    assert smallest_unit(code) == Decimal(1).scaleb(-units)


@pytest.mark.parametrize("code", ["", "usd", "XXX", "EURO", "XAU", "DEM"])
def test_a_code_that_is_no_currency_is_refused(code):
    with pytest.raises(ValueError, match="ISO 4217"):
        minor_units(code)


def test_the_list_is_whole():
    assert len(CURRENCIES) > 160
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    assert max(map(minor_units, CURRENCIES)) == 3, "amounts are kept with three decimal places"


def test_fits_asks_for_no_more_places_than_the_currency_has():
    assert fits(Decimal("10.50"), "USD")
    assert fits(Decimal("10.500"), "USD")
    assert not fits(Decimal("10.505"), "USD")
    assert not fits(Decimal("10.5"), "JPY")


def test_format():
    assert format_money(Decimal(4990), "USD") == "4990.00 USD"
    assert format_money(Decimal("4990.000"), "USD", grouped=True) == "4,990.00 USD"
    assert format_money(Decimal("1000.000"), "JPY", grouped=True) == "1,000 JPY"
    assert format_amount(Decimal("1.5"), "BHD") == "1.500"
    assert format_amount(Decimal("1.005"), "USD") == "1.005"
