"""What belongs to a take-over, in memory: read once, changed by its actions, stored with the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Self

from cases.statements import belonging
from takeovers.rules import Agreement, Company, Line, StepFacts

if TYPE_CHECKING:
    from cases.models import ChecklistStep
    from takeovers.models.agreement import PartyAgreement
    from takeovers.models.case import TakeoverCase
    from takeovers.models.company import LicenceLine, MovingCompany


@dataclass
class Parts:
    """The rows of one case: companies in their order, lines per company, agreements, steps per company.

    `replaced` are lines that are out of use.
    """

    rows: list[MovingCompany] = field(default_factory=list)
    lines: dict[str, list[LicenceLine]] = field(default_factory=dict)
    agreements: list[PartyAgreement] = field(default_factory=list)
    steps: dict[str, list[ChecklistStep]] = field(default_factory=dict)
    replaced: list[LicenceLine] = field(default_factory=list)

    @classmethod
    def read(cls, case: TakeoverCase) -> Self:
        """All rows of a case; of one that is not stored yet there are none."""
        if case._state.adding:
            return cls()
        from takeovers.models.company import lines_of  # the rows refer to the case, which refers here

        companies, agreements = belonging(case, "companies"), belonging(case, "agreements")
        steps = belonging(case, "steps", "of", "number", joined="by")
        return cls.of(companies, lines_of(case), agreements, steps)

    @classmethod
    def of(
        cls,
        companies: list[MovingCompany],
        lines: Iterable[LicenceLine],
        agreements: list[PartyAgreement],
        steps: Iterable[ChecklistStep],
    ) -> Self:
        """Those of rows that were read, each sort in its order.

        A page reads without a lock: lines of a company that came after the companies were read are left out.
        """
        parts = cls(rows=companies, agreements=agreements, lines={row.name: [] for row in companies})
        by_key = {row.pk: row for row in companies}
        for line in (one for one in lines if one.company_id in by_key):
            line.company = by_key[line.company_id]
            (parts.replaced if line.replaced_at else parts.lines[line.company.name]).append(line)
        for step in steps:
            parts.steps.setdefault(step.of, []).append(step)
        return parts

    def wound_back(self, case: TakeoverCase, instant: datetime) -> None:
        """Lines that were in use again stand with their company again."""
        for row in self.rows:
            back = [one for one in self.replaced if one.company_id == row.pk and one.replaced_at is None]
            lines = [one for one in self.lines.get(row.name, []) if one.replaced_at is None]
            self.lines[row.name] = sorted([*lines, *back], key=lambda one: (one.position, one.pk))
        self.replaced = [one for one in self.replaced if one.replaced_at is not None]

    def companies(self) -> tuple[Company, ...]:
        """The companies as the rules know them."""
        return tuple(
            Company(
                row.name,
                tuple(_line(line) for line in self.lines.get(row.name, ())),
                tuple(_step(step) for step in self.steps.get(row.name, ())),
            )
            for row in self.rows
        )

    def agreed(self) -> tuple[Agreement, ...]:
        """The agreements as the rules know them."""
        return tuple(
            Agreement(
                one.party,
                one.name,
                one.received_at,
                withdrawn_at=one.withdrawn_at,
                document=str(one.document or ""),
            )
            for one in self.agreements
        )

    def company(self, name: str) -> MovingCompany:
        """The company of that name; KeyError when the case has none."""
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)

    def step(self, company: str, number: int) -> ChecklistStep:
        """The step of a company; KeyError when it has no such step."""
        for step in self.steps.get(company, ()):
            if step.number == number:
                return step
        raise KeyError((company, number))


def _line(row: LicenceLine) -> Line:
    return Line(row.plan, row.billing, row.subscribed, row.allocated, row.end_date)


def _step(row: ChecklistStep) -> StepFacts:
    return StepFacts(row.number, row.status, row.at, row.by_role, row.reason, row.left, row.evidence)
