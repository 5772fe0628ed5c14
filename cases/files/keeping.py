"""Keeping a file with a change of its case, in the same transaction: there are no orphans."""

from __future__ import annotations

from django.conf import settings

from cases.files.looking import Received
from cases.models import Document, DocumentContent
from cases.step import Step


def keep(step: Step, file: Received, purpose: str) -> Document:
    """Stores the file with the step and tells it on the timeline; answers its row, not yet stored.

    With a scanner it is in quarantine until that has spoken; without one it is said to be not scanned.
    """
    has_scanner = bool(settings.FILE_SCANNER)
    document = Document(
        case_id=step.case.pk,
        entry=step.case.standing.seq + 1,
        name=file.name,
        purpose=purpose,
        size=file.size,
        content_type=file.content_type,
        sha256=file.sha256,
        uploaded_by=step.actor,
        as_role=step.role,
        uploaded_at=step.now,
        status=Document.Status.PENDING if has_scanner else Document.Status.CLEAN,
        next_attempt_at=step.now if has_scanner else None,
    )
    step.keep(document, DocumentContent(document=document, data=file.content))
    step.case.standing.filed = True
    told = {"number": str(document.number), "size": file.size, "sha256": file.sha256}
    step.say(documents=[*step.said.get("documents", []), told])
    return document
