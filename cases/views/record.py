"""Recording a fact from outside, by hand: the page of an event, and its POST."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import registry
from cases.access import NotVisible
from cases.idempotency import once
from cases.kinds import Event
from cases.present import recording
from cases.views import kept
from cases.views.base import go, moved, page, reader, seen_case
from cases.views.form_page import form_page
from cases.workflow import InputErrors, Look, record
from cases.workflow.acting import form_of


@page
def record_event(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Shows an event's form; a POST records it through the door. Facts ask for no version."""
    case = seen_case(request, reference)
    try:
        spec = registry.kind_of(case).event(name)
    except KeyError as error:
        raise Http404 from error
    if request.method == "POST":
        return once(request, request.POST.get("key", ""), lambda: _take_in(request, case, spec))
    return _show(request, case, spec, again=kept.restored(request))


def _take_in(request: HttpRequest, case: Any, spec: Event) -> HttpResponse:
    given = kept.fields_sent(request)
    try:
        outcome = record(case.reference, spec.name, None, actor=reader(request), data=given)
    except InputErrors as error:
        return _show(request, case, spec, form=error.form, status=422)
    except NotVisible as error:
        raise Http404 from error
    if not outcome.ok:
        form = form_of(spec, case, given, reader(request))
        told = [refusal.message for refusal in outcome.refusals]
        return _show(request, outcome.case, spec, form=form, status=outcome.status, refusals=told)
    messages.success(request, moved(_("%(event)s: recorded.") % {"event": _(spec.label)}, case, outcome.case))
    return go(request, reverse("case", args=[case.reference]))


def _show(request: HttpRequest, case: Any, spec: Event, **told: Any) -> HttpResponse:
    """The event's page; `told` is what `form_page` tells beside it."""
    look = Look.at(case, reader(request))
    return form_page(request, look, recording.event(look, spec), **told)
