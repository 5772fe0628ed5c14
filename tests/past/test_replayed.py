"""Past decisions of business scenarios taken again: each is comparable, and flips are what would be."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import Any

import pytest
from django.db import transaction

from cases.models import StoredDecision
from cases.policies.replaying import Tally, replay
from tests.past.played import Looked, played, scenario

pytestmark = pytest.mark.django_db
Ruling = tuple[str, str]
OTHERS: tuple[tuple[str, str, dict[str, Any], int], ...] = (
    ("rebook", "RB-140", {"amount_tolerance": 0}, 1),
    ("rebook", "RB-137", {"month_zone": "account"}, 1),
    ("affiliation", "AF-110", {"big_group": 9000}, 1),
    ("cancellation", "CX-102", {"accept_all_products": True}, 1),
    ("cancellation", "CX-103", {"accept_all_products": False}, 1),
    ("advocate", "AD-17", {"takeover_roles": ["escalated_contact: pd"]}, 0),
    ("advocate", "AD-105", {"no_response_days": 30}, 0),  # dates move, nobody else gets it
    ("takeover", "TO-15", {"require_vads": True}, 0),
)
UNCHANGED = (("advocate", "AD-158"), ("takeover", "TO-69"))


def rulings(looked: Looked) -> dict[datetime, Ruling]:
    """What was decided at each instant; of several at one, the last."""
    rows = StoredDecision.objects.filter(case__reference=looked.stage.cases[0]).order_by("seq")
    return {row.decided_at: (row.rule, row.team) for row in rows}


def at(decided: dict[datetime, Ruling], instant: datetime) -> Ruling:
    """The decision that stood at an instant."""
    return decided[max(one for one in decided if one <= instant)]


def states(looked: Looked) -> dict[datetime, str]:
    """The state of the first case after each step."""
    return {
        when: body["state"]
        for (reference, when), body in looked.answers.items()
        if reference == looked.stage.cases[0]
    }


@pytest.mark.parametrize(
    ("file", "name", "values", "flips"),
    OTHERS,
    ids=[f"{name} {next(iter(values))}" for _, name, values, _ in OTHERS],
)
def test_flips_are_what_the_same_scenario_decides(
    file: str, name: str, values: dict[str, Any], flips: int
) -> None:
    """With the values in force nothing flips; with others, what would be decided when it is played."""
    told, tally, same = scenario(file, name), Tally(), Tally()
    with transaction.atomic():
        before = played(told)
        decided, found = rulings(before), list(replay(told.kind, values, tally=tally))
        assert list(replay(told.kind, {}, tally=same)) == []
        transaction.set_rollback(True)
    assert (tally.unknown, same.unknown, len(found)) == (0, 0, flips)
    new = decided | {one.decided_at: (one.new_rule, one.new_team) for one in found}
    own, given = told.given.get("policy", {}), dict(told.given)
    given.pop("policy", None)
    live = played(replace(told, given=given), {**own, **values})
    once, now = states(before), states(live)
    alike = list(takewhile(lambda when: once[when] == now.get(when), once))
    alike += [when for when in list(once)[len(alike) :][:1] if when in decided]  # where it parts: decided so
    assert alike
    assert {when: at(new, when) for when in alike} == {when: at(rulings(live), when) for when in alike}


@pytest.mark.parametrize(("file", "name"), UNCHANGED, ids=[name for _, name in UNCHANGED])
def test_every_decision_is_comparable(file: str, name: str) -> None:
    """Also where several are taken at one instant, one after the other."""
    told, tally = scenario(file, name), Tally()
    played(told)
    assert list(replay(told.kind, {}, tally=tally)) == []
    assert (tally.unknown, tally.decisions) == (
        0,
        StoredDecision.objects.filter(case__kind=told.kind.code).count(),
    )
    assert tally.decisions > 10
