"""What exactly is approved: one text for the same data, and its keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from django.conf import settings

from cases.models import PolicyDraft


def tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the database gives them back: a whole number has no decimals."""
    return {name: int(v) if isinstance(v, float) and v.is_integer() else v for name, v in values.items()}


def digest_of(draft: PolicyDraft) -> str:
    """The keyed hash of all that an approver is shown: kind, values, start, reason, and what is moved.

    That what is set keeps its date is told by saying nothing: so were drafts from before there was a choice.
    """
    since = draft.effective_from
    told: dict[str, Any] = {
        "draft": draft.pk,
        "kind": draft.kind,
        "values": tidied(draft.values),
        "effective_from": since.astimezone(UTC).isoformat() if since else None,
        "reason": draft.reason,
    }
    if draft.set_deadlines != PolicyDraft.Set.KEEP:
        told["set_deadlines"] = draft.set_deadlines
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
