"""My work as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases import access, navigation
from cases.glance import Asked, Glance, Line, glance
from cases.models import User
from cases.paging import Page
from cases.present.columns import USUAL
from cases.present.listing import frame, intakes
from cases.present.rows import rows
from cases.queue import QueueQuery
from cases.teams import OUTSIDE, Team

SHOWN = 15
WITHOUT_OWNER = tuple(code for code in USUAL if code != "owner")  # the list's name says whose they are


@dataclass(frozen=True)
class Section:
    """One list of the page."""

    code: str
    title: str
    query: QueueQuery
    empty: tuple[str, str]
    instead: tuple[str, str] = ("", "")  # the address and the name of the page where one's work is
    columns: tuple[str, ...] = USUAL


def my_work(user: User) -> dict[str, Any]:
    """The person's own queue first, then what nobody has in each of their teams; all by breach time."""
    wanted = _sections(user)
    lists = [Asked(section.query, SHOWN) for section in wanted]
    seen = glance(user, lists, [*(one.query for one in lists), *navigation.counted(user)])
    return {
        "sections": _shown(user, wanted, seen),
        "intakes": intakes(user),
        "next_url": navigation.address("take_next", args=(user.teams[0].code,))
        if len(user.teams) == 1 and access.visible_kinds(user)
        else "",
    } | frame(user, seen, navigation.address("home"))


def _sections(user: User) -> list[Section]:
    if not user.teams and access.visible_kinds(user):
        everything = QueueQuery(open=True)
        return [
            Section("all", _("All open cases"), everything, (_("No open case"), _("Nothing is under way.")))
        ]
    if user.roles & OUTSIDE and not access.visible_kinds(user):
        told = (
            _("No open case"),
            _("Cases that your organisation is party to stand here, those with others too."),
        )
        asked = (navigation.address("asked"), _("Asked of you"))
        return [Section("all", _("Cases of your organisation"), QueueQuery(open=True), told, asked)]
    if "administrator" in user.roles and not user.teams:
        told = (_("Your roles act in no cases"), _("You give people their roles and end their access."))
        people = (navigation.address("people"), _("People and their roles"))
        return [Section("mine", _("Yours"), navigation.MINE, told, people)]
    empty = (_("You have no cases"), _way(len(user.teams)))
    mine = Section("mine", _("Yours"), navigation.MINE, empty, columns=WITHOUT_OWNER)
    return [mine, *map(_free, user.teams)]


def _way(teams: int) -> str:
    """How one comes to a case: with one team to take it from, the page has a button for the next one."""
    if teams == 1:
        return _("Take the next one: the most urgent is first.")
    if teams:
        return _("What nobody has yet stands below: open a case, then take it.")
    return _("A case that is handed to you stands here.")


def _free(team: Team) -> Section:
    query = QueueQuery(team=team.code, assignee="none", open=True)
    empty = (_("Everything is taken"), _("Every case of %(team)s has an owner.") % {"team": team.label})
    title = _("Nobody's in %(team)s") % {"team": _(team.label)}
    return Section(f"free-{team.code}", title, query, empty, columns=WITHOUT_OWNER)


def _shown(user: User, wanted: Sequence[Section], seen: Glance) -> list[dict[str, Any]]:
    found = zip(wanted, seen.pages, strict=True)
    return [_section(user, section, page, seen) for section, page in found]


def _section(user: User, section: Section, page: Page[Line], seen: Glance) -> dict[str, Any]:
    (title, text), (url, label) = section.empty, section.instead
    return {
        "id": section.code,
        "title": section.title,
        "note": _("what breaches first on top"),
        "url": f"{navigation.address('cases')}?{section.query.address()}",
        "url_label": _("All"),
        "count": seen.count(section.query),
        "rows": rows(page.cases, user),
        "columns": section.columns,
        "empty": {"kind": "nothing", "title": title, "text": text, "url": url, "label": label},
    }
