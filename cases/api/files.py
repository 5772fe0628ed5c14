"""The files of a case: which there are, and each as a download. One is brought by the action `attach`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Path

from cases.api import reading
from cases.api.answering import respond
from cases.api.auth import scoped
from cases.api.documented import downloads, reads
from cases.api.finding import case_named
from cases.api.problems import Problem
from cases.api.schemas import FilesOut
from cases.files.finding import of_case, one_of, told
from cases.files.sending import download, why_not
from cases.timeline import plain

router = Router(tags=["Cases"])
NUMBER: Any = Path(..., description="The file's number, as its list tells it")


@router.get("/cases/{reference}/files", summary="Its files", operation_id="list_files", **reads(FilesOut))
@scoped("read")
def list_files(request: HttpRequest, reference: str) -> HttpResponse:
    """Every file of the case, those in quarantine too."""
    reading.parameters(request)
    user = reading.caller(request)
    case = case_named(reference, user)
    return respond(200, {"items": [plain(told(one, case)) for one in of_case(case, user)]})


@router.get("/cases/{reference}/files/{number}", summary="A file", operation_id="get_file", **downloads())
@scoped("read")
def get_file(request: HttpRequest, reference: str, number: str = NUMBER) -> HttpResponse:
    """The bytes, as they were brought, to be saved; 409 while in quarantine, 410 once it was removed."""
    reading.parameters(request)
    user = reading.caller(request)
    case, named = case_named(reference, user), _number(number)
    found = one_of(case, user, named) if named else None
    if found is None:
        raise Problem(404, "There is nothing here that you may see.")
    wrong = why_not(found)
    if found.removed_at is not None:
        raise Problem(410, wrong, "removed", "File removed")
    if wrong:
        raise Problem(409, wrong, "quarantined", "File in quarantine", {"file_status": found.status})
    return download(found)


def _number(text: str) -> UUID | None:
    """The number in its one way of writing; None for anything else."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text else None
