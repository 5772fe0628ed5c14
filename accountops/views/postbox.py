"""The demo's mailbox: every mail as its receiver sees it, and answering it. Exists in demo mode only."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accountops.postbox import store, writing
from accountops.postbox.forms import AnswerForm, NewForm

LONGEST = 100
UNPROCESSABLE = 422
# Styles in place are what a letter's layout is made of; nothing else of it may act or load.
SHOWN = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


@never_cache
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The newest mails; `to` and `case` narrow them down."""
    to, case = (request.GET.get(name, "")[:LONGEST].strip() for name in ("to", "case"))
    found = store.newest(settings.POSTBOX, to=to, case=case)
    context: dict[str, Any] = {"mails": found, "to": to, "case": case, "can_write": writing.is_possible()}
    return render(request, "demo/mails.html", context | {"now": timezone.now()})


@never_cache
@require_safe
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]  # its type knows views without parts only
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail, with its text and its HTML, and a form to answer it."""
    return _show(request, _mail(name), AnswerForm())


@never_cache
@require_POST
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]  # as above
def mail_answer(request: HttpRequest, name: str) -> HttpResponse:
    """Answers a mail as its receiver, by SMTP."""
    found, form = _mail(name), AnswerForm(request.POST, request.FILES)
    if not writing.is_possible():
        raise Http404
    if form.is_valid() and _sent(form, writing.answer(found, form.cleaned_data["text"], _file(form))):
        messages.success(request, _("The answer of %(person)s is sent.") % {"person": found.to})
        return redirect("demo_mail", name=name)
    return _show(request, found, form, UNPROCESSABLE)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_new(request: HttpRequest) -> HttpResponse:
    """Writing a mail to the address that mail comes in by."""
    if not writing.is_possible():
        raise Http404
    if request.method != "POST":
        return render(request, "demo/mail_new.html", _new(NewForm()))
    form = NewForm(request.POST, request.FILES)
    given = form.cleaned_data if form.is_valid() else {}
    if given and _sent(form, writing.new(given["sender"], given["subject"], given["text"], given["file"])):
        messages.success(request, _("The mail is sent. AccountOps has it, at Mail or on its case."))
        return redirect("demo_mails")
    return render(request, "demo/mail_new.html", _new(form), status=UNPROCESSABLE)


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


def _show(request: HttpRequest, found: store.Mail, form: Form, status: int = 200) -> HttpResponse:
    can_write = writing.is_possible() and bool(found.answers_to)
    context = {"mail": found, "form": form, "can_write": can_write, "now": timezone.now()}
    return render(request, "demo/mail.html", context, status=status)


def _new(form: Form) -> dict[str, Any]:
    return {"form": form, "to": settings.MAIL_REPLY_TO, "now": timezone.now()}


def _file(form: Form) -> Any:
    return form.cleaned_data["file"]


def _sent(form: Form, mail: EmailMessage) -> bool:
    """Whether it went out; else the form says why not."""
    try:
        writing.send(mail)
    except writing.NotTaken as error:
        form.add_error(None, str(error))
        return False
    return True
