"""One row through the door: recognised, left out, or opened and brought along by what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from cases import access
from cases.exchange.advice import faults_of_form, faults_of_refusals
from cases.exchange.columns import fields_of, spec_of
from cases.exchange.mapping import folded
from cases.exchange.matching import cases_of, differences, key_of
from cases.exchange.report import Fault, RowReport
from cases.exchange.rows import Prepared, RowReader
from cases.imports import ImportAct
from cases.kinds import Kind
from cases.models import StoredDecision, User
from cases.teams import team_label
from cases.workflow import InputErrors, Outcome, advance, open_case, record

SOURCE = "import"


@dataclass
class Entry:
    """Who imports what; `opened` are the cases that this import opened, with the lines they came from."""

    kind: Kind
    actor: User | None
    role: str | None
    opened: dict[str, int] = field(default_factory=dict)


class _Refused(Exception):
    """The row cannot be taken in; what it did so far is taken back."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(len(faults))
        self.faults = tuple(faults)


def enter(entry: Entry, reader: RowReader, row: Prepared) -> RowReport:
    """Takes the row in; answers what became of it. A refused row leaves nothing behind."""
    key = key_of(entry.kind, row.clean)
    if row.faults:
        return RowReport(row.line, "refused", key, faults=tuple(row.faults))
    known = _recognised(entry, reader, row, key)
    if known is not None:
        return known
    if _is_closed(entry.kind, row.information):
        return RowReport(row.line, "left_out", key, faults=(CLOSED,))
    try:
        with transaction.atomic():
            case = _opened(entry, reader, row)
            for act in spec_of(entry.kind).acts:
                if act.when in row.given:
                    _perform(entry, reader, row, case.reference, act)
    except _Refused as refused:
        # Somebody else may have opened it between the look and the attempt.
        return _recognised(entry, reader, row, key) or RowReport(
            row.line, "refused", key, faults=refused.faults
        )
    entry.opened[case.reference] = row.line
    notes = _further_on(entry.kind, case, row.information)
    return _routed(RowReport(row.line, "opened", key, case.reference, faults=notes), case)


CLOSED = Fault(
    "closed",
    _("The row is about a case that is closed."),
    _("An import opens cases that still have to be worked on. Nothing to do."),
)


def _recognised(entry: Entry, reader: RowReader, row: Prepared, key: str) -> RowReport | None:
    """The report of a row whose case is there already; None where there is none."""
    nearest: tuple[Fault, ...] = ()
    found = cases_of(entry.kind, row.clean)
    for case in found:
        faults = differences(entry.kind, case, row.clean, list(row.given), reader.heads.names)
        if not faults:
            twice = _twice(entry, case.reference, row.line)
            return _routed(RowReport(row.line, "existing", key, case.reference, faults=twice), case)
        nearest = nearest or tuple(faults)
    if not found:
        return None
    return RowReport(row.line, "refused", key, found[0].reference, faults=nearest)


def _twice(entry: Entry, reference: str, line: int) -> tuple[Fault, ...]:
    before = entry.opened.get(reference)
    if before is None:
        return ()
    message = f"The row says the same as line {before}."
    return (Fault("twice", message, _("Nothing to do.")),)


def _is_closed(kind: Kind, information: Mapping[str, str]) -> bool:
    if information.get("closed_at", "").strip() or information.get("outcome", "").strip():
        return True
    state = folded(information.get("state", ""))
    ends = [one for one in kind.states if one.closed]
    return state in {folded(name) for one in ends for name in (one.code, one.label)}


def _further_on(kind: Kind, case: Any, information: Mapping[str, str]) -> tuple[Fault, ...]:
    """A note where the file tells a later state than the one that the case begins in."""
    told = folded(information.get("state", ""))
    there = next((one for one in kind.states if told in {folded(one.code), folded(one.label)}), None)
    now = kind.model._default_manager.values_list("state", flat=True).get(pk=case.pk) if there else ""
    if there is None or there.code == now:
        return ()
    message = f"The file says “{there.label}”; the case begins in “{kind.state(now).label}”."
    return (Fault("begins", message, _("Take the steps that are left on the case's page.")),)


def _opened(entry: Entry, reader: RowReader, row: Prepared) -> Any:
    names = fields_of(entry.kind.opening.form)
    given = reader.input_of({name: text for name, text in row.given.items() if name in names})
    try:
        outcome = open_case(
            entry.kind, given, actor=entry.actor, as_role=entry.role, strict=True, source=SOURCE
        )
    except InputErrors as error:
        raise _Refused(faults_of_form(error.form, reader.columns, reader.heads.names, {})) from error
    _accept(outcome)
    return outcome.case


def _perform(entry: Entry, reader: RowReader, row: Prepared, reference: str, act: ImportAct) -> None:
    """An action or event with the row's cells as its input, in a role that may do it."""
    given = {name: row.given[column] for name, column in act.inputs.items() if column in row.given}
    event = next((one for one in entry.kind.events if one.name == act.name), None)
    spec = event or entry.kind.action(act.name)
    role = act.role if entry.actor is None else entry.role
    if entry.actor is not None and role not in access.roles_for(spec, None):
        role = None  # another role of the person may; none of them is refused
    who: dict[str, Any] = {"actor": entry.actor, "as_role": role, "data": given, "strict": True}
    try:
        outcome = record(reference, act.name, None, **who) if event else advance(reference, act.name, **who)
    except InputErrors as error:
        told = faults_of_form(error.form, reader.columns, reader.heads.names, act.inputs)
        raise _Refused(told) from error
    _accept(outcome)


def _accept(outcome: Outcome) -> None:
    if not outcome.ok:
        raise _Refused(faults_of_refusals(outcome.refusals))


def _routed(report: RowReport, case: Any) -> RowReport:
    """The report with where the case goes, by which rule, and why."""
    stored = StoredDecision.objects.filter(case_id=case.pk).order_by("-seq").first()
    if stored is None:
        return report
    why = ". ".join(part for part in (stored.card.get("answer"), stored.card.get("clause")) if part)
    return replace(report, team=team_label(stored.team), rule=stored.rule, why=why)
