"""The customers and products of the demo's advocate cases."""

from __future__ import annotations

from random import Random
from typing import Any

from advocacy.demo.plots import Plot

CUSTOMERS = (
    "Ines Vandermeer", "Tobias Hale", "Marguerite Okoye", "Desmond Pratt", "Lucille Bergström",
    "Antonio Ferrante", "Priscilla Nakamura", "Gordon Whitaker", "Yasmin Haddad", "Clement Dubois",
    "Rosalind Achebe", "Viktor Lindholm", "Beatriz Carvalho", "Howard Ellison", "Noor Siddiqui",
    "Fiona Mackintosh", "Emil Novotny", "Harriet Boone",
)  # fmt: skip
PRODUCTS = (
    "Built-in 48 refrigerator", "Built-in 36 refrigerator", "Dual-fuel range 36", "Induction cooktop 30",
    "Wall oven 30", "Wine storage 24", "Undercounter freezer 24", "Dishwasher 24", "Ventilation hood 48",
)  # fmt: skip
INSTALLERS = ("Hale & Sons", "Lakeshore Appliance Works", "Prairie Built-Ins", "Cornerstone Installers")
DISTRIBUTORS = ("North Distribution, Ann", "Midland Appliance Supply, Lou", "Coastline Partners, Kim")
FIELD = ("Rae Moss", "Jordan Teller", "Dana Whitfield", "Micah Stone")


def opening(number: int, plot: Plot, random: Random) -> dict[str, Any]:
    """The facts with which a ticket of this plot begins; two in a row are one household's."""
    pair, half = divmod(number, 2)
    name = CUSTOMERS[pair % len(CUSTOMERS)]
    round_ = pair // len(CUSTOMERS)
    account = f"Household {name.split()[-1]}" + (f" {round_ + 1}" if round_ else "")
    product = PRODUCTS[(pair * 2 + half) % len(PRODUCTS)]
    mail = f"{name.split()[0].lower()}@{name.split()[-1].lower()}.example".replace("ö", "oe")
    given = {
        "account": {"name": account, "time_zone": "America/Chicago"},
        "product": product,
        "serial": f"{random.randrange(20, 49)}-{random.randrange(100_000, 999_999)}",
        "customer": name,
        "customer_email": mail,
        "case_type": plot.case_type,
        "caller_type": plot.caller_type,
        "conversation_ever": plot.talked,
    }
    return given | ({"distributor": plot.distributor} if plot.distributor else {})


def filled(data: dict[str, Any], random: Random) -> dict[str, Any]:
    """An input with names in the place of the words that stand for them."""
    phone = f"+1608555{random.randrange(1000, 9999)}"
    names = {
        "@installer": random.choice(INSTALLERS), "@phone": phone, "@distributor": random.choice(DISTRIBUTORS),
        "@field": random.choice(FIELD),
    }  # fmt: skip
    return {key: names.get(value, value) if isinstance(value, str) else value for key, value in data.items()}
