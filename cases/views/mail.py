"""Mail that belongs to no case, and the page of every mail."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import clock
from cases.files.names import disposition
from cases.files.sending import HEADERS
from cases.mailbox import handling, ingest, safe_html
from cases.mailbox.actions import ADD
from cases.mailbox.forms import BringForm
from cases.mailbox.seeing import may_bring, may_handle, may_look, visible_to
from cases.mailbox.storing import content_of
from cases.models import InboundMail
from cases.present import mail as shown
from cases.views.base import View, framing, page, reader

UNPROCESSABLE: Final = 422
CONFLICT: Final = 409
SAID: Final = {
    "take": _("The mail is yours."),
    "answer": _("Your answer is on its way."),
    "release": _("The mail was released."),
    "again": _("The mail was read again."),
    "close": _("The mail is closed."),
    "pass": _("The mail was passed on."),
    "away": _("The mail was set aside."),
    "back": _("The mail is in the inbox again."),
}


def of_inbox(view: View) -> View:
    """Lets in whoever has an inbox to look into; for the rest there is nothing here."""

    @wraps(view)
    def for_readers(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_look(reader(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return page(for_readers)


@of_inbox
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest) -> HttpResponse:
    """The mails that wait; and bringing one as a file."""
    if request.method != "POST":
        return _list(request, BringForm())
    if not may_bring(reader(request)):
        raise Http404
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form, UNPROCESSABLE)
    raw = form.cleaned_data["file"].read()
    receipt = ingest(raw, source=InboundMail.Source.UPLOAD, brought_by=reader(request))
    messages.success(
        request,
        gettext("This mail was here already.") if receipt.again else gettext("The mail was taken in."),
    )
    seen = visible_to(reader(request)).filter(pk=receipt.mail.pk).exists()
    return redirect("mail", number=receipt.mail.number) if seen else redirect("mails")


def _list(request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
    context = shown.inbox_page(reader(request), request.GET.get("show", ""), form, clock.now())
    return render(request, "mail/inbox.html", context, status=status)


def _seen(request: HttpRequest, number: UUID) -> InboundMail:
    """The mail; 404 when there is none or the reader may not see it."""
    rows = visible_to(reader(request)).select_related("owner", "case")
    return get_object_or_404(rows, number=number)


@page
@require_safe
def mail(request: HttpRequest, number: UUID) -> HttpResponse:
    """One mail."""
    return _show(request, _seen(request, number))


def _show(
    request: HttpRequest, found: InboundMail, bound: tuple[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    context = shown.mail_page(found, reader(request), clock.now(), bound)
    return framing(render(request, "mail/page.html", context, status=status))


@page
@require_POST
def mail_do(request: HttpRequest, number: UUID, what: str) -> HttpResponse:
    """Does something with a mail: for who works in its inbox."""
    found, user = _seen(request, number), reader(request)
    if what not in shown.FORMS or not may_handle(user, found):
        raise Http404
    form = shown.form_for(what, user, found, request.POST)
    if not form.is_valid():
        return _show(request, found, (what, form), UNPROCESSABLE)
    return _done(request, found, lambda: _do(request, found, what, form))


def _do(request: HttpRequest, found: InboundMail, what: str, form: forms.Form) -> None:
    user, given = reader(request), form.cleaned_data
    if what == ADD:
        handling.add_to_case(found, user, given["case"], given["reason"])
        messages.success(
            request, gettext("The mail is part of %(case)s.") % {"case": given["case"].reference}
        )
        return
    handling.do(found, what, user, given)
    messages.success(request, gettext(SAID[what]))


def _done(request: HttpRequest, found: InboundMail, change: Callable[[], None]) -> HttpResponse:
    """Back to the mail, or to the list where it is no longer theirs to see."""
    try:
        change()
    except handling.NotNow as error:
        messages.error(request, str(error))
    seen = visible_to(reader(request)).filter(pk=found.pk).exists()
    return redirect("mail", number=found.number) if seen else redirect("mails")


@page
@require_safe
def mail_raw(request: HttpRequest, number: UUID) -> HttpResponse:
    """The mail as it came, to be saved."""
    found = _seen(request, number)
    response = HttpResponse(content_of(found), content_type="message/rfc822", headers=HEADERS)
    response["Content-Disposition"] = disposition(f"mail-{str(found.number)[:8]}.eml")
    return response


@page
@require_safe
@xframe_options_sameorigin
def mail_html(request: HttpRequest, number: UUID) -> HttpResponse:
    """Its HTML, cleaned, for the frame on its page: nothing runs, loads, covers or sends."""
    found = _seen(request, number)
    return HttpResponse(safe_html.page(found.html, str(found)), headers=safe_html.HEADERS)
