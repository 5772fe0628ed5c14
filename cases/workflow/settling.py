"""After every change: the automatic actions of the kind, until none applies."""

from __future__ import annotations

from cases.consent.actions import following
from cases.consent.book import KEY, gather
from cases.routing import unmet
from cases.step import Step
from cases.workflow.pending import Pending
from cases.workflow.storing import finish

MOST = 10


class NeverSettles(RuntimeError):
    """Automatic actions kept following each other; the whole change is rolled back."""


def settle(cause: Step, pending: Pending) -> None:
    """Performs automatic actions as `system` until none applies, at most ten.

    Each is a step of its own with its own timeline entry; one whose guards are not met does not apply. The
    core's own come first: a consent to terms that are others now must not count for what follows.
    Raises NeverSettles.
    """
    kind, case = cause.kind, cause.case
    for done in range(MOST + 1):
        asked = gather(kind, case, cause.policy, cause.now)
        name = following(asked.get(KEY)) or kind.automatic(
            kind.facts(case), case.state, cause.policy, cause.now
        )
        if name is None:
            return
        spec = kind.action(name)
        step = Step(case, kind, name, None, "system", cause.now, cause.now, cause.policy)
        step.extra.update(asked | dict(kind.extra_gather(case)))
        if unmet(spec.guards(step.asked({}))):
            return
        if done == MOST:
            break
        spec.run(step)
        if spec.states == "machine":
            step.move(spec.transition or spec.name)
        finish(step, pending, personal=spec.personal)
    raise NeverSettles(f"{case.reference}: automatic actions still apply after {MOST} of them.")
