"""Half-written notes: kept by the server, so that they go on in another tab or on another device."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from cases.forms import LONGEST
from cases.models import Case, NoteDraft, User

MOST: Final = LONGEST


def keep(case: Case, user: User, text: str, now: datetime) -> bool:
    """Keeps what was typed so far, cut at what a note may hold; an emptied one is forgotten (False)."""
    words = text.replace("\x00", "")[:MOST]
    if not words.strip():
        NoteDraft.objects.filter(case=case.pk, user=user).delete()
        return False
    new = {"text": words, "updated_at": now}
    NoteDraft.objects.update_or_create(case_id=case.pk, user=user, defaults=new)
    return True


def of(case: Case, user: User) -> str:
    """One's own half-written note about a case; "" where there is none."""
    found = NoteDraft.objects.filter(case=case.pk, user=user).values_list("text", flat=True).first()
    return found or ""
