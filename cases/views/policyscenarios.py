"""The scenarios of a policy: read by who sees the kind; kept, retired and played by managers."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cases.kinds import Kind
from cases.policies import acceptance
from cases.policies.forms import WhyForm
from cases.present import policyscenarios as shown
from cases.present.policies import frame
from cases.scenarios import keeping
from cases.scenarios.forms import KeepForm
from cases.views.base import is_fragment, page, reader, seen_kind
from cases.views.policies import draft_of, managed_kind

UNPROCESSABLE: Final = 422
CONFLICT: Final = 409
MOST_DIGITS: Final = 18


@page
@require_http_methods(["GET", "HEAD", "POST"])
def policy_scenarios(request: HttpRequest, kind: str) -> HttpResponse:
    """The scenarios of a kind; keeping some more, and retiring one."""
    if request.method == "POST":
        spec = managed_kind(request, kind)
        return _retire(request, spec) if "retire" in request.POST else _keep(request, spec)
    return _show(request, seen_kind(request, kind), KeepForm())


def _keep(request: HttpRequest, kind: Kind) -> HttpResponse:
    form = KeepForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            made = keeping.keep(kind, form.cleaned_data["lines"], reader(request))
        except keeping.NotKept as error:
            for told in error.faults:
                form.add_error(None, told)
        else:
            told = ngettext("%(n)d scenario kept.", "%(n)d scenarios kept.", len(made))
            messages.success(request, told % {"n": len(made)})
            return redirect("policy_scenarios", kind=kind.code)
    return _show(request, kind, form, status=UNPROCESSABLE)


def _retire(request: HttpRequest, kind: Kind) -> HttpResponse:
    key, why = request.POST["retire"], WhyForm(request.POST, needed=True)
    if not why.is_valid():
        return _show(
            request,
            kind,
            KeepForm(),
            [_("Why: %(error)s") % {"error": why.errors["reason"][0]}],
            status=UNPROCESSABLE,
        )
    number = int(key) if key.isascii() and key.isdecimal() and len(key) <= MOST_DIGITS else 0
    try:
        retired = keeping.retire(kind, number, by=reader(request), reason=why.told)
    except keeping.NotRetired as error:
        told = list(dict.fromkeys(one.message for one in error.refusals))
        return _show(request, kind, KeepForm(), told, status=CONFLICT)
    if retired:
        messages.success(request, _("The scenario is retired. It is not played any more."))
    else:
        messages.warning(request, _("This scenario is not kept any more. Nothing was changed."))
    return redirect("policy_scenarios", kind=kind.code)


def _show(
    request: HttpRequest, kind: Kind, form: KeepForm, refusals: Any = (), status: int = 200
) -> HttpResponse:
    context = shown.scenarios_page(kind, reader(request)) | {"form": form, "refusals": refusals}
    return render(request, "cases/policy_scenarios.html", context, status=status)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def policy_scenario_run(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """How far playing the scenarios for a draft is; and having them played."""
    if request.method == "POST":
        draft = draft_of(managed_kind(request, kind), number)
        if not draft.is_settled:
            acceptance.start(draft, reader(request))
        return redirect("policy_draft", kind=kind, number=number)
    draft = draft_of(seen_kind(request, kind), number)
    if not is_fragment(request):
        return redirect("policy_draft", kind=kind, number=number)
    told = shown.panel(draft, reader(request)) | {"arrived": True}
    return render(request, "cases/_policy_scenarios.html", {"scenarios": told, **frame(reader(request))})
