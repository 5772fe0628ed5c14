"""The page, or the fragment, with the form of one thing to do with a case."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.present import casepage
from cases.views import kept
from cases.views.base import is_fragment, reader
from cases.workflow import Look


def form_page(request: HttpRequest, look: Look, shown: dict[str, Any], status: int) -> HttpResponse:
    """`shown` is an act as the templates name its parts: on its own page, or as a fragment of the case's."""
    zone = look.case.time_zone
    context = {
        "case": casepage.head(look, reader(request)),
        "action": shown,
        "now": look.now,
        "zone": ZoneInfo(zone),
        "zone_label": casepage.zone_label(zone),
        "made_for": kept.made_for(reader(request)),
    }
    template = "cases/_action.html" if is_fragment(request) else "cases/action.html"
    return render(request, template, context, status=status)
