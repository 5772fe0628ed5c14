"""The customers, partners and licences of the demo's take-overs."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

CUSTOMERS = (
    "Halden Freight", "Brasserie Lemaire", "Clinique du Parc", "Nordlicht Energie", "Atelier Roussel",
    "Van Dijk Logistics", "Studio Ferrante", "Mairie de Belval", "Kestrel Foods", "Hotel Alpenblick",
    "Ostrava Glass", "Laboratoires Vidal", "Porto Azul Shipping", "Meyer und Kern", "Linden Apotheken",
    "Cabinet Duval", "Aurora Textiles", "Sund Marine", "Ecole Saint-Luc", "Bergmann Werkzeuge",
)  # fmt: skip
PARTNERS = (
    "Rosny Telecom", "Voxline", "Alpina Com", "Delta Voix", "NordTel Partner", "Comtrade Sud", "Signal Ouest",
    "Brücke IT",
)  # fmt: skip
DISTRIBUTORS = ("Euro Distri", "Westfall Distribution", "Granite Supply")
PLANS = ("Essential", "Business", "Enterprise")


def lines(random: Random, today: date) -> list[dict[str, Any]]:
    """One to three licence lines of a company; a few companies have none in use."""
    plans = random.sample(PLANS, random.choice((1, 1, 2, 3)))
    return [line(plan, random, today) for plan in plans]


def line(plan: str, random: Random, today: date) -> dict[str, Any]:
    """One licence line: monthly, or paid ahead with its end date."""
    subscribed = random.choice((5, 8, 12, 20, 35, 50, 120))
    used = 0 if random.random() < 0.08 else round(subscribed * random.uniform(0.6, 1))
    billing = random.choice(("monthly", "monthly", "prepaid_1y", "prepaid_3y"))
    given: dict[str, Any] = {
        "plan": plan, "billing": billing, "subscribed": subscribed, "allocated": used,
    }  # fmt: skip
    if billing != "monthly":
        given["end_date"] = (today + timedelta(days=random.randrange(90, 900))).isoformat()
    return given


def opening(number: int, random: Random, today: date) -> dict[str, Any]:
    """What is asked for: mostly one customer, now and then a reseller with all of its customers."""
    old, new = random.sample(PARTNERS, 2)
    name = CUSTOMERS[number % len(CUSTOMERS)] + ("" if number < len(CUSTOMERS) else f" {number}")
    move = random.choice(("ec_dr_to_dr", "ec_dr_to_dr", "ec_ir_to_ir", "ec_ir_to_dr", "ec_dr_to_ir"))
    given: dict[str, Any] = {
        "move_type": move,
        "subject": name,
        "current_partner": old,
        "new_partner": new,
        "companies": [{"name": name, "lines": lines(random, today)}],
    }
    if "ir" in move:
        given["current_vad"] = random.choice(DISTRIBUTORS)
    if number % 9 == 4:
        first, second = random.sample(DISTRIBUTORS, 2)
        ours = [f"{name} {word}" for word in ("Nord", "Sud", "Est", "Ouest")[: random.randrange(2, 5)]]
        given |= {
            "move_type": "ir_vad_to_vad",
            "subject": old,
            "current_partner": first,
            "new_partner": second,
            "companies": [{"name": one, "lines": lines(random, today)} for one in ours],
        }
        given.pop("current_vad", None)
    return given
