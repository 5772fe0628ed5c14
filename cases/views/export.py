"""The list shown, as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from cases import clock, queue
from cases.export import lines
from cases.queue import QueueFault, QueueQuery
from cases.views.base import page, reader


@page
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The CSV of exactly the cases that the list of the same address shows, all pages together."""
    try:
        query = QueueQuery.parse(
            {name: value for name, value in request.GET.items() if isinstance(value, str) and value}
        )
    except QueueFault as fault:
        return HttpResponse(f"{fault}\n", status=422, content_type="text/plain; charset=utf-8")
    cases = queue.find(reader(request), query).iterator(chunk_size=500)
    name = f"cases-{clock.now():%Y%m%d-%H%M}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines(cases), content_type="text/csv; charset=utf-8", headers=headers)
