"""A replay in parts, so that several workers do it side by side, and one that dies costs a part.

Parts are stretches of cases by their numbers; together they hold every number there may be.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from cases import clock
from cases.kinds import Kind
from cases.models import PolicyReplay, PolicyReplayPart
from cases.policies.replaying import Flip, Tally, decided, label
from cases.timeline import plain
from cases.workflow.waking import hurry

PART: Final = 500  # cases: about two seconds
READ_AT_ONCE: Final = 2000
LEASE: Final = timedelta(minutes=2)
MOST_FLIPS: Final = 5000
Status = PolicyReplay.Status


def cut(run: PolicyReplay, kind: Kind) -> None:
    """Makes the parts of a replay and has it running; in the transaction that holds it."""
    bounds, number = [0], 0
    for number, key in enumerate(decided(kind).iterator(READ_AT_ONCE), 1):
        if number % PART == 0:
            bounds.append(key)
    spans = zip(bounds, [*bounds[1:], None], strict=True)
    PolicyReplayPart.objects.bulk_create(
        PolicyReplayPart(replay=run, number=place, after=after, upto=upto)
        for place, (after, upto) in enumerate(spans, 1)
    )
    PolicyReplay.objects.filter(pk=run.pk).update(status=Status.RUNNING, total=number)


def claim() -> PolicyReplayPart | None:
    """The next part that nobody has, of the replay that waits longest; other workers are called to help."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=Now())
    rows = PolicyReplayPart.objects.filter(free, result__isnull=True, replay__status=Status.RUNNING)
    with transaction.atomic():
        held = rows.select_for_update(of=("self",), skip_locked=True).select_related("replay__draft")
        found = held.order_by("replay__created_at", "replay", "number").first()
        if found is not None:
            _extend(found)
            if found.upto is not None:
                hurry("replays")
        return found


def keep_on(part: PolicyReplayPart) -> bool:
    """Says that the part is still worked on; False where the replay is over or nobody wants it any more."""
    if not PolicyReplay.objects.filter(pk=part.replay_id, status=Status.RUNNING, cancel_asked=False).exists():
        return False
    _extend(part)
    return True


def finish(part: PolicyReplayPart, tally: Tally, flips: list[Flip]) -> None:
    """Keeps what a part found. With the last one the replay is done."""
    mine = PolicyReplayPart.objects.filter(pk=part.pk, result__isnull=True)
    with transaction.atomic():
        run = (
            PolicyReplay.objects.select_for_update().filter(pk=part.replay_id, status=Status.RUNNING).first()
        )
        told = [_told(flip) for flip in flips[:MOST_FLIPS]]
        if run is None or not mine.update(result=plain(tally.told()), flips=plain(told)):
            return
        PolicyReplay.objects.filter(pk=run.pk).update(done=F("done") + tally.cases)
        if not run.parts.filter(result__isnull=True).exists():
            end(run, Status.DONE, **_joined(run))


def end(run: PolicyReplay, status: str, **more: Any) -> None:
    """Ends a replay that is not over yet; its parts are not needed any more."""
    mine = PolicyReplay.objects.filter(pk=run.pk, status__in=[Status.WAITING, Status.RUNNING])
    with transaction.atomic():
        if mine.update(status=status, finished_at=clock.now(), **more):
            PolicyReplayPart.objects.filter(replay=run.pk).delete()


def _extend(part: PolicyReplayPart) -> None:
    PolicyReplayPart.objects.filter(pk=part.pk).update(lease_until=Now() + LEASE)


def _joined(run: PolicyReplay) -> dict[str, Any]:
    """What all parts found, in the order of the cases."""
    tally, flips = Tally(), list[Any]()
    rows = run.parts.order_by("number")
    for part in rows.only("result"):
        assert part.result is not None, "all are done"
        tally.add(part.result)
    for found in rows.values_list("flips", flat=True).iterator(1):
        flips += found or []
        if len(flips) >= MOST_FLIPS:
            break
    return {"done": tally.cases, "result": plain(tally.told()), "flips": flips[:MOST_FLIPS]}


def _told(flip: Flip) -> dict[str, Any]:
    labels = {"from_label": label(flip.team), "to_label": label(flip.new_team)}
    return flip.told() | labels
