"""Recording a fact from outside, by hand: the page of an event, and its POST."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cases import registry
from cases.access import NotVisible
from cases.idempotency import once
from cases.kinds import Event
from cases.present import recording
from cases.views import kept
from cases.views.base import go, is_fragment, moved, page, reader, seen_case
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
    messages.success(request, moved(f"{spec.label}: recorded.", case, outcome.case))
    return go(request, reverse("case", args=[case.reference]))


def _show(
    request: HttpRequest,
    case: Any,
    spec: Event,
    *,
    form: Any = None,
    status: int = 200,
    refusals: Sequence[str] = (),
    again: dict[str, Any] | None = None,
) -> HttpResponse:
    """`again` is what was typed before the session ended: shown as it was, and not yet judged."""
    look = Look.at(case, reader(request))
    shown = recording.event(look, spec)
    shown |= {"refusals": refusals, "restored": again is not None, "focus": is_fragment(request)}
    if form is not None:
        shown["form"] = form
    if again is not None:
        shown["form"].initial = again
    return form_page(request, look, shown, status)
