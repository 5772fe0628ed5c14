"""Headers of mail, read so that none of them can stop anything: what cannot be read is read as it stands."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice
from typing import Any, Final

from cases.mailbox.charsets import decoded
from cases.mailbox.quiet import quietly

LONGEST: Final = 16_000  # of one header; the longest that means something are lists of references
MOST_HEADERS: Final = 1000  # that are looked at; mails have a hundred
MOST_ADDRESSES: Final = 100
MOST_IDS: Final = 50
LONGEST_ID: Final = 400
ID: Final = re.compile(r"<([^<>\s]{1,398})>")
ADDRESS: Final = re.compile(r"[^\s<>,;\"()]+@[^\s<>,;\"()]+")
OVERRIDES: Final = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def raw_values(message: Message, name: str) -> list[str]:
    """Every header of that name as it stands, from the top, unfolded and cut."""
    wanted = name.lower()
    found = [str(value) for key, value in islice(message.raw_items(), MOST_HEADERS) if key.lower() == wanted]
    return [re.sub(r"[\r\n]+[ \t]*", " ", value[:LONGEST]).strip() for value in found]


def raw_value(message: Message, name: str) -> str:
    """The first header of that name as it stands; "" where there is none."""
    return next(iter(raw_values(message, name)), "")


def safe_header(message: Message, name: str) -> str:
    """The first header of that name as one line for people; "" where there is none."""
    return line(words(raw_value(message, name)))


def words(raw: str) -> str:
    """Encoded words decoded, with any charset; bytes that were sent as they are read as text."""
    parts: list[Any] = quietly(lambda: decode_header(_eight_bit(raw)), [(_eight_bit(raw), None)])
    return "".join(
        decoded(part, charset or "ascii") if isinstance(part, bytes) else str(part) for part, charset in parts
    )


def _eight_bit(raw: str) -> str:
    """A header with bytes above 127, which the parser keeps as half characters."""
    if raw.isascii():
        return raw
    return decoded(raw.encode("utf-8", "surrogateescape"), "utf-8")


def line(text: str, most: int = 500) -> str:
    """One visible line, without control characters and direction overrides."""
    plain = OVERRIDES.sub("", text)
    plain = "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char for char in plain)
    return " ".join(plain.split())[:most]


def addresses(message: Message, *names: str) -> list[tuple[str, str]]:
    """Name and address of everybody in the headers of these names; addresses in small letters."""
    raws = [raw for name in names for raw in raw_values(message, name)]
    # Some comments and quotes are too much for the library: what looks like an address is one.
    plain = [("", found) for raw in raws for found in ADDRESS.findall(raw)]
    pairs = quietly(lambda: getaddresses(raws), plain) if raws else []
    if not any("@" in address for _, address in pairs):
        pairs = plain
    found = [(line(words(name), 200), line(address, 320).lower()) for name, address in pairs]
    return [pair for pair in found if "@" in pair[1]][:MOST_ADDRESSES]


def message_ids(message: Message, name: str) -> list[str]:
    """The Message-IDs in the headers of that name, with their brackets, in their order."""
    found = [f"<{one}>" for raw in raw_values(message, name) for one in ID.findall(_eight_bit(raw))]
    return [line(one, LONGEST_ID) for one in found][-MOST_IDS:]


def own_id(message: Message) -> str:
    """The mail's own Message-ID; "" where it has none that can be told apart."""
    raw = line(_eight_bit(raw_value(message, "Message-ID")), LONGEST_ID + 1)
    inner = raw.strip("<> ")
    return f"<{inner}>" if inner and "@" in inner and len(raw) <= LONGEST_ID else ""


def sent_at(message: Message) -> datetime | None:
    """What its Date says, in UTC; None where that is no date."""
    found = quietly(lambda: _in_utc(parsedate_to_datetime(raw_value(message, "Date"))), None)
    return found if found is not None and 1970 <= found.year < 2200 else None


def _in_utc(at: datetime) -> datetime | None:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
