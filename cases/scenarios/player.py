"""Playing one scenario in a transaction that is rolled back: nothing of it stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from django.db import transaction

from cases import clock
from cases.policy import PolicyError
from cases.scenarios.expectations import Played, differences
from cases.scenarios.format import Scenario, ScenarioError
from cases.scenarios.stage import Answered, Stage

READER: Final = "auditor"


def play(scenario: Scenario, policy: Mapping[str, Any] | None = None) -> list[str]:
    """Every difference between what was expected and what came out; empty when there is none.

    `policy` are values to try: they come over the shipped ones and under those that the scenario gives.
    Raises ScenarioError where the scenario cannot be played at all.
    """
    with _rolled_back():
        stage = Stage(scenario)
        try:
            stage.place_policy(policy or {})
            stage.open()
        except (PolicyError, ValueError) as error:
            raise ScenarioError(str(error)) from error
        answers = [stage.perform(event) for event in scenario.when]
        return [*stage.troubles, *differences(scenario.expect, _seen(stage, answers))]


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def _seen(stage: Stage, answers: list[Answered | None]) -> Played:
    """What the API shows at the end, with the clock where the scenario left it."""
    with clock.fixed_at(stage.scenario.when[-1].known_at):
        cases = {reference: _get(stage, f"/cases/{reference}") for reference in stage.cases}
        return Played(
            when=stage.scenario.when,
            answers=answers,
            case=cases.get(stage.current),
            cases=list(cases.values()),
            tickets={name: cases[reference] for name, reference in stage.tickets.items()},
            received=[cases[reference] for reference in stage.received],
            effects=_effects(stage),
            decided=stage.decided,
        )


def _effects(stage: Stage) -> list[str]:
    """The effects in the timelines of all cases, in the order in which they became known."""
    entries = []
    for place, reference in enumerate(stage.cases):
        after: int | None = 0
        while after is not None:
            page = _get(stage, f"/cases/{reference}/timeline?after={after}")
            entries += [(row["recorded_at"], place, row["seq"], row["effects"]) for row in page["items"]]
            after = page["next_after"]
    return [effect for *_, effects in sorted(entries) for effect in effects]


def _get(stage: Stage, path: str) -> Any:
    status, body = stage.cast.call(READER, "GET", path)
    if status != 200:
        raise ScenarioError(f"{path} was answered {status}: {body.get('detail')}")
    return body
