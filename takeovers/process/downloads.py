"""The files that a take-over makes for the platform."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from cases.panels import Download
from takeovers.models import TakeoverCase
from takeovers.process.verbs import STEPPERS
from takeovers.rules.members import NUMBERS, members_file


def members(case: TakeoverCase, asks: Mapping[str, str]) -> tuple[str, str, bytes]:
    """The members file of a company's step 2 or 5; LookupError for another company or step.

    Of the first company and for step 2 where nothing is said.
    """
    facts = case.facts()
    company = facts.company(asks.get("company") or facts.companies[0].name)
    number = asks.get("number") or "2"
    if company is None or number not in {str(one) for one in NUMBERS}:
        raise LookupError(number)
    words = "".join(char if char.isalnum() else "-" for char in company.name)[:60]
    text = members_file(company, int(number), case.reference)
    return f"{case.reference}-{words}-step-{number}.csv", "text/csv; charset=utf-8", text.encode()


DOWNLOADS = (Download("members", _("Members file for the import (CSV)"), STEPPERS, members),)
