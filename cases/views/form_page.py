"""The page, or the fragment, with the form of one thing to do with a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.present import casehead, casepage
from cases.views import kept
from cases.views.base import framing, is_fragment, reader
from cases.workflow import Look


def form_page(
    request: HttpRequest,
    look: Look,
    shown: dict[str, Any],
    *,
    form: Any = None,
    status: int = 200,
    refusals: Sequence[str] = (),
    again: dict[str, Any] | None = None,
) -> HttpResponse:
    """`shown` is an act as the templates name its parts: on its own page, or as a fragment of the case's.

    `form` is the one that was sent, with its errors; `refusals` are sentences; `again` is what was typed
    before the session ended: shown as it was, and not yet judged.
    """
    shown |= {"refusals": refusals, "restored": again is not None, "focus": is_fragment(request)}
    if form is not None:
        shown["form"] = form
    if again is not None:
        shown["form"].initial = again
    zone = look.case.time_zone
    context = {
        "case": casehead.head(look, reader(request)),
        "action": shown,
        "now": look.now,
        "zone": ZoneInfo(zone),
        "zone_label": casepage.zone_label(zone),
        "made_for": kept.made_for(reader(request)),
    }
    template = "cases/_action.html" if is_fragment(request) else "cases/action.html"
    return framing(render(request, template, context, status=status))
