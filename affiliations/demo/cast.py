"""The customers and resellers of the demo's transitions."""

from __future__ import annotations

from random import Random
from typing import Any

from affiliations.demo.plots import Plot

CUSTOMERS = (
    "Lakeside Clinics", "St. Brigid Hospital", "Harrow Dental", "Prairie Imaging", "Cedar Valley Health",
    "Oakmont Radiology", "Bayview Oncology", "Summit Veterinary", "Riverbend Medical", "Elm Street Heart",
    "Northfield Labs", "Copper Ridge Hospital", "Fairmont Orthopedics", "Willow Creek Clinic",
    "Granite State Imaging", "Blue Spruce Pediatrics", "Meadowlark Surgical", "Ironwood Nuclear",
)  # fmt: skip
RESELLERS = (
    "Brenner Badges", "Safeline Dosimetry", "Tri-County Monitoring", "Beacon Safety", "Halvorsen Supply",
    "Midwest Shielding",
)  # fmt: skip
GROUPS = ("Cardiology", "Dental", "Radiology", "Oncology", "Surgery", "Laboratory", "Emergency")
PEOPLE = ("ray", "ann", "lou", "kim", "office")


def opening(number: int, plot: Plot, random: Random) -> dict[str, Any]:
    """The facts with which a transition of this plot begins."""
    round_ = number // len(CUSTOMERS)
    customer = CUSTOMERS[number % len(CUSTOMERS)] + (f" {round_ + 1}" if round_ else "")
    reseller = random.choice(RESELLERS)
    host = f"{reseller.split()[0].lower()}.example"
    total = random.randint(*plot.badges)
    share = total // plot.accounts
    counts = [share + (total - share * plot.accounts if n == 0 else 0) for n in range(plot.accounts)]
    names = random.sample(GROUPS, len(plot.groups))
    return {
        "customer": customer,
        "reseller": reseller,
        "enterprise_affiliation": f"ENT-{random.randrange(2, 40)}",
        "deal_id": f"D-{4100 + number * 3}",
        "deal_stage": "closed_won" if plot.won else "proposal",
        "accounts": [{"no": f"{70_000 + number * 10 + n}", "badge_count": c} for n, c in enumerate(counts)],
        "groups": [
            {"name": name, "last_set_issued": issued, "billed": billed, "pending_badges": pending}
            for name, (issued, billed, pending) in zip(names, plot.groups, strict=True)
        ],
        "reseller_users": [f"{who}@{host}" for who in random.sample(PEOPLE, random.randrange(1, 4))],
        "reseller_email": f"office@{host}",
    }
