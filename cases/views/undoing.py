"""Taking back what was just done: from the notice that tells of it, and from the timeline."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases import registry
from cases.access import NotVisible
from cases.idempotency import once
from cases.undoing import UNDO, can_be_undone
from cases.views.base import go, looked_at, page, reader, seen_case
from cases.workflow import InputErrors, Outcome, advance

TAG = "undo"


def undo_tag(outcome: Outcome) -> str:
    """What a message on this change is tagged with, so that it offers to undo it; "" where nothing can be."""
    entry = outcome.entry
    if entry is None or not outcome.ok or not can_be_undone(entry):
        return ""
    return f"{TAG}:{outcome.case.reference}:{entry.seq}"


@page
@require_POST
def undo(request: HttpRequest, reference: str, seq: int) -> HttpResponse:
    """Undoes one entry through the door, or says why not; leads back to where one was."""
    case = seen_case(request, reference)
    return once(request, request.POST.get("key", ""), lambda: _undo(request, case.reference, seq))


def _undo(request: HttpRequest, reference: str, seq: int) -> HttpResponse:
    try:
        outcome = advance(reference, UNDO, actor=reader(request), data={"entry": seq})
    except (InputErrors, NotVisible) as error:
        raise Http404 from error
    if outcome.ok and outcome.entry is not None:
        undone = registry.kind_of(outcome.case).action(outcome.entry.data["undoes"]["action"])
        messages.success(request, _("%(case)s, undone: %(done)s.") % {"case": reference, "done": undone.done})
    else:
        told = " ".join(refusal.message for refusal in outcome.refusals)
        messages.error(request, f"{reference}: {told}")
    return go(request, _back(request, reference))


def _back(request: HttpRequest, reference: str) -> str:
    """The list where one decides case by case, at this case; else the case."""
    path = looked_at(request).partition("?")[0]
    try:
        triage = resolve(path).url_name == "triage"
    except Resolver404:
        triage = False
    return f"{path}?case={reference}" if triage else reverse("case", args=[reference])
