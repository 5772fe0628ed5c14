"""The scenarios that are kept with a kind, and where a draft stands with them.

A result counts for exactly the data it came of: the draft as it was hashed, and all the values that it would
leave in force. A change of either, or a scenario that was kept since, has to be played anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from cases import clock, registry
from cases.models import PolicyDraft, PolicyScenario, ScenarioRun, User
from cases.policies.payload import digest_of, tidied
from cases.policy import in_force
from cases.routing import Refusal
from cases.words import counted
from cases.workflow.waking import hurry

NOT_RUN: Final = "POLICY_SCENARIOS_NOT_RUN"
FAIL: Final = "POLICY_SCENARIOS_FAIL"
MOST_NAMED: Final = 5
Status = ScenarioRun.Status


@dataclass(frozen=True)
class Standing:
    """Where a draft stands: how many scenarios are kept, how many have no result, and which of them fail."""

    kept: int = 0
    missing: int = 0
    failing: Sequence[dict[str, Any]] = ()
    run: ScenarioRun | None = None

    @property
    def names(self) -> list[str]:
        """The names of those that fail."""
        return [str(one["name"]) for one in self.failing]


def kept(kind: str) -> QuerySet[PolicyScenario]:
    """The scenarios of a kind that are not retired."""
    return PolicyScenario.objects.filter(kind=kind, retired_at=None)


def values_with(draft: PolicyDraft) -> dict[str, Any]:
    """All the values that would be in force where the draft begins, which is never before now."""
    now = clock.now()
    before = in_force(registry.get_kind(draft.kind), max(draft.effective_from or now, now))
    return tidied({**before.values, **draft.values})


def start(draft: PolicyDraft, user: User) -> ScenarioRun | None:
    """Has the kept scenarios played by a worker; None where there are none. One that only waits is enough."""
    if not kept(draft.kind).exists():
        return None
    digest, values = digest_of(draft), values_with(draft)
    busy = draft.scenario_runs.filter(status__in=[Status.WAITING, Status.RUNNING])
    same = busy.filter(digest=digest, values=values, status=Status.WAITING).first()
    if same is not None:
        return same
    busy.update(status=Status.CANCELLED, finished_at=clock.now())
    made = ScenarioRun.objects.create(
        draft=draft, digest=digest, values=values, asked_by=user, created_at=clock.now()
    )
    hurry("scenarios")
    return made


def start_waiting(kind: str, user: User) -> None:
    """Has them played for each draft of a kind that waits for approval: a scenario came to them."""
    for draft in PolicyDraft.objects.filter(kind=kind, status=PolicyDraft.Status.SUBMITTED):
        start(draft, user)


def standing(draft: PolicyDraft) -> Standing:
    """Where the draft stands as it is now. Scenarios that were retired since do not count any more."""
    keys = set(kept(draft.kind).values_list("pk", flat=True))
    if not keys:
        return Standing()
    # The newest result alone, as the database asks for it when the draft is approved.
    run = draft.scenario_runs.filter(status=Status.DONE, digest=digest_of(draft)).first()
    if run is not None and run.values != values_with(draft):
        run = None
    results = [one for one in run.results if one["scenario"] in keys] if run else []
    failing = [one for one in results if one["differences"]]
    return Standing(len(keys), len(keys) - len(results), failing, run)


def is_against(draft: PolicyDraft, scenario: PolicyScenario) -> bool:
    """Whether a kept scenario fails with the draft as it is now, or has not been played with it."""
    run = standing(draft).run
    results = [one for one in run.results if one["scenario"] == scenario.pk] if run else []
    return not results or bool(results[0]["differences"])


def objections(draft: PolicyDraft, override: str = "") -> list[Refusal]:
    """What the kept scenarios have against the draft; those that fail nothing where a reason is given."""
    found = standing(draft)
    if found.missing:
        told = f"{counted(found.kept, 'scenario')} must be played with exactly these values first."
        return [Refusal(NOT_RUN, told)]
    if not found.failing or override.strip():
        return []
    names = ", ".join(found.names[:MOST_NAMED]) + (", …" if len(found.names) > MOST_NAMED else "")
    many = "fails" if len(found.names) == 1 else "fail"
    told = f"{len(found.names)} of {counted(found.kept, 'scenario')} {many} with this change: {names}."
    return [Refusal(FAIL, f"{told} Say why it is to be approved all the same.")]
