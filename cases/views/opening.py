"""Opening a case of a kind that has no guided intake of its own: one page, one form."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import registry
from cases.files import quota
from cases.files.field import file_fields
from cases.forms import ActionForm
from cases.idempotency import once
from cases.kinds import Kind
from cases.present import merged
from cases.views import kept
from cases.views.base import go, page, reader
from cases.workflow import InputErrors, open_case
from cases.workflow.twins import SEEN, alike, unseen


@page
def open_page(request: HttpRequest, kind: str) -> HttpResponse:
    """Shows the form of the kind's opening; a POST opens the case through the door."""
    user, spec = reader(request), _kind(kind)
    if not spec.opening.roles & user.roles:
        raise Http404
    if resolve_url(spec.start_url) != reverse("open_case", args=[kind]):
        return redirect(spec.start_url)
    if request.method == "POST":
        if request.FILES and (seconds := quota.seconds_to_wait(user)):
            return _too_fast(request, spec, seconds)
        return once(request, request.POST.get("key", ""), lambda: _open(request, spec))
    again = kept.restored(request)
    form = spec.opening.form(None, zone=user.time_zone, actor=user, initial=again)
    return _show(request, spec, form, restored=again is not None)


def _kind(code: str) -> Kind:
    try:
        return registry.get_kind(code)
    except KeyError as error:
        raise Http404 from error


def _open(request: HttpRequest, spec: Kind) -> HttpResponse:
    user, given = reader(request), kept.fields_sent(request)
    files: dict[str, Any] = {
        name: request.FILES[name] for name in file_fields(spec.opening.form) if name in request.FILES
    }
    found = alike(spec, given | files, user)
    if unseen(found, given.pop(SEEN, "")):
        form = spec.opening.form(given | _again(files), zone=user.time_zone, actor=user)
        return _show(request, spec, form, status=409, alike=merged.shown(found))
    try:
        outcome = open_case(spec, given | _again(files), actor=user)
    except InputErrors as error:
        return _show(request, spec, error.form, status=422)
    if outcome.case is None:
        form = spec.opening.form(given | _again(files), zone=user.time_zone, actor=user)
        told = [refusal.message for refusal in outcome.refusals]
        return _show(request, spec, form, status=outcome.status, refusals=told)
    said = (
        _("%(case)s is about this already; nothing was opened.")
        if outcome.existing
        else _("%(case)s is open.")
    )
    messages.success(request, said % {"case": outcome.case.reference})
    return go(request, reverse("case", args=[outcome.case.reference]))


def _again(files: dict[str, Any]) -> dict[str, Any]:
    """Files that were read already, to be read once more."""
    for file in files.values():
        file.seek(0)
    return files


def _too_fast(request: HttpRequest, spec: Kind, seconds: int) -> HttpResponse:
    user = reader(request)
    form = spec.opening.form(kept.fields_sent(request), zone=user.time_zone, actor=user)
    said = _("You have sent many files within a minute. Send this one again in %(seconds)s seconds.") % {
        "seconds": seconds
    }
    response = _show(request, spec, form, status=429, refusals=[said])
    response["Retry-After"] = str(seconds)
    return response


def _show(request: HttpRequest, spec: Kind, form: ActionForm, status: int = 200, **told: Any) -> HttpResponse:
    context = {
        "form": form,
        "opening": spec.opening,
        "kind": spec,
        "url": reverse("open_case", args=[spec.code]),
        "hidden": [("key", uuid.uuid4().hex)],
        "made_for": kept.made_for(reader(request)),
        **told,
    }
    return render(request, "cases/open.html", context, status=status)
