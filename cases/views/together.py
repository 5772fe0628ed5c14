"""What open pages ask by themselves: who else is here, and what changed. Nothing of it moves a page."""

from __future__ import annotations

import json
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cases import access, clock, registry
from cases.models import Case
from cases.notices import reading
from cases.present import together as shown
from cases.present import updates as news
from cases.views.base import is_fragment, looked_at, page, reader

LIST: Final = ("list", "since", "shown", "words")
SENT: Final = ("tab", "doing", "known", "seen", "told")
LONGEST: Final = 6000


@never_cache
@require_POST
def together(request: HttpRequest, reference: str) -> HttpResponse:
    """Says that the page is open and answers who else has it open; 204 where nothing is news.

    403 for who is not signed in (any more): nobody asked for this, and somebody may be typing on that page.
    404 for parties from outside, too: they are shown nobody.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    known = registry.kind_of_reference(reference) is not None
    user, found = reader(request), shown.newest(reference) if known else None
    if found is None:
        raise Http404
    case = Case(pk=found.case, kind=found.kind)
    if not access.can_see(user, case) or access.is_outside(user, case):
        raise Http404
    sent = {name: str(request.POST.get(name, ""))[:LONGEST] for name in SENT}
    if user.unread:
        reading.mark_read(user, clock.now(), case=found.case)
    told = shown.again(reference, found, user, sent)
    if told is None:
        return HttpResponse(status=204)
    return render(request, "cases/_together.html", {"together": told})


@never_cache
@require_POST
def updates(request: HttpRequest) -> HttpResponse:
    """What happened to a list since it was drawn, as a sentence; 204 where that is what the page says.

    A POST that changes nothing: the numbers of a page's rows are too long for an address. 403 as above.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    sent = {name: str(request.POST.get(name, ""))[:LONGEST] for name in LIST}
    words = news.words(reader(request), sent)
    if words == sent["words"]:
        return HttpResponse(status=204)
    held = {name: sent[name] for name in LIST[:3]} | {"words": words}
    told = {"url": request.path, "page_url": looked_at(request), "held": json.dumps(held), "words": words}
    told["announce"] = news.announced(words)
    return render(request, "cases/_updates.html", {"updates": told})


@page
@require_POST
def live(request: HttpRequest) -> HttpResponse:
    """Pauses or resumes what pages ask by themselves, for this person everywhere."""
    user = reader(request)
    user.live = request.POST.get("live") == "on"
    user.save(update_fields=["live"])
    if is_fragment(request):
        return render(request, "cases/_live.html", {"live": user.live, "is_answer": True})
    return redirect(looked_at(request))
