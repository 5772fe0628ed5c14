"""Where one can go from every page, with how much waits there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import access, operating
from cases.exchange import runs
from cases.mailbox import seeing
from cases.models import User
from cases.queue import Count, QueueQuery
from cases.teams import OUTSIDE, READ_ALL

MINE = QueueQuery(assignee="me", open=True)

# Addresses do not change while a process runs.
address = cache(reverse)
ANY_CASE = "-"


def of_case(name: str, reference: str, *more: str) -> str:
    """The address of a case or of something of it; looked up with room for the number, once."""
    return address(name, args=(ANY_CASE, *more)).replace(f"/{ANY_CASE}/", f"/{reference}/", 1)


def counted(user: User) -> list[QueueQuery]:
    """What the figures beside the places count: one's own open cases, and the queues of one's teams."""
    return [MINE, *(QueueQuery(team=team.code) for team in user.teams)]


def navigation(path: str, user: User, count: Callable[[QueueQuery], Count]) -> list[dict[str, Any]]:
    """The places, from `path`. `count` tells each of `counted`; it is the number the list itself shows."""
    rows = [_item(_("My work"), address("home"), "inbox", path, str(count(MINE)))]
    if user.roles & OUTSIDE:
        rows.append(_item(_("Asked of you"), address("asked"), "note", path))
    rows += [
        _item(team.label, address("queue", args=(team.code,)), "queue", path, str(count(query)))
        for team, query in zip(user.teams, counted(user)[1:], strict=True)
    ]
    if user.roles & READ_ALL or len(user.teams) != 1:
        rows.append(_item(_("All cases"), address("cases"), "queue", path))
    if access.visible_kinds(user):
        rows.append(_item(_("Board"), address("boards"), "chart", path))
        rows.append(_item(_("Deadlines"), address("deadlines"), "calendar", path))
        rows.append(_item(_("Policy"), address("policies"), "policy", path))
        rows.append(_item(_("Rules"), address("rule_books"), "note", path))
    if seeing.may_look(user):
        rows.append(_item(_("Mail"), address("mails"), "inbox", path))
    if runs.may_look(user):
        rows.append(_item(_("Import"), address("imports"), "upload", path))
    if "administrator" in user.roles:
        rows.append(_item(_("People"), address("people"), "people", path))
    if operating.may_look(user):
        rows.append(_item(_("Operations"), address("operations"), "gear", path))
    return rows


def _item(label: str, url: str, icon: str, path: str, count: str = "") -> dict[str, Any]:
    current = path == url if url == "/" else path.startswith(url)
    return {"label": label, "url": url, "icon": icon, "count": count, "current": current}
