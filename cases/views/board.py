"""The board of a team: what will breach, when, and who can take it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases import access
from cases.present.board import HOUSE, board_page
from cases.teams import TEAMS
from cases.views.base import page, reader


@page
@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """Leads to the board of the reader's first team, or of the whole house."""
    teams = reader(request).teams
    return redirect(reverse("board", args=[teams[0].code if teams else HOUSE]))


@page
@require_safe
def board(request: HttpRequest, team: str) -> HttpResponse:
    """Tiles whose figures are exactly the lists behind them, and what breaches next."""
    user = reader(request)
    if (team != HOUSE and team not in TEAMS) or not access.visible_kinds(user):
        raise Http404
    return render(request, "cases/board.html", board_page(user, team))
