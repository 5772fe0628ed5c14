"""Introductions to pages: read once, looked up again under Help."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import access
from cases.present import introducing
from cases.views.base import page, reader


@page
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """What each page is for, in the sentences that it begins with at the first visit."""
    user = reader(request)
    known = user.introduced.split()
    shown = [introducing.told(one, user) | {"read": one.code in known} for one in introducing.ALL.values()]
    context = {"introductions": shown, "has_rules": bool(access.visible_kinds(user))}
    return render(request, "cases/help.html", context)


@page
@require_POST
def introduction_read(request: HttpRequest, code: str) -> HttpResponse:
    """Puts an introduction away, back to the page it stood on."""
    _do(introducing.read, request, code)
    back = request.POST.get("back", "")
    fits = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if fits else "home")


@page
@require_POST
def introduction_again(request: HttpRequest, code: str) -> HttpResponse:
    """Shows it at the next visit of its page."""
    _do(introducing.again, request, code)
    messages.success(request, _("It is shown at your next visit of that page."))
    return redirect("help")


def _do(what: Callable[..., None], request: HttpRequest, code: str) -> None:
    try:
        what(reader(request), code)
    except KeyError as error:
        raise Http404 from error
