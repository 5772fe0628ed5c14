"""The boards of teams, processes and the house: what will breach, who can take it, and how work flows."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.exchange.writing import CSV, FORMATS, csv_lines
from cases.present.board import Board, board_of, board_page, table_of
from cases.present.boards.scope import HOUSE
from cases.views.base import page, reader
from cases.views.export import as_workbook


@page
@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """Leads to the board of the reader's first team, or of the whole house."""
    teams = reader(request).teams
    return redirect(reverse("board", args=[teams[0].code if teams else HOUSE]))


@page
@require_safe
def board(request: HttpRequest, team: str) -> HttpResponse:
    """Tiles whose figures are exactly the lists behind them, and a panel per figure."""
    return render(request, "cases/board.html", board_page(_board(request, team)))


@page
@require_safe
def board_table(request: HttpRequest, team: str, table: str, fmt: str) -> HttpResponseBase:
    """The table of one panel as CSV or XLSX, of the same period and with the same rights."""
    found = _board(request, team)
    rows = table_of(found, table)
    if rows is None or fmt not in FORMATS:
        raise Http404
    name = f"{team}-{table}-{found.seen.now:%Y%m%d-%H%M}.{fmt}"
    if fmt == CSV:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(csv_lines(rows), content_type=FORMATS[CSV], headers=headers)
    return as_workbook(rows, name)


def _board(request: HttpRequest, code: str) -> Board:
    found = board_of(reader(request), code, request.GET)
    if found is None:
        raise Http404
    return found
