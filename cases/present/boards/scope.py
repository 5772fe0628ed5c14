"""Whose board it is: a team's, a process's or the whole house's, narrowed to what the reader sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import access, registry
from cases.models import User
from cases.navigation import address
from cases.teams import OVERSEERS, TEAMS

HOUSE: Final = "all"
PROCESS: Final = "process-"
PERIODS: Final = {28: _("last 28 days"), 90: _("last 90 days"), 365: _("last year")}
USUAL: Final = 90
MAY_SEE_NAMES: Final = OVERSEERS | {"auditor"}


@dataclass(frozen=True)
class Scope:
    """A board of some kinds, of one team or one kind; `days` says how far it looks back.

    `whole`: no list of its cases could hold one of another kind, which the reader sees for having taken part.
    """

    code: str
    title: str
    kinds: tuple[str, ...]
    team: str = ""
    kind: str = ""
    days: int = USUAL
    whole: bool = False

    @property
    def fixed(self) -> dict[str, Any]:
        """What every list of the board asks for."""
        named = {"team": self.team, "kind": self.kind}
        return {"open": True} | {name: value for name, value in named.items() if value}

    @property
    def url(self) -> str:
        """The board's own address."""
        return address("board", args=(self.code,))

    @property
    def came(self) -> str:
        """The measure of what came in: to the team, or at all."""
        return "came" if self.team else "opened"

    @property
    def went(self) -> str:
        """The measure of what was finished: here, or at all."""
        return "went" if self.team else "closed"

    @property
    def period(self) -> str:
        """The period in words."""
        return gettext(PERIODS[self.days])

    def file(self, table: str, fmt: str) -> str:
        """The address of a table of the board as a file."""
        return f"{address('board_table', args=(self.code, table, fmt))}?days={self.days}"


def scope(user: User, code: str, params: Mapping[str, str]) -> Scope | None:
    """The board of that code as this person may see it; None where there is none for them."""
    kinds = tuple(access.visible_kinds(user))
    text = params.get("days", "")
    days = int(text) if text in map(str, PERIODS) else USUAL
    if not kinds:
        return None
    if code == HOUSE:
        return Scope(
            HOUSE, gettext("Whole house"), kinds, days=days, whole=len(kinds) == len(registry.all_kinds())
        )
    if code.startswith(PROCESS):
        kind = code.removeprefix(PROCESS)
        if kind not in kinds:
            return None
        return Scope(
            code, gettext(registry.get_kind(kind).label_plural), (kind,), kind=kind, days=days, whole=True
        )
    if code not in TEAMS:
        return None
    held = {kind.code for kind in registry.all_kinds() if code in registry.teams_of_kind(kind)}
    return Scope(code, gettext(TEAMS[code].label), kinds, team=code, days=days, whole=held <= set(kinds))


def boards_of(user: User, current: str, days: int) -> list[dict[str, Any]]:
    """The boards there are for this person, in two groups: the house with the processes, and the teams."""
    seen = [kind for kind in registry.all_kinds() if kind.code in access.visible_kinds(user)]
    held = {code for kind in seen for code in registry.teams_of_kind(kind)}
    processes = [
        (HOUSE, gettext("Whole house")),
        *((f"{PROCESS}{kind.code}", kind.label_plural) for kind in seen),
    ]
    teams = [(code, gettext(TEAMS[code].label)) for code in TEAMS if code in held]
    asked = "" if days == USUAL else f"?days={days}"
    return [
        {
            "label": label,
            "boards": [
                {"label": name, "url": f"{address('board', args=(code,))}{asked}", "current": code == current}
                for code, name in named
            ],
        }
        for label, named in ((gettext("Processes"), processes), (gettext("Teams"), teams))
    ]


def sees_names(user: User) -> bool:
    """Whether this person is shown who has how much: overseers, and auditors."""
    return bool(user.roles & MAY_SEE_NAMES)
