"""Sending a file: always as a download, in a sandbox, out of every cache."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _

from cases.files.finding import content_of
from cases.files.names import disposition
from cases.models import Document

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
WHY_NOT: Final = {
    Document.Status.PENDING: _("This file is being checked. Try again in a minute."),
    Document.Status.ERROR: _("This file could not be checked yet. It is tried again by itself; look later."),
    Document.Status.INFECTED: _("The scanner found something in this file. It is not handed out."),
}


REMOVED: Final = _("This file was removed from its case. The timeline says who removed it and why.")


def download(document: Document) -> HttpResponse:
    """The file, to be saved; the caller has checked that it may be read."""
    response = HttpResponse(content_of(document), content_type=document.content_type, headers=HEADERS)
    response["Content-Disposition"] = disposition(document.name)
    return response


def why_not(document: Document) -> str:
    """Why the file is not handed out, as a sentence; "" when it is."""
    if document.removed_at is not None:
        return REMOVED
    return "" if document.may_be_read else WHY_NOT[Document.Status(document.status)]
