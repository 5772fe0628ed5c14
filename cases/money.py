"""Money: an amount and an ISO 4217 code. No conversion, ever; other currencies are never equal."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache


def _codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


NO_MINOR_UNITS = _codes("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")
THREE_MINOR_UNITS = _codes("BHD IQD JOD KWD LYD OMR TND")
# Units of account. Amounts are kept with three decimal places: of these, one would be cut in silence.
FOUR_MINOR_UNITS = _codes("CLF UYW")

# Metals, test codes and units of account without minor units (XAU, XDR, XXX …) are no order's currency.
# ANG and BGN were withdrawn in 2025 and 2026 and stay, because older orders are in them.
TWO_MINOR_UNITS = _codes(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD
    CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR
    RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD
    TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
    """
)

CURRENCIES = NO_MINOR_UNITS | TWO_MINOR_UNITS | THREE_MINOR_UNITS


def minor_units(currency: str) -> int:
    """Decimal places of a currency (USD 2, JPY 0, BHD 3); ValueError for a code that is none."""
    for units, codes in (
        (2, TWO_MINOR_UNITS),
        (0, NO_MINOR_UNITS),
        (3, THREE_MINOR_UNITS),
        (4, FOUR_MINOR_UNITS),
    ):
        if currency in codes:
            return units
    raise ValueError(f"{currency!r} is no ISO 4217 currency code.")


@lru_cache(maxsize=500)
def smallest_unit(currency: str) -> Decimal:
    """The smallest amount of a currency: 0.01 for USD, 1 for JPY, 0.001 for BHD."""
    return Decimal(1).scaleb(-minor_units(currency))


def fits(amount: Decimal, currency: str) -> bool:
    """Whether the amount has no more decimal places than the currency knows."""
    return amount == amount.quantize(smallest_unit(currency))


def format_amount(amount: Decimal, currency: str, grouped: bool = False) -> str:
    """The amount alone with the currency's decimal places; more places than that are shown, not rounded."""
    shown = amount.quantize(smallest_unit(currency)) if fits(amount, currency) else amount
    return f"{shown:,f}" if grouped else f"{shown:f}"


def format_money(amount: Decimal, currency: str, grouped: bool = False) -> str:
    """Amount and code, "4990.00 USD"; `grouped` separates thousands: "4,990.00 USD"."""
    return f"{format_amount(amount, currency, grouped)} {currency}"
