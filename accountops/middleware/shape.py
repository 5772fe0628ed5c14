"""Requests that nothing behind this point should have to read: too large, or in another encoding than UTF-8.

Browsers and programs that mean well send none of these. A multipart form may be larger: it carries files,
whose sizes are limited once more where they are taken; its other fields are limited by
DATA_UPLOAD_MAX_MEMORY_SIZE. So may a mail,
and what a mail provider brings, where one is set up.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accountops.views.failures import refusal

CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
MOST_DIGITS = 15
HOOKS = "/hooks/mail/"


class ShapeMiddleware:
    """Answers such a request itself: 400, 413 or 415, as a page; below the API it becomes a problem."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = _against(request)
        return refusal(request, status) if status else self.get_response(request)


def _against(request: HttpRequest) -> int:
    """The status that refuses the request; 0 for a request to go on with."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdecimal() and len(length) <= MOST_DIGITS):
        return 400
    if (request.content_params or {}).get("charset", "utf-8").lower() not in CHARSETS:
        return 415
    return 413 if int(length) > _most(request) else 0


def _most(request: HttpRequest) -> int:
    """The largest body of that type at that address, in bytes."""
    if settings.MAIL_PROVIDER != "none" and request.path_info.startswith(HOOKS):
        return 2 * int(settings.MAIL_MAX_BYTES)  # a form that carries a mail
    large = {"multipart/form-data": settings.FORM_MAX_BYTES, "message/rfc822": settings.MAIL_MAX_BYTES}
    most: int = large.get(request.content_type or "", settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return most
