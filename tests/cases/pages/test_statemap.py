"""The state map is drawn from the machine: where a case was, is, and can go."""

from __future__ import annotations

import re

import pytest

from cases import machine
from cases.kinds import Kind
from cases.present.statemap import HEIGHT, state_map


def _by_label(drawn: dict) -> dict[str, dict]:
    return {node["label"]: node for node in drawn["nodes"]}


def test_every_state_has_one_box_and_one_line(seats: Kind) -> None:
    drawn = state_map(seats, seats.states[0].code, [])
    labels = sorted(state.label for state in seats.states)
    assert sorted(node["label"] for node in drawn["nodes"]) == labels
    assert sorted(step["label"] for step in drawn["steps"]) == labels


def test_the_line_of_an_end_that_was_reached_has_the_shape_of_that_end(seats: Kind) -> None:
    end = next(state for state in seats.states if state.closed)
    here = next(step for step in state_map(seats, end.code, [])["steps"] if step["current"])
    assert (here["label"], here["shape"]) == (end.label, end.shape)
    assert end.shape != "half"


def test_boxes_do_not_overlap(seats: Kind) -> None:
    boxes = state_map(seats, seats.states[0].code, [])["nodes"]
    for one in boxes:
        for other in boxes:
            apart = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
            assert one is other or apart or abs(one["y"] - other["y"]) >= HEIGHT, (
                one["label"],
                other["label"],
            )


def test_status_tells_past_now_and_open(seats: Kind) -> None:
    state = next(s.code for s in seats.states if not s.closed and s is not seats.states[0])
    first = seats.states[0]
    drawn = state_map(seats, state, [first.code])
    nodes = _by_label(drawn)
    assert nodes[first.label]["status"] == "past"
    assert nodes[seats.state(state).label]["status"] == "now"
    onward = {target for source, target in machine.moves(seats.model) if source == state}
    shown = {node["label"] for node in drawn["nodes"] if node["status"] == "open"}
    assert shown <= {seats.state(code).label for code in onward}
    assert any(edge["status"] == "past" for edge in drawn["edges"])


def test_the_alternative_says_the_same_in_words(seats: Kind) -> None:
    closed = next(s for s in seats.states if s.closed)
    first = seats.states[0]
    words = state_map(seats, closed.code, [first.code])["text_alternative"]
    assert words == f"Been through: {first.label}. Now: {closed.label}. The case has ended."


def test_lines_stay_inside_the_drawing(seats: Kind) -> None:
    for state in seats.states:
        drawn = state_map(seats, state.code, [])
        for edge in drawn["edges"]:
            xs = [float(x) for x in re.findall(r"[MH]([\d.]+)", edge["path"])]
            assert max(xs) <= drawn["width"]
            assert min(xs) >= 0


@pytest.mark.parametrize("code", ["rebook"])
def test_a_map_of_ten_states_fits_the_page(code: str) -> None:
    from cases import registry

    kind = registry.get_kind(code)
    assert state_map(kind, kind.states[0].code, [])["width"] <= 1130
