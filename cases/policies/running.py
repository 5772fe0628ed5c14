"""Replays that people ask for on a draft's page: done by workers, with progress, and stopped when asked."""

from __future__ import annotations

import logging
from threading import Event, Lock
from typing import Final

from django.db import transaction

from cases import clock, registry
from cases.models import PolicyDraft, PolicyReplay, PolicyReplayPart, User
from cases.policies import parts
from cases.policies.payload import digest_of
from cases.policies.replaying import Tally, replay
from cases.policies.spans import Span
from cases.workflow.waking import hurry

log = logging.getLogger(__name__)
Status = PolicyReplay.Status
AT_IT: Final = Lock()
ASKED: Final = Event()


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


def run_all() -> None:
    """Works on replays until there is nothing left to do.

    Of the threads of one process only one does: a second would gain nothing, and what is due needs one that
    is free. Other processes do other parts meanwhile.
    """
    ASKED.set()
    while ASKED.is_set() and AT_IT.acquire(blocking=False):
        try:
            ASKED.clear()
            while run_next():
                pass
        finally:
            AT_IT.release()


def run_next() -> bool:
    """Does one part of a replay; answers whether there was something to do."""
    part = parts.claim()
    if part is None:
        if not _begin():
            return False
        part = parts.claim()
    if part is not None:
        try:
            _perform(part)
        except Exception:
            log.exception("a replay failed", extra={"replay": part.replay_id})
            parts.end(part.replay, Status.FAILED)
    return True


def _begin() -> bool:
    """Cuts the replay that waits longest into parts; False where none waits."""
    found = None
    try:
        with transaction.atomic():
            rows = PolicyReplay.objects.filter(status=Status.WAITING).select_related("draft")
            rows = rows.select_for_update(of=("self",), skip_locked=True)
            found = rows.order_by("created_at", "pk").first()
            if found is not None:
                parts.cut(found, registry.get_kind(found.draft.kind))
    except Exception:
        if found is None:
            raise
        log.exception("a replay could not begin", extra={"replay": found.pk})
        parts.end(found, Status.FAILED)
    return found is not None


def _perform(part: PolicyReplayPart) -> None:
    run, tally = part.replay, Tally()

    def wanted() -> bool:
        return parts.keep_on(part)

    kind, span = registry.get_kind(run.draft.kind), Span(part.after, part.upto)
    flips = list(replay(kind, run.values, tally=tally, wanted=wanted, span=span))
    if wanted():
        parts.finish(part, tally, flips)
    elif PolicyReplay.objects.filter(pk=run.pk, cancel_asked=True).exists():
        parts.end(run, Status.CANCELLED)
