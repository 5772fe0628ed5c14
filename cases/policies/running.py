"""Replays that people ask for on a draft's page: done by a worker, with progress, and stopped when asked."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from cases import clock, registry
from cases.models import PolicyDraft, PolicyReplay, User
from cases.policies.payload import digest_of
from cases.policies.replaying import Flip, Tally, label, number_of_cases, replay
from cases.timeline import plain
from cases.workflow.waking import hurry

log = logging.getLogger(__name__)
LEASE: Final = timedelta(minutes=5)
MOST_FLIPS: Final = 5000
Status = PolicyReplay.Status


def start(draft: PolicyDraft, user: User) -> PolicyReplay:
    """Asks for a replay of the draft as it is now; one that is under way with the same data is enough."""
    digest = digest_of(draft)
    busy = draft.replays.filter(status__in=[Status.WAITING, Status.RUNNING], cancel_asked=False)
    same = busy.filter(digest=digest).first()
    if same is not None:
        return same
    busy.update(cancel_asked=True)
    made = PolicyReplay.objects.create(
        draft=draft, digest=digest, values=draft.values, asked_by=user, created_at=clock.now()
    )
    hurry("replays")
    return made


def cancel(draft: PolicyDraft) -> None:
    """Asks the worker to stop; one that none has begun is over at once."""
    waiting = draft.replays.filter(status=Status.WAITING)
    waiting.update(status=Status.CANCELLED, finished_at=clock.now())
    draft.replays.filter(status=Status.RUNNING).update(cancel_asked=True)


def run_next() -> bool:
    """Does the replay that waits longest; answers whether there was one to do."""
    gone = Q(status=Status.RUNNING, lease_until__lte=Now())
    with transaction.atomic():
        rows = PolicyReplay.objects.filter(gone | Q(status=Status.WAITING))
        found = rows.select_for_update(skip_locked=True).order_by("created_at", "pk").first()
        if found is None:
            return False
        PolicyReplay.objects.filter(pk=found.pk).update(status=Status.RUNNING, lease_until=Now() + LEASE)
    try:
        _perform(found)
    except Exception:
        log.exception("a replay failed", extra={"replay": found.pk})
        _end(found, Status.FAILED)
    return True


def _perform(run: PolicyReplay) -> None:
    kind, tally, flips = registry.get_kind(run.draft.kind), Tally(), list[dict[str, Any]]()
    mine = PolicyReplay.objects.filter(pk=run.pk, status=Status.RUNNING)
    mine.update(total=number_of_cases(kind))

    def wanted(done: int) -> bool:
        return bool(mine.filter(cancel_asked=False).update(done=done, lease_until=Now() + LEASE))

    for flip in replay(kind, run.values, tally=tally, wanted=wanted):
        if len(flips) < MOST_FLIPS:
            flips.append(_told(flip))
    if not mine.filter(cancel_asked=False).exists():
        _end(run, Status.CANCELLED)
        return
    _end(run, Status.DONE, done=tally.cases, result=plain(tally.told()), flips=plain(flips))


def _told(flip: Flip) -> dict[str, Any]:
    labels = {"from_label": label(flip.team), "to_label": label(flip.new_team)}
    return flip.told() | labels


def _end(run: PolicyReplay, status: str, **more: Any) -> None:
    mine = PolicyReplay.objects.filter(pk=run.pk, status=Status.RUNNING)
    mine.update(status=status, finished_at=clock.now(), **more)
