"""Writes the sample beside it: 500 orders as a CRM exports them, good ones, odd ones and wrong ones.

    python docs/samples/make.py [FOLDER]

The same files every time, and no more in them than what `docs/import.md` says. A test makes them anew.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from odd_rows import odd_rows
from xlsxwriter import Workbook

HEADINGS = (
    "Order Number", "Account Name", "Time Zone", "Order Processed", "Order Amount", "Currency",
    "Opportunity ID", "Opportunity Stage", "Order Type", "Reason", "Reported To", "Reported On",
    "Requested Change", "Announced", "New Order Number", "New Order Booked", "New Order Amount",
    "New Order Currency", "First Order", "Closed On", "Order Owner", "Segment", "Last Modified",
)  # fmt: skip
INSTANTS = frozenset({"Order Processed", "Reported On", "New Order Booked", "Closed On", "Last Modified"})
AMOUNTS = frozenset({"Order Amount", "New Order Amount"})
CLOCK = "%d/%m/%Y %H:%M"
ROWS = 500
PLAIN = re.compile(r"-?[0-9]+([.][0-9]+)?")

# Where customers are, and in which money they pay.
PLACES = (
    ("Eastern Time (US)", "USD - US Dollar", "{:d}.00"),
    ("Central European Time", "EUR - Euro", "{:d}.50"),
    ("UK Time", "GBP - Pound Sterling", "{:d}.99"),
    ("Japan Time", "JPY - Japanese Yen", "{:d}00"),
    ("Arabia Time", "KWD - Kuwaiti Dinar", "{:d}.125"),
    ("India Time", "INR - Indian Rupee", "{:d}0.00"),
    ("New Zealand Time", "NZD - New Zealand Dollar", "{:d}.00"),
    ("Line Islands Time", "AUD - Australian Dollar", "{:d}.25"),
    ("Brasilia Time", "BRL - Brazilian Real", "{:d}.90"),
    ("Pacific Time (US)", "USD - US Dollar", "{:d}.00"),
)
FIRST = (
    "Harbour",
    "Lighthouse",
    "Copper",
    "Meadow",
    "Juniper",
    "Granite",
    "Willow",
    "Orchid",
    "Cobalt",
    "Fjord",
)
LAST = (
    "Analytics",
    "Labs",
    "Freight",
    "Dental",
    "Studios",
    "Robotics",
    "Foods",
    "Energy",
    "Press",
    "Museums",
)
OWNERS = ("Priya Raman", "Tomás Ruiz", "Ines Okafor", "Jo Lindqvist")
SEGMENTS = ("SMB", "Mid-market", "Enterprise")
# Reason, reported to, hours until it was reported, hours until the new order, whether it is as much.
STORIES = (
    ("Rebook", "Accounts Receivable", 3, 6, True),
    ("Rebook", "New License agent", 5, 30, True),
    ("Rebook", "Order Processing", 8, 70, True),
    ("Rebook", "Collections", 4, 20, False),
    ("More time to evaluate", "Accounts Receivable", 120, 0, True),
    ("More time to evaluate", "New License agent", 30, 0, True),
    ("More time to pay", "Collections", 240, 0, True),
    ("Change of licence", "New License agent", 50, 0, True),
    ("Change of licence", "Accounts Receivable", 900, 0, True),
    ("Did not purchase", "New License agent", 60, 0, True),
    ("Cancellation", "Accounts Receivable", 400, 0, True),
    ("More time", "New License agent", 20, 0, True),
    ("", "", 0, 0, True),
    ("Rebook", "Order Processing", 2, 0, True),
)  # fmt: skip


def rows() -> list[dict[str, str]]:
    """All rows: ordinary ones, with the odd ones spread among them."""
    random = Random(20_240_229)  # noqa: S311 - the same sample every time, nothing secret
    odd = list(odd_rows())
    usual = list(_usual(random, ROWS - len(odd)))
    step = len(usual) // len(odd)
    for number, row in enumerate(odd):
        usual.insert((number + 1) * (step + 1) - 1, _like(row, usual[number * (step + 1)]))
    return usual


def _usual(random: Random, count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        zone, currency, amount = PLACES[number % len(PLACES)]
        name = f"{FIRST[number // 10 % 10]} {LAST[number * 7 % 10]}"
        processed = datetime(2024, 1, 3, 9) + timedelta(days=random.randrange(320))  # noqa: DTZ001 - wall clock
        processed += timedelta(minutes=random.randrange(8 * 60))
        row = {
            "Order Number": f"70-{20_000 + number}",
            "Account Name": f"{name} {zone.split()[0]}",
            "Time Zone": zone,
            "Order Processed": processed.strftime(CLOCK),
            "Order Amount": amount.format(random.randrange(5, 990) * 10),
            "Currency": currency,
            "Opportunity ID": f"OPP-{54_000 + number}",
            "Opportunity Stage": "Closed Won",
            "Order Type": "New",
        }
        yield row | _story(number, processed, row) | _ignored(number, processed)


def _story(number: int, processed: datetime, row: dict[str, str]) -> dict[str, str]:
    reason, told, heard, again, same = STORIES[number % len(STORIES)]
    story = {"Reason": reason, "Reported To": told}
    if reason:
        story["Reported On"] = _by_day(processed + timedelta(hours=heard)).strftime(CLOCK)
    if reason == "Change of licence":
        story["Requested Change"] = f"{number % 40 + 5} seats instead of {number % 40 + 10}"
    if again:
        amount = row["Order Amount"]
        story |= {
            "New Order Number": f"71-{20_000 + number}",
            "New Order Booked": _by_day(processed + timedelta(hours=again)).strftime(CLOCK),
            "New Order Amount": amount if same else f"9{amount}",
            "New Order Currency": row["Currency"],
            "First Order": ("cancelled", "returned", "")[number % 3],
        }
    elif reason == "Rebook":
        story["Announced"] = "Yes"
    return story


def _by_day(moment: datetime) -> datetime:
    """Not in the small hours, when clocks are changed: those times are among the odd rows."""
    return moment if moment.hour >= 6 else moment.replace(hour=9)


def _ignored(number: int, processed: datetime) -> dict[str, str]:
    """What the CRM adds and nobody here needs."""
    return {
        "Order Owner": OWNERS[number % len(OWNERS)],
        "Segment": SEGMENTS[number % len(SEGMENTS)],
        "Last Modified": (processed + timedelta(days=30)).strftime(CLOCK),
    }


def _like(odd: dict[str, str], usual: dict[str, str]) -> dict[str, str]:
    """An odd row: an ordinary one with what is odd about it; `_same` makes it a copy of an earlier one."""
    if odd.pop("_same", ""):
        return usual | odd
    order = {name: usual[name] for name in HEADINGS[:9]}
    order |= {"Order Number": usual["Order Number"].replace("70-", "72-")}
    return order | {name: usual[name] for name in HEADINGS[20:]} | odd


def write(folder: Path) -> None:
    """The CSV and the workbook."""
    table = rows()
    with (folder / "rebook-orders.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS, restval="", delimiter=";")
        writer.writeheader()
        writer.writerows(table)
    _write_workbook(folder / "rebook-orders.xlsx", table)


def _write_workbook(path: Path, table: list[dict[str, str]]) -> None:
    """The same with real dates and numbers where the CSV holds such."""
    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2025, 1, 7)})  # noqa: DTZ001 - the same file every time
        sheet, dates = book.add_worksheet("Orders"), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(0, 0, HEADINGS)
        for line, row in enumerate(table, 1):
            for column, name in enumerate(HEADINGS):
                text = row.get(name, "")
                moment, number = _moment(name, text), _number(name, text)
                if moment is not None:
                    sheet.write_datetime(line, column, moment, dates)
                elif number is not None:
                    sheet.write_number(line, column, number)
                elif text:
                    sheet.write_string(line, column, text.removeprefix("'"))


def _moment(name: str, text: str) -> datetime | None:
    if name not in INSTANTS:
        return None
    try:
        return datetime.strptime(text, CLOCK)  # noqa: DTZ007 - a spreadsheet knows no zones
    except ValueError:
        return None


def _number(name: str, text: str) -> float | None:
    return float(text) if name in AMOUNTS and PLAIN.fullmatch(text) else None


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
