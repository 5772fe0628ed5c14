"""The tables that a kind adds to the page of its cases, as plain data; and links to what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cases import access, clock
from cases.consent import board
from cases.consent.book import KEY
from cases.kinds import Action
from cases.models import Case
from cases.navigation import of_case
from cases.panels import Cell, Panel
from cases.present.acts import held
from cases.present.pages import number_of, part
from cases.workflow import Look
from cases.workflow.looking import allowed_states


def panels(look: Look, shown: str = "") -> list[dict[str, Any]]:
    """The board of consents, then every table of the kind; `shown` is "licences-3" for a third page."""
    kind, case = look.kind, look.case
    with clock.fixed_at(look.now):  # the same instant as everything else on the page
        found = [*_consents(look), *kind.panels(case, look.facts, look.policy, look.now)]
    found = [one for one in (_seen(look, panel) for panel in found) if one is not None]
    code, _, page = shown.rpartition("-")
    return [_panel(look, one, number_of(page) if one.code == code else 0) for one in found]


def _consents(look: Look) -> list[Panel]:
    return [board.panel(look.extra[KEY])] if KEY in look.extra else []


def _seen(look: Look, panel: Panel) -> Panel | None:
    """The panel without rows about cases that whoever looks may not see; None where nothing is left."""
    if panel.ours and is_outside(look):
        return None
    named = {cell.case for row in panel.rows for cell in row if cell.case}
    if not named or look.actor is None:
        return panel
    visible = access.visible_to(look.actor, Case.objects.filter(reference__in=named))
    seen = {"", *visible.values_list("reference", flat=True)}
    rows = tuple(row for row in panel.rows if all(cell.case in seen for cell in row))
    return replace(panel, rows=rows) if rows else None


def _panel(look: Look, panel: Panel, page: int) -> dict[str, Any]:
    last = "" if panel.heads[-1] else " "
    numbers = [index for index, cell in enumerate(panel.rows[0]) if cell.number] if panel.rows else []
    url = f"{of_case('case', look.case.reference)}?rows={panel.code}-"
    rows, pager = part(panel.rows, page, url, f"panel-{panel.code}")
    return {
        "id": panel.code,
        "title": panel.title,
        "note": panel.note,
        "foot": panel.foot,
        "folded": panel.folded,
        "open": page > 0,
        "total": f"{len(panel.rows):,}",
        "pager": pager,
        "heads": [{"label": head or last, "number": at in numbers} for at, head in enumerate(panel.heads)],
        "rows": [[_cell(look, cell, panel.heads[at]) for at, cell in enumerate(row)] for row in rows],
    }


def _cell(look: Look, cell: Cell, head: str) -> dict[str, Any]:
    hidden = cell.ours and is_outside(look)
    return {
        "label": head,
        "text": "" if hidden else cell.text,
        "under": "" if hidden else cell.under,
        "at": cell.at,
        "shape": cell.shape,
        "number": cell.number,
        "url": _url(look, cell),
        "act": cell.act,
    }


def _url(look: Look, cell: Cell) -> str:
    if cell.case:
        return of_case("case", cell.case)
    if cell.file:
        return reverse("document", args=[look.case.reference, cell.file])
    url = _act_url(look, cell) if cell.act else ""
    return f"{url}#id_{cell.act}_{cell.field}" if url and cell.field else url


def _act_url(look: Look, cell: Cell) -> str:
    event = next((one for one in look.kind.events if one.name == cell.act), None)
    if event is None:
        spec = look.kind.action(cell.act)
        return link(look, spec, cell.asks) if may(look, spec) else ""
    mine = access.roles_for(event, look.case) & held(look)
    return of_case("record_event", look.case.reference, event.name) if mine else ""


def may(look: Look, spec: Action) -> bool:
    """Whether this person's roles and the case's state allow an action; its guards are asked on its page."""
    mine = access.roles_for(spec, look.case) & held(look)
    return bool(mine) and look.case.state in allowed_states(look.kind, spec)


def link(look: Look, spec: Action, asks: Mapping[str, Any]) -> str:
    """The address of an action's page with some of its input filled in."""
    url = of_case("act", look.case.reference, spec.name)
    return f"{url}?{urlencode(dict(asks))}" if asks else url


def is_outside(look: Look) -> bool:
    """Whether whoever looks is a party to the case, and not one of us."""
    return look.actor is not None and access.is_outside(look.actor, look.case)
