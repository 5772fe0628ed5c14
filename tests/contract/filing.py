"""A file in a case of the contract's world."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Final

from cases.models import Document, DocumentContent, TimelineEntry

CONTENT: Final = b"Agreed."


def with_a_file(case: Any, at: datetime) -> None:
    """A file that came with what was done last, for what can be done about one."""
    file = Document.objects.create(
        case_id=case.pk,
        entry=TimelineEntry.objects.filter(case=case.pk).latest("seq").seq,
        name="agreement.txt",
        purpose="Signed agreement",
        size=len(CONTENT),
        content_type="text/plain",
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        uploaded_at=at,
        status=Document.Status.CLEAN,
    )
    DocumentContent.objects.create(document=file, data=CONTENT)
