"""Playing the kept scenarios of a kind with a draft's values, by a worker: nothing of it stays or is sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from cases import clock
from cases.models import PolicyScenario, ScenarioRun
from cases.policies import acceptance
from cases.scenarios.format import ScenarioError, parse
from cases.scenarios.player import play

log = logging.getLogger(__name__)
LEASE: Final = timedelta(minutes=5)  # one scenario takes less than a second
MOST_DIFFERENCES: Final = 20
MOST_WORDS: Final = 600
Status = ScenarioRun.Status


def run_next() -> bool:
    """Plays for the draft that waits longest; answers whether there was one."""
    gone = Q(status=Status.RUNNING, lease_until__lte=Now())
    with transaction.atomic():
        rows = ScenarioRun.objects.filter(gone | Q(status=Status.WAITING)).select_related("draft")
        rows = rows.select_for_update(of=("self",), skip_locked=True).order_by("created_at", "pk")
        found = rows.first()
        if found is None:
            return False
        ScenarioRun.objects.filter(pk=found.pk).update(status=Status.RUNNING, lease_until=Now() + LEASE)
    try:
        _perform(found)
    except Exception:
        log.exception("playing the kept scenarios failed", extra={"run": found.pk})
        _mine(found).update(status=Status.FAILED, finished_at=clock.now())
    return True


def _perform(run: ScenarioRun) -> None:
    """Ends early where a later run has replaced this one meanwhile."""
    rows, results = list(acceptance.kept(run.draft.kind)), list[dict[str, Any]]()
    _mine(run).update(total=len(rows))
    for row in rows:
        told = {"scenario": row.pk, "name": row.name, "title": row.title}
        results.append(told | {"differences": differences(row, run.values)})
        if not _mine(run).update(done=len(results), lease_until=Now() + LEASE):
            return
    _mine(run).update(status=Status.DONE, results=results, finished_at=clock.now())


def differences(row: PolicyScenario, values: Mapping[str, Any]) -> list[str]:
    """What came out otherwise than the scenario expects, in words; empty where nothing did."""
    try:
        found = play(parse(row.line), values)
    except ScenarioError as error:
        found = [f"It cannot be played: {error}"]
    except Exception:
        # Whatever somebody wrote into a line, the other scenarios are played all the same.
        log.exception("a kept scenario could not be played", extra={"scenario": row.pk})
        found = ["It cannot be played; the failure is logged."]
    return [one[:MOST_WORDS] for one in found[:MOST_DIFFERENCES]]


def _mine(run: ScenarioRun) -> Any:
    return ScenarioRun.objects.filter(pk=run.pk, status=Status.RUNNING)
