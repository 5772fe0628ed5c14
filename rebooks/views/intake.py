"""The pages of the intake's steps. What is asked, saved and decided is in `rebooks.intake`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases import clock
from cases.models import Draft
from cases.registry import get_kind
from cases.views import kept
from cases.views.base import go, is_fragment, page, reader
from rebooks.intake import drafts
from rebooks.intake.answers import Conversation
from rebooks.intake.pages import Page
from rebooks.intake.starting import start_context

STEP = "rebooks/intake/step.html"


@require_http_methods(["GET", "HEAD", "POST"])
@page
def start(request: HttpRequest) -> HttpResponse:
    """What is needed, and the drafts to go on with; a POST begins."""
    user = reader(request)
    if request.method != "POST":
        return render(request, "rebooks/intake/start.html", start_context(user))
    if not user.roles & get_kind("rebook").opening.roles:
        return render(request, "rebooks/intake/start.html", start_context(user), status=403)
    draft = drafts.begin(user, together=request.POST.get("mode") == "together")
    return redirect("rebook_intake_step", draft.pk, Page(draft, user, clock.now()).next_code)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def step(request: HttpRequest, draft: UUID, code: str) -> HttpResponse:
    """One step, or all of them on one page. A POST saves it and goes on; a fragment's keeps what is typed."""
    shown = open_page(request, draft)
    steps = shown.steps(code)
    if not steps:
        raise Http404
    if shown.draft.result:
        return go(request, shown.next_url)
    if request.method == "POST":
        return (_answering if is_fragment(request) else _save)(request, shown, code)
    if not shown.reachable(code):
        return redirect(shown.next_url)
    back = kept.restored(request)
    if back is not None:
        posted = {one.code: one.form(back).typed() for one in steps}
        drafts.keep_typed(reader(request), draft, posted, str(drafts.saves(shown.draft)))
        shown = open_page(request, draft)
    return render(request, STEP, _context(request, shown, code) | {"came_back": back is not None})


def _context(
    request: HttpRequest, shown: Page, code: str, sent: Conversation | None = None
) -> dict[str, Any]:
    return shown.context(code, sent) | {"made_for": kept.made_for(reader(request))}


def _save(request: HttpRequest, shown: Page, code: str) -> HttpResponse:
    talk = shown.with_posted(code, request.POST)
    if any(turn.step.code in talk.sent and not turn.answered for turn in talk.turns):
        return render(request, STEP, _context(request, shown, code, talk), status=422)
    saved = drafts.save(reader(request), shown.draft.pk, talk.sent, shown.now)
    return redirect(Page(saved, reader(request), shown.now).next_url)


def _answering(request: HttpRequest, shown: Page, code: str) -> HttpResponse:
    """Keeps what is being typed, and shows where the case would go by it."""
    talk = shown.with_posted(code, request.POST)
    seen = request.POST.get("saves", "")
    shown.draft = drafts.keep_typed(reader(request), shown.draft.pk, talk.sent, seen)
    context = shown.answering(talk, request.POST.get("seen", ""))
    context["has_zone"] = any(one.has_times for one in shown.steps(code))
    return render(request, "rebooks/intake/_answering.html", context)


@require_POST
@page
def put_back(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Undoes the change that made other answers void."""
    shown = open_page(request, draft)
    saved = drafts.put_back(reader(request), shown.draft.pk)
    messages.success(request, _("Put back: your earlier answers hold again."))
    return redirect(Page(saved, reader(request), clock.now()).next_url)


@require_POST
@page
def delete(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Throws an unfinished draft away."""
    shown = open_page(request, draft)
    if not shown.draft.result:
        shown.draft.delete()
        messages.success(request, _("The draft is deleted."))
    return redirect("rebook_intake")


def open_page(request: HttpRequest, pk: UUID) -> Page:
    """The reader's own draft; 404 for another person's."""
    try:
        draft: Draft = drafts.of(reader(request)).get(pk=pk)
    except Draft.DoesNotExist as error:
        raise Http404 from error
    return Page(draft, reader(request), clock.now())
