"""What a page is for, in a few sentences: shown at somebody's first visit, and again when they ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases import access
from cases.models import User
from cases.navigation import address
from cases.teams import OUTSIDE, READ_ALL


@dataclass(frozen=True)
class Point:
    """One sentence, and the thing it is about: an anchor of the page or a place, with its name."""

    says: str
    shows: str = ""
    url: str = ""


@dataclass(frozen=True)
class Introduction:
    """One page's introduction; `points` are what this person needs to know of it."""

    code: str
    title: str
    points: Callable[[User], list[Point]]


def _work(user: User) -> list[Point]:
    if user.roles & OUTSIDE and not access.visible_kinds(user):
        return [
            Point(_("What is asked of you waits in one place."), _("Asked of you"), address("asked")),
            Point(_("You see the cases of your organisation, and what you sent yourself.")),
            Point(_("What you write goes to the people who work on the case, to nobody else outside.")),
        ]
    said, oversees = [], not user.teams and bool(access.visible_kinds(user))
    if user.teams:
        said.append(Point(_("These are the cases you hold. What breaches first is on top.")))
    elif oversees:
        said.append(Point(_("These are all open cases. What breaches first is on top.")))
    if user.teams:
        team = user.teams[0]
        there = address("queue", args=(team.code,))
        said.append(Point(_("What nobody has yet waits in your team's queue."), team.label, there))
    if user.roles & READ_ALL or oversees:
        said.append(Point(_("The board says what will breach, and when."), _("Board"), address("boards")))
    if "auditor" in user.roles:
        said.append(Point(_("As an auditor you see everything and change nothing: buttons are off.")))
    if "administrator" in user.roles:
        said.append(
            Point(_("You give people their roles and end their access."), _("People"), address("people"))
        )
        aside = _("What could not be done by itself was set aside for you.")
        said.append(Point(aside, _("Operations"), address("operations")))
    asks = _("Looking for a case, a customer, or something somebody wrote?")
    said.append(Point(asks, _("Search"), address("search")))
    return said


def _queue(user: User) -> list[Point]:
    said = [Point(_("What breaches first is on top. Each row says what it waits for and who has it."))]
    if access.visible_kinds(user):  # nobody from outside takes a case
        said.append(Point(_("“Take the next case” gives you the most urgent one that nobody has.")))
    shared = _("Filters and order stand in the address: send it to a colleague and they see the same list.")
    return [*said, Point(shared)]


def _case(user: User) -> list[Point]:
    return [
        Point(
            _("The filled button is what the rules advise. What is off says why."),
            _("What you can do"),
            "#actions",
        ),
        Point(_("What will happen by itself, and what calls it off."), _("Ahead"), "#ahead-title"),
        Point(
            _("Everything that happened. Notes are for colleagues, never sent."), _("Timeline"), "#timeline"
        ),
    ]


def _board(user: User) -> list[Point]:
    return [
        Point(_("The first row says what will breach, when, and what nobody has yet.")),
        Point(_("Every number is a link to exactly the cases it counts.")),
        Point(
            _("Below each table stands how it is counted, from when to when, and how old the figures are.")
        ),
    ]


ALL: Final = {
    one.code: one
    for one in (
        Introduction("work", gettext_noop("My work in a minute"), _work),
        Introduction("queue", gettext_noop("This queue in a minute"), _queue),
        Introduction("case", gettext_noop("A case in a minute"), _case),
        Introduction("board", gettext_noop("The board in a minute"), _board),
    )
}
PAGES: Final = {"home": "work", "queue": "queue", "case": "case", "board": "board"}
"""The addresses, by name, that begin with an introduction."""


def of_page(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """The introduction at the top of this page; None where it was read, or where there is none."""
    match = request.resolver_match
    code = PAGES.get(match.url_name or "") if match else None
    if code is None or request.method != "GET" or code in user.introduced.split():
        return None
    return told(ALL[code], user) | {"back": request.get_full_path()}


def told(one: Introduction, user: User) -> dict[str, Any]:
    """An introduction as plain data."""
    return {
        "code": one.code,
        "title": one.title,
        "points": [
            {"says": p.says, "shows": p.shows, "url": p.url, "place": p.url if p.url[:1] == "/" else ""}
            for p in one.points(user)
        ],
        "url": address("introduction_read", args=(one.code,)),
    }


def read(user: User, code: str) -> None:
    """Notes that this person has read it; raises KeyError for one that there is not."""
    _keep(user, {*user.introduced.split(), ALL[code].code})


def again(user: User, code: str) -> None:
    """It is shown at the next visit once more; raises KeyError for one that there is not."""
    _keep(user, {*user.introduced.split()} - {ALL[code].code})


def _keep(user: User, codes: set[str]) -> None:
    user.introduced = " ".join(sorted(codes))
    user.save(update_fields=["introduced"])
