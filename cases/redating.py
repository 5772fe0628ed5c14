"""The core's action that dates set deadlines anew where a policy version moves them; nobody else does."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

from cases.kinds import Action
from cases.planning import REDATE

NAME: Final = REDATE


def redating_actions() -> tuple[Action, ...]:
    """The one action: no decision is taken anew with it, and nothing follows from it."""
    return (
        Action(
            NAME, gettext_noop("Date deadlines anew"),
            gettext_noop("Dates the deadlines that are set, as a new policy version says."),
            gettext_noop("dated deadlines anew"), frozenset({"system"}), automatic=True, core=True,
            states="any", keeps_version=True, decides=False,
        ),
    )  # fmt: skip
