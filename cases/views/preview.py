"""What an action would send, shown before it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from cases import registry
from cases.access import NotVisible
from cases.letters import layout
from cases.mailbox import safe_html
from cases.missing import listed
from cases.present import acts
from cases.present.ending import ending
from cases.present.letters import previewed
from cases.views import kept
from cases.views.base import is_fragment, page, reader, seen_case
from cases.views.form_page import form_page
from cases.workflow import InputErrors, Look
from cases.workflow.acting import form_of
from cases.workflow.previewing import preview

UNPROCESSABLE = 422


@page
@require_POST
@xframe_options_sameorigin
def act_preview(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Shows what would go out with the input as it is; nothing is changed."""
    case, sent = seen_case(request, reference), kept.fields_sent(request)
    try:
        spec = registry.kind_of(case).action(name)
        found = preview(case.reference, spec.name, actor=reader(request), data=sent)
    except (KeyError, NotVisible) as error:
        raise Http404 from error
    except InputErrors as error:
        return _answer(request, case, spec, error.form, {"missing": listed(error.form)}, UNPROCESSABLE)
    rows = previewed(case, found.messages)
    if "letter" in request.GET:
        return _framed(rows, request.GET["letter"])
    told = {
        "missing": [one.message for one in found.refusals],
        "rows": rows,
        "url": request.path,
        "name": f"drawn-{spec.name}",
        "sent": [*sent.items()],
    }
    return _answer(request, case, spec, form_of(spec, case, sent, reader(request)), told, found.status)


def _framed(rows: Sequence[Mapping[str, Any]], which: str) -> HttpResponse:
    """One letter as its receiver sees it, for the frame beside its text: it can do nothing there."""
    html = rows[int(which)]["html"] if which.isdecimal() and int(which) < len(rows) else ""
    if not html:
        raise Http404
    return HttpResponse(layout.shown_html(html), headers=safe_html.HEADERS)


def _answer(
    request: HttpRequest, case: Any, spec: Any, form: Any, told: dict[str, Any], status: int
) -> HttpResponse:
    """A fragment for the place below the form; without scripts the whole page of the action."""
    if is_fragment(request):
        return render(request, "cases/_preview.html", {"preview": told}, status=status)
    look = Look.at(case, reader(request))
    shown = acts.action(look, spec) | {"ending": ending(case, spec) if spec.ends else None, "preview": told}
    return form_page(request, look, shown, form=form, status=status)
