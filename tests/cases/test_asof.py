"""A case as it was: at each step's instant just what the API answered then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cases import asof, clock
from cases.models import Case
from cases.planning import REDATE
from cases.policies import placing
from cases.workflow import Outcome, advance, record
from tests.cases.api.client import Program
from tests.cases.helpers import approved, done, open_seats, pass_at, person

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ACTS = (
    "approve",
    "claim",
    "release",
    "note",
    "decline",
    "correct_facts",
    "confirm",
    "wait",
    "policy",
    "move",
)


def act(name: str, case: Any, who: Any, kind: Any, now: Any) -> Outcome | None:
    """One thing that happens to the case; what is refused is a thing as well."""
    given: dict[str, Any] = {
        "note": {"text": "Called."},
        "decline": {"reason": "Not wanted."},
        "correct_facts": {"seats_wanted": 9, "reason": "Mistyped."},
    }.get(name, {})
    if name == "confirm":
        return record(case.reference, "customer_confirmed", None, actor=who)
    if name == "wait":
        pass_at(now)
    elif name == "policy":
        placing.place(kind, {"answer_hours": 30}, effective_from=now, author=who, reason="Shorter.")
    elif name == "move":
        told = {"answer_hours": 90, "most_seats": 3, "review_above": 2}
        placing.place(kind, told, effective_from=now, author=who, reason="Longer.", moves=True)
        return advance(case.reference, REDATE, actor=None)
    else:
        return advance(case.reference, name, actor=who, data=given)
    return None


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@example(steps=[("approve", 1), ("move", 3), ("note", 4)])
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 60)), min_size=1, max_size=7))
def test_at_each_step_it_is_what_the_api_answered(alice, seats, monday, steps):
    program, answers, now = Program(alice, held=False), {}, monday
    with clock.fixed_at(now):
        case = open_seats(alice)
        answers[now] = program.get(f"/cases/{case.reference}").json()
    for name, hours in steps:
        now += hours * HOUR
        pass_at(now)
        with clock.fixed_at(now):
            act(name, case, alice, seats, now)
            answers[now] = program.get(f"/cases/{case.reference}").json()
    with clock.fixed_at(now + HOUR):
        for instant, answer in answers.items():
            then = program.get(f"/cases/{case.reference}/as-of", at=instant.isoformat()).json()
            assert then.pop("as_of") == instant.isoformat().replace("+00:00", "Z")
            policy = then.pop("policy")
            assert policy["values"]["answer_hours"] in {72, 30, 90}
            assert {name: then[name] for name in answer} == answer


def test_before_the_opening_and_after_now(alice, on_monday):
    case, program = open_seats(alice), Program(alice)
    where = f"/cases/{case.reference}/as-of"
    assert program.get(where, at=(on_monday - HOUR).isoformat()).status_code == 404
    for at in (
        {"at": (on_monday + HOUR).isoformat()},
        {"at": "yesterday"},
        {"at": "2026-03-01T10:00:00"},
        {},
    ):
        assert program.get(where, **at).status_code == 422
    assert program.get(where, at=on_monday.isoformat()).status_code == 200
    stranger = Program(person("olaf", "sales_enablement"))
    assert stranger.get(where, at=on_monday.isoformat()).status_code == 404


def test_the_policy_of_then(alice, mona, seats, on_monday):
    case = approved(alice)
    with clock.fixed_at(on_monday + 2 * HOUR):
        placing.place(seats, {"answer_hours": 9}, effective_from=on_monday, author=mona, reason="Shorter.")
        program = Program(alice)
        for hours, version in ((1, 1), (2, 2)):
            at = (on_monday + hours * HOUR).isoformat()
            assert program.get(f"/cases/{case.reference}/as-of", at=at).json()["policy"]["version"] == version


def test_nothing_is_written(alice, on_monday):
    case = approved(alice)
    with clock.fixed_at(on_monday + HOUR):
        done(advance(case.reference, "decline", actor=alice, data={"reason": "Not wanted."}))
        before = list(Case.objects.values())
        then = asof.at(type(case).objects.get(pk=case.pk), on_monday)
    assert (then.case.state, then.case.outcome, then.case.closed_at) == ("confirming", None, None)
    assert list(Case.objects.values()) == before
