"""The scenarios that are kept with a policy, and what came of playing them for a draft, as plain data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from cases.kinds import Kind
from cases.models import PolicyDraft, PolicyScenario, ScenarioRun, User
from cases.navigation import address
from cases.policies import acceptance, judging
from cases.policies.acceptance import Standing
from cases.policies.payload import digest_of
from cases.present.policies import frame

MOST_RUNS: Final = 20
MOST_RETIRED: Final = 50
Status = ScenarioRun.Status


def scenarios_page(kind: Kind, user: User) -> dict[str, Any]:
    """Every scenario of a kind with its last result; and those that were retired."""
    kept = acceptance.kept(kind.code).select_related("author")
    retired = PolicyScenario.objects.filter(kind=kind.code).exclude(retired_at=None)
    retired = retired.select_related("author", "retired_by").order_by("-retired_at", "-pk")
    last = _last_results(kind)
    return {
        "kind": {"label": kind.label, "url": address("policy", args=(kind.code,))},
        "url": address("policy_scenarios", args=(kind.code,)),
        "rows": [_row(one) | {"last": last.get(one.pk)} for one in kept],
        "retired": [_row(one) for one in retired[:MOST_RETIRED]],
        "may": bool(user.roles & judging.CHANGERS),
        "can": kind.scenario is not None,
        "try_url": address("try_rules", args=(kind.code,)) if kind.dry_run else "",
        **frame(user),
    }


def _row(one: PolicyScenario) -> dict[str, Any]:
    line = json.dumps(json.loads(one.line), ensure_ascii=False, indent=2)
    return {"one": one, "key": one.pk, "title": one.title or one.name, "line": line}


def _last_results(kind: Kind) -> dict[int, dict[str, Any]]:
    """The newest result of each scenario by its key, with the draft it was played for."""
    runs = ScenarioRun.objects.filter(draft__kind=kind.code, status=Status.DONE)[:MOST_RUNS]
    found: dict[int, dict[str, Any]] = {}
    for run in runs:
        url = address("policy_draft", args=(kind.code, str(run.draft_id)))
        about = {"draft": run.draft_id, "url": url, "at": run.finished_at}
        for one in run.results:
            found.setdefault(one["scenario"], about | {"differences": one["differences"]})
    return found


def panel(draft: PolicyDraft, user: User) -> dict[str, Any]:
    """What the kept scenarios say of a draft: how far playing them is, or what came of it."""
    settled = draft.is_settled
    found = _as_it_ended(draft) if settled else acceptance.standing(draft)
    run = None if settled else draft.scenario_runs.exclude(status=Status.CANCELLED).first()
    busy = run is not None and run.is_under_way
    return {
        "shown": bool(found.kept),
        "run": run,
        "busy": busy,
        "kept": found.kept,
        "missing": found.missing,
        "failing": found.failing,
        "at": found.run.finished_at if found.run else None,
        "void": bool(found.missing and not busy and run is not None and run.status == Status.DONE),
        "retired": [] if settled else list(_retired_since(draft)),
        "url": address("policy_scenario_run", args=(draft.kind, str(draft.pk))),
        "draft_url": address("policy_draft", args=(draft.kind, str(draft.pk))),
        "list_url": address("policy_scenarios", args=(draft.kind,)),
        "may": bool(user.roles & judging.CHANGERS) and not settled and not busy,
    }


def _as_it_ended(draft: PolicyDraft) -> Standing:
    """The last result for the data that the draft ended with, whatever was kept or retired since."""
    run = draft.scenario_runs.filter(status=Status.DONE, digest=digest_of(draft)).first()
    if run is None:
        return Standing()
    return Standing(len(run.results), 0, [one for one in run.results if one["differences"]], run)


def _retired_since(draft: PolicyDraft) -> Iterable[PolicyScenario]:
    """Who approves sees what was taken out of the way after the draft was begun."""
    rows = PolicyScenario.objects.filter(kind=draft.kind, retired_at__gte=draft.created_at)
    return rows.select_related("retired_by").order_by("retired_at")[:MOST_RUNS]
