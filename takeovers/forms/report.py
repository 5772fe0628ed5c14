"""The report of a members import as the proof of a step: it says how many users are still to be moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases.files import quota
from cases.files.faults import FileFault
from cases.files.field import DocumentField
from cases.files.looking import Received
from takeovers.rules.facts import Company
from takeovers.rules.members import users_left
from takeovers.rules.report import Report, ReportError, read_report


@dataclass(frozen=True)
class Reported:
    """A report with the file that it was read from."""

    file: Received
    report: Report

    @property
    def request(self) -> str:
        """What tells it apart from others: the platform's number, else what is in it."""
        return self.report.request or self.file.sha256

    def __str__(self) -> str:
        return self.file.name


class ReportField(DocumentField):
    """A report as JSON or as a table; answers it read, as `Reported`."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Report of the import"), required=False,
            help_text=_(
                "JSON or CSV, as the platform gives it. It fills in the count and stays with the case."
            ),
        )  # fmt: skip

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """The endings, for the browser's dialogue."""
        return {"accept": ".json,.csv,.txt"}

    def to_python(self, value: Any) -> Any:
        """The report; raises ValidationError with every line that cannot be read."""
        file = super().to_python(value)
        if file is None:
            return None
        try:
            return Reported(file, read_report(file.content))
        except ReportError as error:
            raise forms.ValidationError(
                [forms.ValidationError(said, code="report") for said in error.told]
            ) from error


def count_from(given: Reported, company: Company, number: int) -> int:
    """How many users are left after the import; raises ValidationError for a report of something else."""
    if given.request in company.step(number).evidence.get("reports", ()):
        raise forms.ValidationError(_("This report is on file already. Choose the next one."), code="twice")
    before, moved = users_left(company, number), given.report.succeeded
    if moved > before:
        said = ngettext(
            "The report moves %(n)s user, but only %(left)s of %(company)s are left. "
            "Choose its own report, or renew its counts.",
            "The report moves %(n)s users, but only %(left)s of %(company)s are left. "
            "Choose its own report, or renew its counts.",
            moved,
        ) % {"n": f"{moved:,}", "left": f"{before:,}", "company": company.name}
        raise forms.ValidationError(said, code="many")
    return before - moved


def room_for(form: forms.Form, name: str, given: Reported, case: Any, actor: Any) -> None:
    """Says at the field where there is no room for the file."""
    try:
        quota.check(case, actor, given.file.size)
    except FileFault as error:
        form.add_error(name, str(error))
