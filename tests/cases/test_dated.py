"""Dates within sentences of rules are said as other days are."""

import pytest

from cases.dated import dated


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Waiting until 2026-11-29; then a letter.", "Waiting until Sun 29 Nov 2026; then a letter."),
        ("Order 40-11826, 2026-11-17 21:40 EST", "Order 40-11826, Tue 17 Nov 2026 21:40 EST"),
        ("from 2025-12-31 to 2027-01-01.", "from Wed 31 Dec 2025 to Fri 1 Jan 2027."),
        ("2026-02-30 is no day", "2026-02-30 is no day"),
        ("2026-11 is a month, RB-2026-000001 a case", "2026-11 is a month, RB-2026-000001 a case"),
        ("X-2026-11-29, 2026-11-29-7, 2026-11-29T10:00", "X-2026-11-29, 2026-11-29-7, 2026-11-29T10:00"),
        ("", ""),
    ],
    ids=["a day", "an instant", "two days", "no day", "months", "numbers", "nothing"],
)
def test_dates_are_said_as_days(written: str, said: str) -> None:
    """The rest of the sentence stays as it is."""
    assert dated(written) == said
