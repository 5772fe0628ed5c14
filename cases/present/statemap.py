"""The state map of a case, drawn from the machine itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from cases import machine
from cases.kinds import Kind
from cases.saying import one_of

GAP, ROW, HEIGHT, LEFT, TOP = 32, 56, 34, 8, 24
SHAPES = {"past": "tick-disc", "open": "ring", "other": "dashed-ring"}
NARROW, PER_LETTER, PADDING = 84, 7.2, 24


@dataclass(frozen=True)
class Place:
    """Where a state stands on the map: column and lane, left edge and width of its box."""

    code: str
    column: int
    lane: int
    x: float
    width: float

    @property
    def y(self) -> float:
        """Top edge."""
        return TOP + self.lane * ROW

    @property
    def middle(self) -> float:
        """Height of the line that enters and leaves the box."""
        return self.y + HEIGHT / 2


def state_map(kind: Kind, state: str, been: list[str]) -> dict[str, Any]:
    """Boxes and arrows for the map of a case in `state` that was in the states `been` before, in order.

    Transitions that are possible from every open state (withdrawing, say) are left out: they would cross
    everything and tell nothing. Maps that are alike are drawn once; nobody may change what is answered.
    """
    return _of_kind(_Same(kind), state, tuple(been))


@dataclass(frozen=True)
class _Same:
    """A kind by its identity: comparing all that it holds would take longer than a map."""

    kind: Kind

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.kind is self.kind

    def __hash__(self) -> int:
        return id(self.kind)


@lru_cache(maxsize=500)
def _of_kind(same: _Same, state: str, before: tuple[str, ...]) -> dict[str, Any]:
    kind, been = same.kind, list(before)
    places = _places(kind)
    open_next = {target for source, target in _told(kind) if source == state}
    status = {code: _status(code, state, been, open_next) for code in places}
    nodes = [
        {
            "x": place.x,
            "y": place.y,
            "w": place.width,
            "h": HEIGHT,
            "label": kind.state(code).label,
            "status": status[code],
        }
        for code, place in places.items()
    ]
    walked = set(zip(been, [*been[1:], state], strict=False))
    return {
        "nodes": nodes,
        "edges": _edges(kind, places, state, walked),
        "width": LEFT * 2 + max(place.x + place.width for place in places.values()),
        "height": TOP + (1 + max(place.lane for place in places.values())) * ROW - (ROW - HEIGHT) + 8,
        "text_alternative": _in_words(kind, state, been, open_next),
        "steps": [
            {"label": kind.state(code).label, "shape": _shape(kind, code, status), "current": code == state}
            for code in _in_order(places)
        ],
    }


def _shape(kind: Kind, code: str, status: Mapping[str, str]) -> str:
    """Where the case is has the shape of that state, as in the case's head: an end is not being worked on."""
    return kind.state(code).shape if status[code] == "now" else SHAPES[status[code]]


def whole_map(kind: Kind) -> dict[str, Any]:
    """The map of a kind by itself, without a case on it: every state and every move worth an arrow."""
    places, told = _places(kind), sorted(_told(kind))
    following = {source: [t for s, t in told if s == source] for source, _ in told}
    boxes = [(code, {"x": p.x, "y": p.y, "w": p.width, "h": HEIGHT}) for code, p in places.items()]
    taken = {(place.column, place.lane) for place in places.values()}
    ends = [(places[s], places[t]) for s, t in told if s in places and t in places]
    paths = [_path(source, target, taken) for source, target in ends if target.column > source.column]
    return {
        "nodes": [box | {"label": kind.state(code).label, "status": "all"} for code, box in boxes],
        "edges": [{"path": path, "arrow": tip, "status": "all"} for path, tip in paths],
        "width": LEFT * 2 + max(place.x + place.width for place in places.values()),
        "height": TOP + (1 + max(place.lane for place in places.values())) * ROW - (ROW - HEIGHT) + 8,
        "text_alternative": " ".join(
            _("%(state)s leads to %(others)s.")
            % {"state": _(kind.state(source).label), "others": _either(kind, codes)}
            for source, codes in following.items()
        ),
        "steps": [
            {"label": kind.state(code).label, "shape": kind.state(code).shape, "current": False}
            for code in _in_order(places)
        ],
    }


def _places(kind: Kind) -> dict[str, Place]:
    rows = kind.map_rows or (tuple(state.code for state in kind.states),)
    widths = {s.code: max(NARROW, len(s.label) * PER_LETTER + PADDING) for s in kind.states}
    columns = [
        max(widths[row[n]] for row in rows if row[n : n + 1] != ("",) and n < len(row)) for n in _range(rows)
    ]
    left = [LEFT + sum(columns[:n]) + n * GAP for n in _range(rows)]
    return {
        code: Place(code, column, lane, left[column], widths[code])
        for lane, row in enumerate(rows)
        for column, code in enumerate(row)
        if code
    }


