"""What an action would send: it is done, looked at, and undone before anybody sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cases.models import OutboxMessage, User
from cases.routing import Refusal
from cases.workflow.acting import advance


@dataclass(frozen=True)
class Preview:
    """The messages as they would go out, or the reasons why nothing would."""

    messages: Sequence[OutboxMessage] = ()
    refusals: Sequence[Refusal] = ()
    status: int = 200


def preview(ref: str, action: str, *, actor: User | None, data: Mapping[str, Any]) -> Preview:
    """Performs an action through the door and takes everything back. Raises what `advance` raises."""
    with transaction.atomic():
        try:
            outcome = advance(ref, action, actor=actor, data=data)
            if not outcome.ok or outcome.entry is None:
                return Preview((), outcome.refusals, outcome.status)
            rows = OutboxMessage.objects.filter(case_id=outcome.case.pk, entry__seq__gte=outcome.entry.seq)
            return Preview(list(rows.order_by("pk")))
        finally:
            transaction.set_rollback(True)
