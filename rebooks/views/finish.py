"""The end of the intake: checking the answers, opening the case, and what happens next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.views.base import page, reader
from cases.workflow.twins import SEEN
from rebooks.intake import closing, opening
from rebooks.intake.pages import Page
from rebooks.views.intake import open_page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def check(request: HttpRequest, draft: UUID) -> HttpResponse:
    """All answers in rows; a POST opens the case, once per draft."""
    shown = open_page(request, draft)
    if not shown.draft.result and shown.talk.open_step is not None:
        return redirect(shown.next_url)
    if shown.draft.result:
        return redirect("rebook_intake_done", draft)
    if request.method != "POST":
        return render(request, "rebooks/intake/check.html", _context(shown))
    opened = opening.open_from(
        reader(request),
        draft,
        with_return=request.POST.get("do") == opening.RETURN,
        seen=request.POST.get(SEEN, ""),
    )
    if opened.reference or opened.unfinished:
        return redirect(open_page(request, draft).next_url)
    context = _context(shown) | {"against": closing.against(shown, opened), "faulty": True}
    return render(request, "rebooks/intake/check.html", context, status=409)


@require_http_methods(["GET", "HEAD"])
@page
def done(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The reference, what happens next, by when and by whom."""
    shown = open_page(request, draft)
    if not shown.draft.result:
        return redirect(shown.next_url)
    return render(request, "rebooks/intake/done.html", closing.done_context(shown))


def _context(shown: Page) -> dict[str, Any]:
    return closing.check_context(shown)
