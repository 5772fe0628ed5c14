"""Authentication-Results: which one is read, and what it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.mailbox.senders import Trust, judged

MX = "mx.house.example"
SENDER = "rita@sales.example"
GOOD, BAD, NONE = Trust.VERIFIED, Trust.FAILED, Trust.UNKNOWN


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("dmarc=pass header.from=sales.example", GOOD),
        ("dmarc=pass (p=REJECT; sp=none) header.from=sales.example", GOOD),
        ("dmarc=pass header.from=other.example", BAD),
        ("dmarc=fail header.from=sales.example; spf=pass smtp.mailfrom=sales.example", BAD),
        ("dmarc=none header.from=sales.example; spf=pass smtp.mailfrom=sales.example", NONE),
        ("spf=pass smtp.mailfrom=rita@sales.example", GOOD),
        ("spf=pass smtp.mailfrom=bounce@mail.other.example", NONE),
        ("spf=pass smtp.mailfrom=evilsales.example", NONE),
        ("spf=pass smtp.mailfrom=example", NONE),
        ("spf=softfail smtp.mailfrom=sales.example", BAD),
        ("dkim=pass header.d=sales.example header.s=key", GOOD),
        ('dkim=pass header.i="@sales.example"', GOOD),
        ("dkim=pass header.d=list.example; spf=fail smtp.mailfrom=sales.example", BAD),
        ("dkim=fail header.d=sales.example; dkim=pass header.d=sales.example", GOOD),
        ("arc=pass", NONE),
        ("none", NONE),
        ("(dmarc=pass header.from=sales.example)", NONE),
        ('reason="; dmarc=pass"', NONE),
        ("", NONE),
    ],
)
def test_the_words_of_our_server(said: str, meant: Trust) -> None:
    """DMARC first; else what passed must be the sender's own domain."""
    assert judged([f"{MX}; {said}"], MX, SENDER) is meant


@pytest.mark.parametrize(
    ("headers", "meant"),
    [
        ([f"{MX} 1; dmarc=pass"], GOOD),
        ([f"{MX.upper()}; DMARC=Pass"], GOOD),
        ([f"{MX}; dmarc=fail", f"{MX}; dmarc=pass"], BAD),
        (["mx.evil.example; dmarc=pass"], NONE),
        (["mx.evil.example; dmarc=fail", f"{MX}; dmarc=pass"], GOOD),
        ([f"({MX}) mx.evil.example; dmarc=pass"], NONE),
        ([f"{MX}.evil.example; dmarc=pass"], NONE),
        ([], NONE),
    ],
)
def test_only_the_topmost_of_our_own_server(headers: list[str], meant: Trust) -> None:
    """Every other one may have come with the mail."""
    assert judged(headers, MX, SENDER) is meant


def test_without_a_server_nobody_is_verified() -> None:
    """No name, no word to believe; no sender, nobody to verify."""
    assert judged(["; dmarc=pass"], "", SENDER) is NONE
    assert judged([f"{MX}; dmarc=pass"], MX, "") is NONE


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_words_are_read(headers: list[str]) -> None:
    """Made-up headers verify nobody, and stop nothing."""
    assert judged(headers, MX, SENDER) in {NONE, BAD}
