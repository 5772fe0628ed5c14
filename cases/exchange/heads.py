"""The headings of a file against the columns of the kind: what each is, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from cases.exchange.columns import INFORMATION, Column, columns_of
from cases.exchange.mapping import ColumnMap, folded
from cases.exchange.report import Fault
from cases.exchange.table import Heading
from cases.kinds import Kind
from cases.marks import Filled
from cases.text import shown


@dataclass(frozen=True)
class Heads:
    """What the columns of a file are, by their number; `names` is how a fault calls one of ours."""

    ours: Mapping[int, Column]
    information: Mapping[int, str]
    names: Mapping[str, str]
    faults: tuple[Fault, ...]


def heads_of(kind: Kind, headings: tuple[Heading, ...], mapping: ColumnMap) -> Heads:
    """Each heading is one of ours, one for information, one to be ignored, or a fault."""
    known = {column.name: column for column in columns_of(kind)}
    ours: dict[int, Column] = {}
    information: dict[int, str] = {}
    names: dict[str, str] = {}
    faults: list[Fault] = []
    for at, heading in enumerate(headings):
        name = mapping.columns.get(folded(heading.name)) or folded(heading.name)
        if folded(heading.name) in mapping.ignore:
            continue
        if name in names:
            message = Filled(
                _("“%(heading)s” is read as %(name)s, and so is %(other)s."),
                {"heading": shown(heading.name, 80), "name": name, "other": names[name]},
            )
            faults.append(Fault("column_twice", message, _("Ignore one in the mapping file."), str(heading)))
        elif name in known or name in INFORMATION:
            names[name] = str(heading)
            if name in known:
                ours[at] = known[name]
            else:
                information[at] = name
        else:
            faults.append(_unknown(heading, known))
    faults += _missing(known, names, mapping)
    return Heads(ours, information, names, tuple(faults))


def _unknown(heading: Heading, known: Mapping[str, Column]) -> Fault:
    name = {"heading": shown(heading.name, 80)}
    message = Filled(_("“%(heading)s” is no column that an import knows."), name)
    advice = _("Say in the mapping file which column it is, or list it under “ignore”.")
    return Fault("unknown_column", message, advice, str(heading))


def _missing(known: Mapping[str, Column], names: Mapping[str, str], mapping: ColumnMap) -> list[Fault]:
    return [
        Fault(
            "missing_column",
            Filled(
                _("The column %(name)s (%(label)s) is missing."),
                {"name": column.name, "label": column.label.lower()},
            ),
            _("Add it, or say in the mapping file which column it is, or give a default there."),
        )
        for column in known.values()
        if column.required and column.name not in names and column.name not in mapping.defaults
    ]
