"""The pages of the intake's steps. What is asked, saved and decided is in `rebooks.intake`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases import clock
from cases.models import Draft
from cases.registry import get_kind
from cases.views.base import page, reader
from rebooks.intake import drafts
from rebooks.intake.answers import Conversation
from rebooks.intake.kept import keeps_typed, take
from rebooks.intake.pages import START, Page, start_context
from rebooks.intake.steps import Step


@require_http_methods(["GET", "HEAD", "POST"])
@page
def start(request: HttpRequest) -> HttpResponse:
    """What is needed, and the drafts to go on with; a POST begins."""
    user = reader(request)
    if request.method != "POST":
        return render(request, START, start_context(user))
    if not user.roles & get_kind("rebook").opening.roles:
        return render(request, START, start_context(user), status=403)
    draft = drafts.begin(user, together=request.POST.get("mode") == "together")
    return redirect("rebook_intake_step", draft.pk, Page(draft, user, clock.now()).next_code)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
@page
def step(request: HttpRequest, draft: UUID, code: str) -> HttpResponse:
    """One step, or all of them on one page; a POST saves it and goes on."""
    shown = open_page(request, draft)
    if shown.draft.result:
        return redirect("rebook_intake_done", draft)
    steps = shown.steps(code)
    if not steps:
        raise Http404
    if request.method == "POST":
        return _save(request, shown, code, steps)
    if not shown.reachable(code):
        return redirect(shown.next_url)
    back = take(request, draft, code)
    if back is not None:
        posted = {one.code: one.form(back).typed() for one in steps}
        drafts.keep_typed(reader(request), draft, posted, str(drafts.saves(shown.draft)))
        shown = open_page(request, draft)
    return render(request, "rebooks/intake/step.html", shown.context(code) | {"came_back": back is not None})


def _save(request: HttpRequest, shown: Page, code: str, steps: list[Step]) -> HttpResponse:
    given, talk = shown.with_posted(code, request.POST)
    posted = {one.code: given[one.code] for one in steps if one.code in given}
    faulty = [turn for turn in talk.turns if turn.step.code in posted and not turn.answered]
    if faulty:
        context = shown.context(code, talk=talk)
        return render(request, "rebooks/intake/step.html", context, status=422)
    saved = drafts.save(reader(request), shown.draft.pk, posted, shown.now)
    return redirect(Page(saved, reader(request), shown.now).next_url)


@require_POST
@keeps_typed
@page
def route(request: HttpRequest, draft: UUID, code: str) -> HttpResponse:
    """A fragment: keeps what is being typed, and shows where the case would go by it."""
    shown = open_page(request, draft)
    steps = shown.steps(code)
    if not steps:
        raise Http404
    given, talk = shown.with_posted(code, request.POST, lenient=True)
    typed = {one.code: given[one.code] for one in steps if one.code in given}
    shown.draft = drafts.keep_typed(reader(request), draft, typed, request.POST.get("saves", ""))
    return render(
        request, "rebooks/intake/_answering.html", shown.answering(talk, request.POST.get("seen", ""))
    )


@require_POST
@page
def put_back(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Undoes the change that made other answers void."""
    shown = open_page(request, draft)
    saved = drafts.put_back(reader(request), shown.draft.pk)
    messages.success(request, "Put back: your earlier answers hold again.")
    return redirect(Page(saved, reader(request), clock.now()).next_url)


@require_POST
@page
def delete(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Throws an unfinished draft away."""
    shown = open_page(request, draft)
    if not shown.draft.result:
        shown.draft.delete()
        messages.success(request, "The draft is deleted.")
    return redirect("rebook_intake")


def open_page(request: HttpRequest, pk: UUID) -> Page:
    """The reader's own draft; 404 for another person's."""
    try:
        draft: Draft = drafts.of(reader(request)).get(pk=pk)
    except Draft.DoesNotExist as error:
        raise Http404 from error
    return Page(draft, reader(request), clock.now())
