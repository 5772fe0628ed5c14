"""The rows of the sample that are not like the others; each says what is odd about it.

`_same` makes a row a copy of an ordinary one above it. Times are the account's wall clock unless they have
an offset of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

Row = dict[str, str]
NEW_YORK = {"Time Zone": "Eastern Time (US)", "Currency": "USD - US Dollar", "Order Amount": "4990.00"}
BERLIN = {"Time Zone": "Central European Time", "Currency": "EUR - Euro", "Order Amount": "1200.00"}


def odd_rows() -> Iterator[Row]:
    """Good ones at the edges, then repeated, closed and wrong ones."""
    yield from _month_ends()
    yield from _clock_changes()
    yield from _texts()
    yield from _repeated()
    yield from _wrong_amounts()
    yield from _wrong_instants()
    yield from _wrong_facts()
    yield from _wrong_texts()


def _asked(reason: str, told: str, on: str, **more: str) -> Row:
    return {"Reason": reason, "Reported To": told, "Reported On": on} | more


def _again(number: str, booked: str, like: Row, **more: str) -> Row:
    amount, currency = like["Order Amount"], like["Currency"]
    return {
        "New Order Number": number, "New Order Booked": booked, "New Order Amount": amount,
        "New Order Currency": currency, "First Order": "cancelled",
    } | more  # fmt: skip


def _month_ends() -> Iterator[Row]:
    """The last evening of a month is still that month, though it is the next one in UTC."""
    change = {"Requested Change": "12 seats instead of 20"}
    yield (
        NEW_YORK
        | {"Order Processed": "31/01/2024 23:30"}
        | change
        | _asked("Change of licence", "New License agent", "31/01/2024 23:50")
    )
    yield (
        NEW_YORK
        | {"Order Processed": "31/01/2024 23:30"}
        | change
        | _asked("Change of licence", "New License agent", "01/02/2024 00:20")
    )
    yield (
        NEW_YORK
        | {"Order Processed": "29/02/2024 16:00"}
        | _asked("More time to evaluate", "New License agent", "01/03/2024 09:00")
    )
    yield (
        BERLIN
        | {"Order Processed": "31/12/2023 23:30"}
        | _asked("Rebook", "Order Processing", "01/01/2024 08:00")
        | _again("71-00001", "01/01/2024 10:00", BERLIN)
    )


def _clock_changes() -> Iterator[Row]:
    """Saturday noon to Monday noon is 47 or 49 hours; times that exist twice have their offset."""
    told = ("Rebook", "Accounts Receivable")
    yield (
        NEW_YORK
        | {"Order Processed": "09/03/2024 12:00"}
        | _asked(*told, "10/03/2024 12:00")
        | _again("71-00002", "11/03/2024 12:30", NEW_YORK)
    )
    yield (
        NEW_YORK
        | {"Order Processed": "02/11/2024 12:00"}
        | _asked(*told, "03/11/2024 12:00")
        | _again("71-00003", "04/11/2024 11:30", NEW_YORK)
    )
    yield (
        BERLIN
        | {"Order Processed": "30/03/2024 12:00"}
        | _asked(*told, "31/03/2024 12:00")
        | _again("71-00004", "01/04/2024 12:30", BERLIN)
    )
    yield NEW_YORK | {"Order Processed": "2024-11-03T01:30:00-04:00"}
    yield NEW_YORK | {"Order Processed": "2024-11-03T01:30:00-05:00"}


def _texts() -> Iterator[Row]:
    """Texts that a spreadsheet would run, or a page show as markup: both come in as text."""
    yield {"Account Name": '\'=HYPERLINK("http://example.com";"Open")'}
    yield {"Account Name": "'@home Systems"}
    yield {"Account Name": "<b>Bold</b> & Sons"}
    yield {"Account Name": 'Smith; Weston "Wes" Ltd'}
    yield {"Account Name": "12345"}
    yield {"Account Name": "Zürcher Käse, 株式会社"}


def _repeated() -> Iterator[Row]:
    """The same again, the same order with other facts, and orders whose case was closed in the CRM."""
    for _ in range(8):
        yield {"_same": "yes"}
    yield {"_same": "yes", "Order Amount": "1.00"}
    yield {"_same": "yes", "Order Processed": "02/01/2024 09:00"}
    for number in range(4):
        yield {"Closed On": f"1{number}/12/2024 15:00"}


def _wrong_amounts() -> Iterator[Row]:
    yield {"Currency": "XYZ"}
    yield {"Currency": ""}
    yield {"Order Amount": "-4990.00"}
    yield {"Order Amount": "9999999999999.00"}
    yield {"Order Amount": "1e6"}
    yield {"Order Amount": "$4,990.00"}
    yield {"Order Amount": "4990,00"}
    yield {"Order Amount": "1200.50", "Currency": "JPY - Japanese Yen"}
    yield {"Order Amount": "10.555", "Currency": "EUR - Euro"}
    yield {"Order Amount": "10.1234", "Currency": "KWD - Kuwaiti Dinar"}


def _wrong_instants() -> Iterator[Row]:
    yield {"Order Processed": "01/06/2099 10:00"}
    yield {"Order Processed": "30/02/2024 10:00"}
    yield {"Order Processed": "yesterday"}
    yield {"Order Processed": ""}
    yield {"Time Zone": "Middle Earth"}
    yield {"Time Zone": ""}
    yield NEW_YORK | {"Order Processed": "10/03/2024 02:30"}
    yield BERLIN | {"Order Processed": "27/10/2024 02:30"}
    yield _asked("Cancellation", "Accounts Receivable", "01/12/2023 10:00")
    yield _asked("Cancellation", "Accounts Receivable", "")


def _wrong_facts() -> Iterator[Row]:
    told = ("Rebook", "Order Processing", "20/12/2024 10:00")
    yield {"Order Number": ""}
    yield {"Order Number": "7" * 60}
    yield {"Account Name": ""}
    yield {"Opportunity Stage": "Negotiation"}
    yield {"Order Type": "Renewal"}
    yield _asked("Because", "Accounts Receivable", "20/12/2024 10:00")
    yield _asked("Cancellation", "The receptionist", "20/12/2024 10:00")
    yield _asked("Change of licence", "New License agent", "20/12/2024 10:00")
    yield NEW_YORK | _asked(*told) | _again("71-00005", "01/01/2023 10:00", NEW_YORK)
    yield (
        NEW_YORK | _asked(*told) | _again("71-00006", "20/12/2024 10:00", NEW_YORK) | {"New Order Amount": ""}
    )
    yield NEW_YORK | {"Order Number": "72-1"} | _asked(*told) | _again("72-1", "20/12/2024 10:00", NEW_YORK)


def _wrong_texts() -> Iterator[Row]:
    yield {"Account Name": "Zero\u200bWidth Inc"}
    yield {"Account Name": "Right\u202eToLeft Inc"}
    yield {"Opportunity ID": "OPP\u0007BELL"}
    change = ("Change of licence", "New License agent", "20/12/2024 10:00")
    yield _asked(*change, **{"Requested Change": "10,000 characters: " + "x" * 9_981})
