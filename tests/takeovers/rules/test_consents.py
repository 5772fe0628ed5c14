"""What the parties of a take-over are asked to agree to."""

from __future__ import annotations

from typing import Any

from takeovers.rules import Company, consents
from tests.takeovers.rules.example import ALPHA, FACTS

TWO = FACTS.changed(companies=(ALPHA, Company("EC Beta")))


def licences(party: str, name: str) -> Any:
    """The rows about companies and licences in the terms of a party."""
    return next(term.rows for term in consents.terms(TWO, party, name) if term.code == "companies")


def test_a_company_without_licences_stands_in_the_terms_as_well() -> None:
    assert licences("new", "DR Two") == (
        ("EC Alpha", "Enterprise", "monthly", "10", ""),
        ("EC Beta", "No licences", "", "0", ""),
    )


def test_a_customer_is_shown_its_own_licences_only() -> None:
    assert licences("subject", "EC Beta") == (("EC Beta", "No licences", "", "0", ""),)
