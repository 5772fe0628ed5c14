"""The list shown, as a file."""

from __future__ import annotations

import tempfile
from typing import IO, Final, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import clock, queue, registry
from cases.exchange.exporting import import_table, list_table
from cases.exchange.writing import CSV, FORMATS, Table, WritingFault, csv_lines, write_xlsx
from cases.models import User
from cases.queue import QueueFault, QueueQuery
from cases.views.base import page, reader

MOST_XLSX: Final = 20_000  # a workbook is made before it is sent: more would keep people waiting
PURPOSE: Final = "for"
IMPORT: Final = "import"


@page
@require_safe
def export(request: HttpRequest, fmt: str) -> HttpResponseBase:
    """Exactly the cases that the list of the same address shows, all pages together, as CSV or XLSX."""
    try:
        query, again = _asked(request)
    except QueueFault as fault:
        return HttpResponse(f"{fault}\n", status=422, content_type="text/plain; charset=utf-8")
    user = reader(request)
    table = _table(user, query, again)
    name = f"{'import' if again else 'cases'}-{clock.now():%Y%m%d-%H%M}.{fmt}"
    if fmt == CSV:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(csv_lines(table), content_type=FORMATS[CSV], headers=headers)
    try:
        _few_enough(user, query)
        return as_workbook(table, name)
    except WritingFault as fault:
        messages.error(request, str(fault))
        return redirect(f"{reverse('cases')}?{query.address()}")


def as_workbook(table: Table, name: str) -> FileResponse:
    """The table as an XLSX to download; raises WritingFault."""
    file = cast("IO[bytes]", tempfile.TemporaryFile())  # noqa: SIM115 - the answer closes it when it is sent
    try:
        write_xlsx(table, file)
    except WritingFault:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS["xlsx"])


def _asked(request: HttpRequest) -> tuple[QueueQuery, bool]:
    given = {name: value for name, value in request.GET.items() if isinstance(value, str) and value}
    purpose = given.pop(PURPOSE, "")
    if purpose not in {"", IMPORT}:
        raise QueueFault(PURPOSE, f"“{purpose}” is no purpose of an export.")
    query = QueueQuery.parse(given).but()
    if purpose and (not query.kind or registry.get_kind(query.kind).imports is None):
        raise QueueFault("kind", "An export for the import is of one kind that can be imported.")
    return query, bool(purpose)


def _table(user: User, query: QueueQuery, again: bool) -> Table:
    if again:
        return import_table(user, query, registry.get_kind(query.kind))
    return list_table(user, query)


def _few_enough(user: User, query: QueueQuery) -> None:
    if not queue.count(user, query, MOST_XLSX).exact:
        raise WritingFault(
            _("A workbook takes up to %(most)s cases. Take CSV, or filter the list first.")
            % {"most": f"{MOST_XLSX:,}"}
        )
