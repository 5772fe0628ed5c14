"""A case as it was."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import access, asof, clock
from cases.fields import InstantField
from cases.present.then import stop_of, then_page
from cases.views.base import page, reader, seen_case


@page
@require_safe
def case_then(request: HttpRequest, reference: str) -> HttpResponse:
    """For our own people; before the opening there is nothing, and the future is as it is now."""
    case = seen_case(request, reference)
    if access.is_outside(reader(request), case):
        raise Http404
    try:
        then = asof.at(case, stop_of(request.GET.get("moment", ""), case) or _instant(request.GET, case))
    except asof.NotYet as error:
        raise Http404 from error
    return render(request, "cases/then.html", then_page(case, then, reader(request)))


def _instant(given: QueryDict, case: Any) -> datetime:
    """The instant of the address, read in the case's zone where it names none; else the newest there is."""
    field = InstantField(required=False)
    field.zone = case.time_zone
    try:
        found: datetime | None = field.clean(given.get("at", "").replace(" ", "+"))
    except ValidationError:
        found = None
    now = clock.now()
    return min(found, now) if found else now
