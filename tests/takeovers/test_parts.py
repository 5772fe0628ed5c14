"""The rows of a take-over, read by several statements while others write."""

from __future__ import annotations

from takeovers.models import LicenceLine, MovingCompany
from takeovers.models.parts import Parts


def test_lines_of_a_company_added_meanwhile_are_not_there_yet() -> None:
    known = MovingCompany(pk=1, name="Halden Freight")
    lines = [
        LicenceLine(pk=10, company_id=1, plan="Business"),
        LicenceLine(pk=11, company_id=2, plan="Essential"),
    ]
    parts = Parts.of([known], lines, [], [])
    assert {name: [line.plan for line in found] for name, found in parts.lines.items()} == {
        "Halden Freight": ["Business"]
    }
