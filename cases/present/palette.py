"""What the palette lists: only cases that one sees, only acts that are open to one now."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from cases import navigation, registry
from cases.glance import Asked, Line, glance
from cases.models import User
from cases.navigation import address, of_case
from cases.present import acts, recording
from cases.present.keyed import KEYS
from cases.queue import Count, QueueQuery
from cases.workflow import Look

MOST_CASES: Final = 7
MOST_ACTS: Final = 30
NO_COUNT: Final = Count(0, exact=True)  # the palette shows no figures
UNASKED: Final = frozenset({"operate", "undo"})  # they name a row of a list, and are offered there


def palette_list(user: User, words: str, case: Any) -> dict[str, Any]:
    """The groups with their entries for what was typed; `case` is the one at hand, None elsewhere.

    Raises QueueFault for words that cannot be looked for.
    """
    groups = [_cases(user, words), _acts(user, words, case) if case is not None else None]
    shown = [group for group in [*groups, _pages(user, words)] if group and group["entries"]]
    number = 0
    for group in shown:
        for entry in group["entries"]:
            entry["id"], number = f"palette-{number}", number + 1
    return {"groups": shown, "words": words, "number": number, "fault": ""}


def _cases(user: User, words: str) -> dict[str, Any] | None:
    """By number, account or words: the search itself."""
    if not words:
        return None
    query = QueueQuery.parse({"q": words, "sort": "-updated"})
    found = glance(user, [Asked(query, MOST_CASES)], [query])
    entries = [_case(line, found.now) for line in found.pages[0].cases[:MOST_CASES]]
    total = found.count(query)
    if total.number > len(entries):
        url = f"{address('search')}?{query.but(sort='due').address()}"
        entries.append(_entry(_("All %(total)s cases found") % {"total": total}, url, icon="search"))
    return {"title": _("Cases"), "entries": entries}


def _case(line: Line, now: Any) -> dict[str, Any]:
    state = registry.get_kind(line.kind).state(line.state)
    shown = {"name": line.reference, "more": line.account_name, "state": state.label, "shape": state.shape}
    return _entry(line.reference, of_case("case", line.reference)) | shown | {"due_at": line.next_due_at}


def _acts(user: User, words: str, case: Any) -> dict[str, Any]:
    """What this person can do with the case now, each with its key where it has one."""
    look = Look.at(case, user)
    specs = [spec for spec in look.kind.actions if not spec.automatic and spec.name not in UNASKED]
    able = [spec for spec in specs if not spec.of_step and _fits(spec.label, words)]
    rows = [acts.action(look, spec) for spec in able]
    rows += [row for row in recording.recordable(look) if _fits(row["label"], words)]
    entries = [_act(row) for row in rows if row["allowed"]]
    if _fits(_("Copy the case number"), words):
        entries.append(_entry(_("Copy the case number"), "", key="c"))
    return {"title": _("Do, with %(case)s") % {"case": case.reference}, "entries": entries[:MOST_ACTS]}


def _act(row: dict[str, Any]) -> dict[str, Any]:
    label = f"{row['label']}…" if row["needs_input"] else row["label"]
    entry = _entry(label, row["url"], key=KEYS.get(row["name"], ""))
    return entry if row["needs_input"] else entry | {"hidden": row["hidden"], "post": True}


def _pages(user: User, words: str) -> dict[str, Any]:
    """The places of the navigation, and those of the frame."""
    places = navigation.navigation("", user, lambda query: NO_COUNT)
    named = [(place["label"], place["url"], place["icon"]) for place in places]
    named += [
        (_("Triage, %(label)s") % {"label": t.label}, address("triage", args=(t.code,)), "queue")
        for t in user.teams
    ]
    named += [(_("Search"), address("search"), "search"), (_("Profile"), address("profile"), "user")]
    entries = [_entry(label, url, icon=icon) for label, url, icon in named if _fits(label, words)]
    for entry in entries:
        if entry["url"] == address("home"):
            entry["key"] = "g w"
        elif entry["url"] == address("search"):
            entry["key"] = "/"
    return {"title": _("Go to"), "entries": entries}


def _fits(label: str, words: str) -> bool:
    """Whether each word begins a word of the label."""
    there = label.casefold().split()
    return all(any(part.startswith(word) for part in there) for word in words.casefold().split())


def _entry(name: str, url: str, *, key: str = "", icon: str = "") -> dict[str, Any]:
    return {"name": name, "url": url, "key": key, "icon": icon, "post": False}
