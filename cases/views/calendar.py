"""A person's calendar: the feed for programs, and making and ending its address."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import calendars
from cases.views.base import page, reader
from cases.views.profile import show

HEADERS = {
    "Cache-Control": "private, max-age=300",
    "Content-Disposition": 'inline; filename="accountops.ics"',
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The reminders, for whoever holds the address; 304 where nothing has changed."""
    user = calendars.reader_of(secret)
    if user is None:
        raise Http404
    body = calendars.calendar_of(user)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(
        body, content_type="text/calendar; charset=utf-8", headers=HEADERS | {"ETag": etag}
    )
    answer = get_conditional_response(request, etag=etag, response=response) or response
    for name, value in HEADERS.items():
        answer[name] = value
    return answer


@page
@require_POST
def calendar_new(request: HttpRequest) -> HttpResponse:
    """Makes an address and shows it this once; the one before ends."""
    secret = calendars.make(reader(request))
    address = f"{settings.PUBLIC_URL.rstrip('/')}{reverse('calendar', args=[secret])}"
    response = show(request, calendar_address=address)
    response.headers["Cache-Control"] = "no-store"
    return response


@page
@require_POST
def calendar_end(request: HttpRequest) -> HttpResponse:
    """Ends the address."""
    calendars.end(reader(request))
    messages.success(request, _("The address of your calendar has ended."))
    return redirect("profile")
