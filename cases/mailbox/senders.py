"""Is the sender who it says? What the receiving server wrote into Authentication-Results (RFC 8601).

Only the topmost header of the server that we name is read: every other one may have come with the mail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST: Final = 8000
MOST_RESULTS: Final = 50
METHOD: Final = re.compile(r"^([a-z0-9-]+)(?:/[0-9]+)?=([a-z]+)$")
PROPERTY: Final = re.compile(r"([a-z0-9-]+\.[a-z0-9-]+)=(\"[^\"]*\"|\S+)")


class Trust(StrEnum):
    """What is known of a sender."""

    VERIFIED = "verified"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Result:
    """One result: method, verdict, and the properties it goes by."""

    method: str
    verdict: str
    properties: dict[str, str]


def judged(values: Sequence[str], receiver: str, from_address: str) -> Trust:
    """The verdict of the server `receiver` on a mail from an address; `values` are the headers from the top.

    DMARC decides where it is there. Else SPF or DKIM pass for the domain of the sender, or one below it.
    """
    domain = from_address.rpartition("@")[2].lower()
    if not receiver or not domain:
        return Trust.UNKNOWN
    found = next((rows for name, rows in map(results, values) if name == receiver.lower()), None)
    if found is None:
        return Trust.UNKNOWN
    dmarc = [row for row in found if row.method == "dmarc"]
    if dmarc:
        return _of_dmarc(dmarc[0], domain)
    passed = [row for row in found if row.verdict == "pass" and _aligned(row, domain)]
    if passed:
        return Trust.VERIFIED
    return Trust.FAILED if any(row.verdict in {"fail", "softfail"} for row in found) else Trust.UNKNOWN


def _of_dmarc(row: Result, domain: str) -> Trust:
    named = row.properties.get("header.from", domain)
    if row.verdict == "pass":
        return Trust.VERIFIED if named.rpartition("@")[2] == domain else Trust.FAILED
    return Trust.FAILED if row.verdict == "fail" else Trust.UNKNOWN


def _aligned(row: Result, domain: str) -> bool:
    """Whether what passed is the sender's own domain: the same, or one is below the other."""
    names = {"spf": ("smtp.mailfrom", "smtp.helo"), "dkim": ("header.d", "header.i")}.get(row.method, ())
    told = next((row.properties[name] for name in names[:1] if name in row.properties), "")
    told = told or (row.properties.get("header.i", "") if row.method == "dkim" else "")
    other = told.rpartition("@")[2].strip(".")
    return bool(other) and "." in other and (other == domain or domain.endswith(f".{other}"))


def results(value: str) -> tuple[str, list[Result]]:
    """The server that speaks, and what it says; ("", []) for what cannot be read."""
    plain = _without_comments(value[:LONGEST]).lower()
    first, *rest = plain.split(";")
    words = first.split()
    if not words:
        return "", []
    rows = []
    for part in rest[:MOST_RESULTS]:
        method, _, properties = part.strip().partition(" ")
        found = METHOD.match(method)
        if found:
            named = {name: text.strip('"') for name, text in PROPERTY.findall(properties)}
            rows.append(Result(found[1], found[2], named))
    return words[0], rows


def _without_comments(value: str) -> str:
    """The header without what stands in parentheses; what stands in quotes is left."""
    kept, depth, quoted = [], 0, False
    for char in value:
        if char == '"' and not depth:
            quoted = not quoted
        if not quoted and char == "(":
            depth += 1
        elif not quoted and char == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(char)
    return "".join(kept)
