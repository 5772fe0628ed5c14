"""What happens to a case if nobody does anything, as plain data for its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, gettext_noop

from cases import clock, registry
from cases.foreseeing import Busy, Foreseen, Foresight, foresee
from cases.kinds import Kind
from cases.navigation import of_case
from cases.present.casepage import zone_label
from cases.setaside import label_of
from cases.wording import capital
from cases.words import listed

LIMIT = gettext_noop("More follows; only the first steps of the next year are told.")


def foreseen_page(case: Any) -> dict[str, Any]:
    """The context of the fragment and of its page."""
    kind = registry.kind_of(case)
    try:
        told, busy = foresee(case), False
    except Busy:
        told, busy = Foresight(), True
    return {
        "case": {
            "reference": case.reference,
            "title": case.title,
            "url": of_case("case", case.reference),
            "state_label": kind.state(case.state).label,
        },
        "busy": busy,
        "steps": [_step(kind, one) for one in told.steps],
        "ends": _end(kind, case, told),
        "limit": LIMIT if told.more else "",
        "now": clock.now(),
        "zone": ZoneInfo(case.time_zone),
        "zone_label": zone_label(case.time_zone),
    }


def _end(kind: Kind, case: Any, told: Foresight) -> str:
    """How it ends, as far as it is foreseen."""
    if case.is_closed or not told.steps:
        return ""
    state = next((one.state for one in reversed(told.steps) if one.moved), case.state)
    if told.closed:
        return gettext("Then the case is closed: %(state)s.") % {"state": gettext(kind.state(state).label)}
    return (
        ""
        if told.more
        else gettext("Then nothing more happens by itself: the case stays %(state)s.")
        % {"state": gettext(kind.state(state).label)}
    )


def _step(kind: Kind, one: Foreseen) -> dict[str, Any]:
    letters = [kind.known_letter(code) for code in one.letters]
    state = kind.state(one.state) if one.moved else None
    return {
        "at": one.at,
        "label": listed(list(dict.fromkeys(_labels(kind, one)))) or gettext("Already on its way"),
        "does": [f"{capital(text)}." for text in dict.fromkeys(_done(kind, one))],
        "sends": [letter.label if letter else gettext("a message") for letter in letters],
        "state_label": state.label if state else "",
        "state_shape": state.shape if state else "",
    }


def _labels(kind: Kind, one: Foreseen) -> Iterator[str]:
    for timer, subject in one.timers:
        yield f"{label_of(kind, timer)}, {subject}" if subject else label_of(kind, timer)


def _done(kind: Kind, one: Foreseen) -> Iterator[str]:
    """What AccountOps does by itself then, beside the steps that name themselves."""
    events = {event.name: event.done for event in kind.events}
    acts = {action.name: action.done for action in kind.actions}
    for timer, _subject in one.timers:
        known = {row.kind: row.done for row in kind.every_timer}
        yield f"AccountOps {known[timer]}" if timer in known else gettext("the case is marked as overdue")
    for name in one.actions:
        done = events.get(name) or acts.get(name)
        if done:
            yield f"AccountOps {done}"
