"""A file that a kind makes of a case for another system."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cases import registry
from cases.files.names import disposition
from cases.files.sending import HEADERS
from cases.views.base import page, reader, seen_case


@page
@require_safe
def made(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The file to be saved, made of the case as it is now, for those who hold a role for it."""
    case, user = seen_case(request, reference), reader(request)
    found = next((one for one in registry.kind_of(case).downloads if one.name == name), None)
    if found is None or not found.roles & user.roles:
        raise Http404
    try:
        file, content_type, content = found.make(case, request.GET.dict())
    except LookupError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=content_type, headers=HEADERS)
    response["Content-Disposition"] = disposition(file)
    return response
