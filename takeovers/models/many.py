"""Reading what belongs to many take-overs at once."""

from __future__ import annotations

from collections.abc import Sequence

from cases.models import ChecklistStep
from takeovers.models.agreement import PartyAgreement
from takeovers.models.case import TakeoverCase
from takeovers.models.company import LicenceLine, MovingCompany
from takeovers.models.parts import Parts


def read_parts(cases: Sequence[TakeoverCase]) -> None:
    """Gives each of the cases its parts, in four statements however many there are."""
    if not cases:
        return
    keys = [case.pk for case in cases]
    companies: dict[int, list[MovingCompany]] = {key: [] for key in keys}
    agreements: dict[int, list[PartyAgreement]] = {key: [] for key in keys}
    steps: dict[int, list[ChecklistStep]] = {key: [] for key in keys}
    lines: dict[int, list[LicenceLine]] = {key: [] for key in keys}
    for company in MovingCompany.objects.filter(case__in=keys):
        companies[company.case_id].append(company)
    held = {company.pk: key for key, rows in companies.items() for company in rows}
    for line in LicenceLine.objects.filter(company__in=held).order_by("company__position", "position"):
        lines[held[line.company_id]].append(line)
    for agreement in PartyAgreement.objects.filter(case__in=keys):
        agreements[agreement.case_id].append(agreement)
    for step in ChecklistStep.objects.filter(case__in=keys).select_related("by").order_by("of", "number"):
        steps[step.case_id].append(step)
    for case in cases:
        case.parts = Parts.of(companies[case.pk], lines[case.pk], agreements[case.pk], steps[case.pk])
