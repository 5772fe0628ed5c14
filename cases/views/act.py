"""Doing something with a case: the page of an action, and its POST."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import clock, registry
from cases.access import NotVisible
from cases.files import quota
from cases.files.field import file_fields
from cases.idempotency import once
from cases.kinds import Action
from cases.present import acts
from cases.present.ending import ending
from cases.present.stale import both_versions
from cases.routing import unmet
from cases.views import kept
from cases.views.base import go, is_fragment, moved, page, reader, seen_case, version_sent
from cases.views.form_page import form_page
from cases.views.undoing import undo_tag
from cases.workflow import InputErrors, Look, Outcome, Stale, advance, continuing
from cases.workflow.acting import form_of


@page
def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Shows an action with its ledger and form; a POST performs it through the door."""
    case = seen_case(request, reference)
    try:
        spec = registry.kind_of(case).action(name)
    except KeyError as error:
        raise Http404 from error
    if request.method == "POST":
        files = file_fields(spec.form)
        if files & set(request.FILES) and (seconds := quota.seconds_to_wait(reader(request))):
            return _too_fast(request, case, spec, seconds)
        return once(request, request.POST.get("key", ""), lambda: _perform(request, case, spec))
    return _show(request, case, spec, again=kept.restored(request))


def _perform(request: HttpRequest, case: Any, spec: Action) -> HttpResponse:
    if spec.name == continuing.NAME:
        return _lead(request, case, spec)
    try:
        outcome = advance(
            case.reference,
            spec.name,
            actor=reader(request),
            data=_given(request) | _files(request, spec),
            expected_version=version_sent(request),
        )
    except InputErrors as error:
        return _show(request, case, spec, form=error.form, status=422)
    except Stale as error:
        return _stale(request, spec, error)
    except NotVisible as error:
        raise Http404 from error
    if not outcome.ok:
        return _refused(request, case, spec, outcome)
    words = moved(_("%(act)s: done.") % {"act": _(spec.label)}, case, outcome.case)
    messages.success(request, words, extra_tags=undo_tag(outcome))
    return go(request, reverse("case", args=[case.reference]))


def _lead(request: HttpRequest, case: Any, spec: Action) -> HttpResponse:
    """To the page on which the other kind's opening is filled in; what stands against it is told here."""
    form = form_of(spec, case, {"kind": request.POST.get("kind", "")}, reader(request))
    refusals = unmet(Look.at(case, reader(request)).checks(spec))
    if refusals or not form.is_valid():
        role_codes = registry.role_codes()
        status = 403 if any(one.code in role_codes for one in refusals) else 409 if refusals else 422
        told = [refusal.message for refusal in refusals]
        return _show(request, case, spec, form=form, status=status, refusals=told)
    return go(request, reverse("continue_as", args=[case.reference, form.cleaned_data["kind"]]))


def _given(request: HttpRequest) -> dict[str, Any]:
    """The form's fields, without what the page itself adds; forged names are nobody's input.

    `keep-<name> = theirs` is the choice made on the page of both versions: the field is then not sent again.
    """
    sent = kept.fields_sent(request)
    dropped = {
        name.removeprefix("keep-")
        for name, value in sent.items()
        if name.startswith("keep-") and value == "theirs"
    }
    return {
        name: value for name, value in sent.items() if not name.startswith("keep-") and name not in dropped
    }


def _files(request: HttpRequest, spec: Action) -> dict[str, Any]:
    """The files that the action's form asks for; others are nobody's input."""
    return {name: request.FILES[name] for name in file_fields(spec.form) if name in request.FILES}


def _too_fast(request: HttpRequest, case: Any, spec: Action, seconds: int) -> HttpResponse:
    told = [
        _("You have sent many files within a minute. Send this one again in %(seconds)s seconds.")
        % {"seconds": seconds}
    ]
    form = form_of(spec, case, None, reader(request))
    form.initial = _given(request)
    response = _show(request, case, spec, form=form, status=429, refusals=told)
    response["Retry-After"] = str(seconds)
    return response


def _refused(request: HttpRequest, case: Any, spec: Action, outcome: Outcome) -> HttpResponse:
    form = form_of(spec, case, _given(request), reader(request))
    told = [refusal.message for refusal in outcome.refusals]
    return _show(request, outcome.case, spec, form=form, status=outcome.status, refusals=told)


def _stale(request: HttpRequest, spec: Action, error: Stale) -> HttpResponse:
    now = clock.now()
    context = both_versions(error.case, spec, error.expected, _given(request), now)
    context |= {"now": now, "zone": ZoneInfo(error.case.time_zone)}
    response = render(request, "cases/stale.html", context, status=409)
    if is_fragment(request):
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "body", "outerHTML"
    return response


def _show(request: HttpRequest, case: Any, spec: Action, **told: Any) -> HttpResponse:
    """The action's page; `told` is what `form_page` tells beside it."""
    look = Look.at(case, reader(request))
    shown = acts.action(look, spec, acts.advice(case)) | {"ending": ending(case, spec) if spec.ends else None}
    shown["advised"] = False  # beside the other acts of a case one is filled in; here it is the only one
    shown["form"].begin_with(request.GET)
    if told.get("form") is not None:
        told["form"].begin_with(request.POST)
    return form_page(request, look, shown, **told)
