"""Invented customers: names, zones, and the currencies they buy in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

PLACES = {
    "America/New_York": ("USD", ("Harbour", "Hudson", "Beacon", "Tidewater", "Alder", "Quarry", "Lantern")),
    "America/Chicago": ("USD", ("Prairie", "Lakeshore", "Granary", "Cottonwood", "Millrace", "Switchyard")),
    "America/Los_Angeles": ("USD", ("Redwood", "Cascade", "Marina", "Sierra", "Foghorn", "Juniper")),
    "America/Toronto": ("CAD", ("Maple Row", "Northgate", "Humber", "Rideau")),
    "Europe/London": ("GBP", ("Thornbury", "Kestrel", "Wharf Lane", "Bramble")),
    "Europe/Berlin": ("EUR", ("Nordlicht", "Elbufer", "Kiefernhain", "Steinweg")),
    "Europe/Paris": ("EUR", ("Clairval", "Rive Haute", "Pont Neuilly", "Vallon")),
    "Asia/Tokyo": ("JPY", ("Kawabata", "Sumida", "Aozora", "Minato Works")),
    "Asia/Bahrain": ("BHD", ("Pearl Coast", "Al Noor", "Manama Gate")),
    "Australia/Sydney": ("AUD", ("Wattle", "Southern Cross", "Blue Gum")),
}  # fmt: skip
TRADES = (
    "Analytics", "Foods", "Logistics", "Instruments", "Clinics", "Textiles", "Software", "Energy", "Printing",
    "Architects", "Robotics", "Insurance",
)  # fmt: skip
SEATS = (1, 2, 3, 5, 5, 8, 10, 12, 20, 25, 40, 60)
PRICES = {
    "USD": "499.00", "CAD": "649.00", "GBP": "399.00", "EUR": "449.50", "JPY": "72000", "BHD": "188.125",
    "AUD": "729.00",
}  # fmt: skip


@dataclass(frozen=True)
class Customer:
    """An account with its zone and its currency."""

    name: str
    zone: str
    currency: str


def customers(random: Random) -> list[Customer]:
    """All customers in a random order; more of them in America, where the company sells most."""
    found = [
        Customer(f"{first} {trade}", zone, currency)
        for zone, (currency, firsts) in PLACES.items()
        for number, first in enumerate(firsts)
        for trade in TRADES[number % 3 :: 4 if zone.startswith("America") else 6]
    ]
    random.shuffle(found)
    return found


def amount(random: Random, currency: str) -> Decimal:
    """What so many seats cost."""
    return Decimal(PRICES[currency]) * random.choice(SEATS)
