"""The operators' page: how the installation does its work, and what was set aside for a person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accountops.health import doctor
from cases import clock
from cases.fields import LineField
from cases.models import User
from cases.operating import Item, may_look, may_operate, see_to_all
from cases.present import operations as shown
from cases.setaside import LONGEST_REASON, RETRY, WHAT
from cases.views.base import View, page, reader

UNPROCESSABLE: Final = 422
MOST: Final = len(shown.AFTER) * shown.PAGE  # as many as one page shows


class WhyForm(forms.Form):
    """Why they are tried again, or left out: it goes into the timeline of each case."""

    reason = LineField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("What was mended, or why it is not needed."),
        error_messages={"required": _("Say what was mended, or why it is not needed.")},
    )


def for_whom(allowed: Callable[[User], bool]) -> Callable[[View], View]:
    """Lets these people in; for everybody else there is nothing here."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not allowed(reader(request)):
                raise Http404
            return view(request, *args, **kwargs)

        return page(guarded)

    return guard


@for_whom(may_look)
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """The doctor's findings, and what was set aside."""
    findings = list(doctor.findings())
    context = shown.operations_page(reader(request), request.GET, clock.now())
    bad = sum(not one.well for one in findings)
    return render(request, "cases/operations.html", context | {"findings": findings, "bad": bad})


@for_whom(may_operate)
@require_http_methods(["GET", "HEAD", "POST"])
def operations_see_to(request: HttpRequest) -> HttpResponse:
    """What is about to be tried again or left out, then doing it, each by itself."""
    given = request.POST if request.method == "POST" else request.GET
    what = given.get("what", "")
    items = [item for item in map(Item.read, given.getlist("of")) if item is not None]
    if what not in WHAT or not items or len(items) > MOST:
        messages.error(
            request, _("Choose between one and %(most)d steps or messages first.") % {"most": MOST}
        )
        return redirect("operations")
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = see_to_all(items, what, form.cleaned_data["reason"], by=reader(request))
        return _done(request, what, shown.outcome(reader(request), told))
    rows = shown.review(reader(request), items)
    if not rows:
        messages.info(request, _("Somebody has seen to them already."))
        return redirect("operations")
    context = _words(what, len(rows)) | {"rows": rows, "form": form, "what": what}
    status = UNPROCESSABLE if form.is_bound else 200
    context |= shown.reading(reader(request), clock.now())
    return render(request, "cases/operations_review.html", context, status=status)


def _words(what: str, number: int) -> dict[str, Any]:
    """What the page is about, in words that say how many."""
    if what == RETRY:
        button = ngettext("Try it again", "Try %(n)d of them again", number)
        about = gettext("They are tried with the next round, as they stand. A message keeps its key.")
        return {"title": gettext("Try again"), "button": button % {"n": number}, "about": about}
    button = ngettext("Leave it out", "Leave %(n)d of them out", number)
    about = gettext("What they would have done is not done. Nothing else about the case changes.")
    return {"title": gettext("Leave out"), "button": button % {"n": number}, "about": about}


def _done(request: HttpRequest, what: str, rows: list[dict[str, Any]]) -> HttpResponse:
    done = sum(row["well"] for row in rows)
    context = {"title": gettext(WHAT[what]), "rows": rows, "done": done}
    return render(request, "cases/operations_done.html", context)
