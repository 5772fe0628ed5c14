"""A file of a case, as a download."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cases.files.finding import one_of
from cases.files.sending import HEADERS, download, why_not
from cases.views.base import page, reader, seen_case


@page
@require_safe
def document(request: HttpRequest, reference: str, number: UUID) -> HttpResponse:
    """The file to be saved; who may see the case is asked each time.

    409 while it is in quarantine, 410 once it was removed.
    """
    found = one_of(seen_case(request, reference), reader(request), number)
    if found is None:
        raise Http404
    wrong = why_not(found)
    if wrong:
        status = 409 if found.removed_at is None else 410
        return HttpResponse(f"{wrong}\n", "text/plain; charset=utf-8", status, headers=HEADERS)
    return download(found)
