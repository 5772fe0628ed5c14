"""The clients, campaigns, orders and reps of the demo's cancellations."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from cancellations.demo.plots import Plot

CLIENTS = (
    "Fenwick Garden Centres", "Harbor Lane Furniture", "Pinecrest Credit Union", "Delmar Auto Group",
    "Willow & Rye Bakeries", "Northgate Dental", "Sable Creek Brewing", "Mesa Verde Homes",
    "Larkspur Senior Living", "Copperfield Hardware", "Twin Rivers Casino", "Amberley Jewelers",
    "Stonebridge Church Camp", "Juniper Pet Supply", "Quarry Hill Ski Area", "Bellweather Insurance",
    "Ashford County Fair", "Riverside Flooring", "Maple Street Clinic", "Corbin Heating and Air",
)  # fmt: skip
CAMPAIGNS = (
    "Autumn Bulbs 2026", "Holiday Living Rooms", "First Home Loans", "Model Year Clearance",
    "Sourdough Weekends", "New Smiles", "Oktoberfest", "Spring Open House", "Move In by Winter",
    "Paint and Primer Days",
)  # fmt: skip
PRODUCTS = (
    "E-mail newsletter", "Audio spots, 4 weeks", "Search ads", "Display retargeting", "Homepage takeover",
    "Sponsored content", "Social boost", "Pre-roll video", "Sunday print strip", "Text alerts",
)  # fmt: skip
REPS = (
    ("Marco Silva", "marco.silva@brightreach.example"),
    ("Dana Whitlow", "dana.whitlow@brightreach.example"),
    ("Priscilla Yoon", "p.yoon@brightreach.example"),
    ("Terrence Blake", "t.blake@brightreach.example"),
)
GREETINGS = ("Hi team,", "Hello,", "Good morning,", "Hi all,")


@dataclass(frozen=True)
class Part:
    """One order of the demo, and the rep who asks about it."""

    number: str
    client: str
    campaign: str
    products: tuple[str, ...]
    rep: tuple[str, str]
    lines: tuple[dict[str, str], ...]

    def record(self) -> dict[str, Any]:
        """The order as it is put on record."""
        return {
            "client": self.client,
            "campaign": self.campaign,
            "products": list(self.products),
            "references": [],
            "invoice_lines": [dict(line) for line in self.lines],
        }


def part(index: int, place: int, random: Random) -> Part:
    """The order of the case with this number; `place` is its number among all that were ever made."""
    products = tuple(random.sample(PRODUCTS, 4))
    return Part(
        f"T-{774_100 + place * 7}",
        CLIENTS[index % len(CLIENTS)],
        random.choice(CAMPAIGNS),
        products,
        REPS[index % len(REPS)],
        tuple(_line(name, random) for name in products[:3]),
    )


def _line(product: str, random: Random) -> dict[str, str]:
    invoiced = random.randrange(4, 60) * 50
    delivered = invoiced * random.choice((0, 25, 50, 75, 100, 110)) // 100
    currency = random.choice(("USD", "USD", "USD", "CAD"))
    return {
        "product": product,
        "currency": currency,
        "invoiced": f"{invoiced}.00",
        "fulfilled": f"{delivered}.00",
    }


def request(one: Part, plot: Plot, random: Random) -> dict[str, Any]:
    """What the rep writes: the fields as read from the mail, and the mail itself."""
    name, contact = one.rep
    given: dict[str, Any] = {
        "client": one.client,
        "campaign": one.campaign,
        "titan_order_id": one.number,
        "products": list(one.products[: plot.products]),
    }
    given |= {field: plot.changed[field] for field in plot.changed}
    asked = given["products"] if isinstance(given["products"], list) else [given["products"]]
    rows = [
        ("Client", given["client"]),
        ("Campaign", given["campaign"]),
        ("Titan order ID", given["titan_order_id"]),
        ("Products", "; ".join(asked)),
    ]
    body = [random.choice(GREETINGS), "please cancel the following:"]
    body += [f"{label}: {value}" for label, value in rows if value] + ["Thanks", name]
    return given | {
        "rep_name": name,
        "rep_contact": contact,
        "sender": contact,
        "subject": f"Cancel part of {one.client}",
        "message_id": f"<{one.number.lower()}@brightreach.example>",
        "body": "\n".join(body),
    }