def _range(rows: tuple[tuple[str, ...], ...]) -> range:
    return range(max(len(row) for row in rows))


def _in_order(places: dict[str, Place]) -> list[str]:
    return sorted(places, key=lambda code: (places[code].column, places[code].lane))


def _told(kind: Kind) -> set[tuple[str, str]]:
    """Moves worth an arrow: those that not every open state has."""
    everywhere = {state.code for state in kind.states if not state.closed}
    names = {name for _, _, name in machine.edges(kind.model)}
    common = {name for name in names if machine.sources(kind.model, name) >= everywhere}
    return {(s, t) for s, t, name in machine.edges(kind.model) if s != t and name not in common}


def _status(code: str, state: str, been: list[str], open_next: set[str]) -> str:
    if code == state:
        return "now"
    if code in been:
        return "past"
    return "open" if code in open_next else "other"


def _edges(
    kind: Kind, places: dict[str, Place], state: str, walked: set[tuple[str, str]]
) -> list[dict[str, Any]]:
    taken = {(place.column, place.lane) for place in places.values()}
    drawn = []
    for source, target in sorted(_told(kind) | walked):
        if source not in places or target not in places or source == target:
            continue
        how = "past" if (source, target) in walked else "open" if source == state else "other"
        backward = places[target].column <= places[source].column
        if backward and how == "other":
            continue
        path, tip = _path(places[source], places[target], taken)
        drawn.append({"path": path, "status": how, "arrow": tip})
    order = {"other": 0, "open": 1, "past": 2}
    return sorted(drawn, key=lambda edge: order[edge["status"]])


def _path(source: Place, target: Place, taken: set[tuple[int, int]]) -> tuple[str, str]:
    """An arrow along free ground: straight, in the source's lane, in the target's, or between lanes."""
    if target.column <= source.column:
        return _path_back(source, target)
    x1, y1, x2, y2 = source.x + source.width, source.middle, target.x, target.middle
    between = range(source.column + 1, target.column)
    if source.lane == target.lane and not any((c, source.lane) in taken for c in between):
        path = f"M{x1:g} {y1:g}H{x2:g}"
    elif not any((c, source.lane) in taken for c in between):
        path = f"M{x1:g} {y1:g}H{x2 - 14:g}V{y2:g}H{x2:g}"
    elif not any((c, target.lane) in taken for c in between):
        path = f"M{x1:g} {y1:g}H{x1 + 12:g}V{y2:g}H{x2:g}"
    else:
        lane = max(source.y, target.y) - (ROW - HEIGHT) / 2 if source.lane != target.lane else source.y - 11
        path = f"M{x1:g} {y1:g}H{x1 + 12:g}V{lane:g}H{x2 - 14:g}V{y2:g}H{x2:g}"
    return path, f"M{x2:g} {y2:g}l-7 -4v8z"


def _path_back(source: Place, target: Place) -> tuple[str, str]:
    """An arrow to a box further left or in the same column: over the top of both."""
    x1, x2 = source.x + source.width / 2 + 8, target.x + target.width / 2 - 8
    if source.column == target.column:
        down = target.lane > source.lane
        y1 = source.y + HEIGHT if down else source.y
        y2 = target.y if down else target.y + HEIGHT
        x = target.x + min(source.width, target.width) / 2
        return f"M{x:g} {y1:g}V{y2:g}", f"M{x:g} {y2:g}l-4 {-7 if down else 7}h8z"
    lane = min(source.y, target.y) - 10
    return f"M{x1:g} {source.y:g}V{lane:g}H{x2:g}V{target.y:g}", f"M{x2:g} {target.y:g}l-4 -7h8z"


def _in_words(kind: Kind, state: str, been: list[str], open_next: set[str]) -> str:
    def named(codes: list[str]) -> str:
        return ", ".join(_(kind.state(code).label) for code in codes)

    here = kind.state(state)
    words = [_("Been through: %(states)s.") % {"states": named(been)}] if been else []
    words.append(_("Now: %(state)s.") % {"state": _(here.label)})
    if open_next:
        words.append(_("Possible next: %(states)s.") % {"states": named(sorted(open_next))})
    elif here.closed:
        words.append(_("The case has ended."))
    return " ".join(words)


def _either(kind: Kind, codes: Iterable[str]) -> str:
    return one_of(_(kind.state(code).label) for code in codes)
