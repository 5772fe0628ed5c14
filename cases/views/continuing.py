"""Going on with a case as another kind: the ordinary page of its opening, filled in with what is known."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import registry
from cases.access import NotVisible
from cases.files import quota
from cases.files.field import file_fields
from cases.forms import ActionForm
from cases.idempotency import once
from cases.kinds import Kind
from cases.present.continuing import summary
from cases.routing import unmet
from cases.views import kept
from cases.views.base import go, page, reader, seen_case, version_sent
from cases.workflow import InputErrors, Look, Stale, advance
from cases.workflow.continuing import NAME, Whole, carried, targets

MOVED_ON = _("The case has changed since you looked at it. Check what stands here, then send it again.")


@page
def continue_page(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Shows what is carried over and what is missing; a POST opens the other case through the door."""
    case, user = seen_case(request, reference), reader(request)
    target = next((kind for kind in targets(registry.kind_of(case)) if kind.code == name), None)
    if target is None:
        raise Http404
    if request.method == "POST":
        if request.FILES and (seconds := quota.seconds_to_wait(user)):
            said = gettext(
                "You have sent many files within a minute. Send this one again in %(seconds)s seconds."
            ) % {"seconds": seconds}
            return _again(request, case, target, 429, [said])
        return once(request, request.POST.get("key", ""), lambda: _go_on(request, case, target))
    look = Look.at(case, user)
    if unmet(look.checks(look.kind.action(NAME))):
        return redirect("act", reference=reference, name=NAME)
    again = kept.restored(request)
    form = target.opening.form(None, zone=user.time_zone, actor=user, initial=again or carried(case, target))
    return _show(request, case, target, form, restored=again is not None)


def _go_on(request: HttpRequest, case: Any, target: Kind) -> HttpResponse:
    facts = Whole(kept.fields_sent(request)) | _files(request, target)
    given = {"kind": target.code, "facts": Whole(facts)}
    version = version_sent(request)
    try:
        outcome = advance(case.reference, NAME, actor=reader(request), data=given, expected_version=version)
    except InputErrors as error:
        if not isinstance(error.form, target.opening.form):
            raise Http404 from error  # the address named a kind that is none here
        return _show(request, case, target, error.form, status=422)
    except Stale as error:
        return _again(request, error.case, target, 409, [gettext(MOVED_ON)])
    except NotVisible as error:
        raise Http404 from error
    if not outcome.ok:
        told = [refusal.message for refusal in outcome.refusals]
        return _again(request, outcome.case, target, outcome.status, told)
    assert outcome.entry is not None, "every change has its entry"
    other = outcome.entry.data["continued_as"]
    messages.success(
        request,
        gettext("%(other)s is open; it continues %(case)s.") % {"other": other, "case": case.reference},
    )
    return go(request, reverse("case", args=[other]))


def _files(request: HttpRequest, target: Kind) -> dict[str, Any]:
    names = file_fields(target.opening.form)
    return {name: request.FILES[name] for name in names if name in request.FILES}


def _again(request: HttpRequest, case: Any, target: Kind, status: int, told: list[str]) -> HttpResponse:
    """The form as it was sent, with what stands against it."""
    user, files = reader(request), _files(request, target)
    for file in files.values():
        file.seek(0)
    form = target.opening.form(kept.fields_sent(request) | files, zone=user.time_zone, actor=user)
    return _show(request, case, target, form, status=status, refusals=told)


def _show(
    request: HttpRequest, case: Any, target: Kind, form: ActionForm, status: int = 200, **told: Any
) -> HttpResponse:
    look = Look.at(case, reader(request))
    context = {
        "form": form,
        "opening": target.opening,
        "kind": target,
        "continues": summary(look, form, carried(case, target)),
        "url": reverse("continue_as", args=[case.reference, target.code]),
        "hidden": [("key", uuid.uuid4().hex), ("version", str(case.version))],
        "made_for": kept.made_for(reader(request)),
        **told,
    }
    return render(request, "cases/open.html", context, status=status)
