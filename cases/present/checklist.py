"""The step lists of a case as plain data: a block for each list, open where the reader can act."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import access
from cases.panels import ChecklistItem
from cases.present.acts import held
from cases.present.pages import number_of, part
from cases.present.panels import is_outside, link, may
from cases.saying import day_of, one_of
from cases.teams import role_label
from cases.wording import told
from cases.workflow import Look

SHAPES = {"done": ("tick-disc", _("Done")), "not_required": ("dashed-ring", _("Not required")),
          "skipped": ("dashed-ring", _("Left out"))}  # fmt: skip
SETTLED = frozenset(SHAPES)
MOST_LISTS = 40  # on one page
VIEWS = {"mine": _("Mine"), "waiting": _("Waiting for others"), "all": _("All")}


def checklist(look: Look, shown: str = "", page: str = "") -> dict[str, Any] | None:
    """The panel: views with their counts, and the lists of the chosen one. None where the case has none.

    Without a choice it opens with what the reader can do now, where there is something.
    """
    items = list(look.kind.checklist(look.case))
    if not items:
        return None
    outside = is_outside(look)
    turns = _turns(look) if outside else None
    rows = [_row(look, item, turns) for item in items]
    chosen = shown if shown in VIEWS else "mine" if any(row["mine"] for row in rows) else "all"
    found = {view: [row for row in rows if _belongs(row, view)] for view in VIEWS}
    url = reverse("case", args=[look.case.reference])
    lists = _lists(rows, found[chosen])
    acting = next((at for at, one in enumerate(lists) if one["acting"]), 0)
    asked = number_of(page) or acting // MOST_LISTS + 1
    here, pager = part(lists, asked, f"{url}?steps={chosen}&lists=", "steps", most=MOST_LISTS, word="Lists")
    return {
        "pager": pager,
        "views": [
            {
                "label": label,
                "url": f"{url}?steps={code}#steps",
                "count": len(found[code]),
                "current": code == chosen,
            }
            for code, label in VIEWS.items()
        ],
        "lists": here,
        "empty": not found[chosen],
    }


def _turns(look: Look) -> frozenset[tuple[str, Any]]:
    """The steps, by list and number, that are this party's turn and that the reader's role does for it."""
    if look.actor is None or look.kind.consent is None:
        return frozenset()
    organisation = access.organisation_of(look.actor)
    found = look.kind.consent.turns([look.case], organisation).get(look.case.pk, ())
    ours = [turn for turn in found if turn.roles & held(look)]
    return frozenset((of, turn.asks.get("number")) for turn in ours for of in turn.of)


def _row(look: Look, item: ChecklistItem, turns: frozenset[tuple[str, Any]] | None) -> dict[str, Any]:
    """One step: what it is, whose, how far, what proves it, and where to do it.

    `turns` are the steps of a party from outside; None for our own people, who go by their roles alone.
    """
    outside = turns is not None
    mine = (item.of, item.number) in turns if turns is not None else bool(set(item.actors) & held(look))
    is_open = item.status not in SETTLED
    waits = ("hourglass", item.waits.rstrip("."))
    shape, word = SHAPES.get(item.status, waits if item.waits else ("ring", gettext("Open")))
    return {
        "of": item.of,
        "note": item.list_note,
        "number": item.number,
        "label": item.label,
        "actors": one_of(told(role_label(role)) for role in item.actors),
        "shape": "half" if item.left else shape,
        "word": gettext("Begun") if item.left else word,
        "told": _told(item),
        "proof": item.proof,
        "ours": "" if outside else item.ours,
        "who": item.who,
        "at": item.at,
        "due": gettext("Due %(when)s") % {"when": day_of(item.due)} if item.due and is_open else "",
        "open": is_open,
        "mine": mine and is_open and not item.waits,
        "waiting": is_open and not mine and not item.waits,
        "acts": _acts(look, item) if mine or not outside else [],
        "downloads": _downloads(look, item) if mine or not outside else [],
    }


def _told(item: ChecklistItem) -> str:
    if item.left:
        return gettext("%(left)s still to be moved") % {"left": f"{item.left:,}"}
    return item.reason or "" if item.status in SETTLED else ""


def _acts(look: Look, item: ChecklistItem) -> list[dict[str, str]]:
    """The actions of the step that this person's role and the case's state allow, as links."""
    if item.waits and item.status not in SETTLED:
        return []
    specs = [look.kind.action(name) for name in item.acts]
    return [{"label": spec.label, "url": link(look, spec, item.asks)} for spec in specs if may(look, spec)]


def _downloads(look: Look, item: ChecklistItem) -> list[dict[str, str]]:
    """The files that are made for an open step, for those who may have them."""
    if item.waits or item.status in SETTLED:
        return []
    specs = [one for one in look.kind.downloads if one.name in item.downloads]
    return [
        {
            "label": spec.label,
            "url": f"{reverse('made', args=[look.case.reference, spec.name])}?{urlencode(dict(item.asks))}",
        }
        for spec in specs
        if spec.roles & held(look)
    ]


def _belongs(row: dict[str, Any], view: str) -> bool:
    return view == "all" or bool(row[view])


def _lists(rows: list[dict[str, Any]], chosen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The chosen steps by list, each with how far the whole list is; the first one to act on is open."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = found.setdefault(
            row["of"], {"name": row["of"], "note": row["note"], "rows": [], "settled": 0, "total": 0}
        )
        one["total"] += 1
        one["settled"] += not row["open"]
    for row in chosen:
        found[row["of"]]["rows"].append(row)
    lists = [one for one in found.values() if one["rows"]]
    acting = next((one for one in lists if any(row["mine"] for row in one["rows"])), None)
    for one in lists:
        one["acting"] = one is acting
        one["is_open"] = len(lists) == 1 or one is acting
    first = next((row for row in rows if row["mine"]), None)
    if first is not None:
        first["first"] = True  # the one filled button of the page
    return lists
