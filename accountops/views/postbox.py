"""The demo's mailbox: every mail as its receiver sees it. Its addresses exist in demo mode only."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from accountops.postbox import store

LONGEST = 100
# Styles in place are what a letter's layout is made of; nothing else of it may act or load.
SHOWN = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


@never_cache
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The newest mails; `to` and `case` narrow them down."""
    to, case = (request.GET.get(name, "")[:LONGEST].strip() for name in ("to", "case"))
    found = store.newest(settings.POSTBOX, to=to, case=case)
    context = {"mails": found, "to": to, "case": case, "now": timezone.now()}
    return render(request, "demo/mails.html", context)


@never_cache
@require_safe
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]  # its type knows views without parts only
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail, with its text and its HTML."""
    return render(request, "demo/mail.html", {"mail": _mail(name), "now": timezone.now()})


@never_cache
@require_safe
@xframe_options_sameorigin
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a mail, for the frame in which it is shown."""
    headers = {"Content-Security-Policy": SHOWN, "Referrer-Policy": "no-referrer"}
    return HttpResponse(_mail(name).html, headers=headers)


@never_cache
@require_safe
def mail_file(request: HttpRequest, name: str) -> HttpResponse:
    """The mail as a file that mail programs open."""
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="{name}.eml"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    try:
        raw = store.path_of(settings.POSTBOX, name).read_bytes()
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(raw, content_type="message/rfc822", headers=headers)


def _mail(name: str) -> store.Mail:
    try:
        return store.read(settings.POSTBOX, name)
    except FileNotFoundError as error:
        raise Http404 from error
