"""What one was told of, how one wants to be told, watching a case, and half-written notes."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cases import access, clock
from cases.models import NotificationChoice, Sort, Watcher
from cases.notices import drafts, mentions, reading, writing
from cases.present import notices as shown
from cases.present.pages import number_of
from cases.views.base import is_fragment, page, reader, seen_case

MAILS: Final = frozenset(NotificationChoice.Mail.values)


@page
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """The newest first; what one may not see any more is left out."""
    context = shown.notices_page(reader(request), number_of(request.GET.get("page", "1")))
    return render(request, "cases/notifications.html", context | {"now": clock.now()})


@page
@require_POST
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Marks all of one's own as read."""
    number = reading.mark_read(reader(request), clock.now())
    messages.success(request, _("All are marked as read.") if number else _("There was nothing unread."))
    return redirect("notifications")


@page
@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks one of one's own as read, and leads to what it tells of unless only that was asked."""
    user = reader(request)
    row = get_object_or_404(reading.listed(user), pk=pk)
    reading.mark_read(user, clock.now(), keys=[row.pk])
    if request.POST.get("stay"):
        return redirect("notifications")
    return redirect(f"{reverse('case', args=[row.case.reference])}#entry-{row.entry.seq}")


@page
def told_how(request: HttpRequest) -> HttpResponse:
    """How one is told of each sort of thing; saved together."""
    user = reader(request)
    if request.method != "POST":
        return render(request, "cases/told_how.html", {"sorts": shown.told_how(user)})
    for sort in Sort.values:
        mail = request.POST.get(f"mail-{sort}", "")
        if mail in MAILS:
            chosen = {"on_page": request.POST.get(f"page-{sort}") == "on", "mail": mail}
            NotificationChoice.objects.update_or_create(user=user, sort=sort, defaults=chosen)
    messages.success(request, _("Saved. It counts from now on."))
    return redirect("told_how")


@page
@require_POST
def watch(request: HttpRequest, reference: str) -> HttpResponse:
    """Begins or ends to watch a case; the answer to a fragment is who watches it now."""
    user, case = reader(request), seen_case(request, reference)
    on = request.POST.get("watch") == "on"
    try:
        writing.watch(case, user, clock.now(), on=on)
    except access.NotVisible as error:
        raise Http404 from error
    if not is_fragment(request):
        return redirect("case", reference=case.reference)
    rows = Watcher.objects.filter(case=case.pk).exclude(user=user).order_by("user__name")
    names = (["you"] if on else []) + list(rows.values_list("user__name", flat=True))
    told: dict[str, Any] = shown.watching_shown(case.reference, names, mine=on)
    return render(request, "cases/_watching.html", {"watching": told, "is_answer": True})


@page
@require_safe
def colleagues(request: HttpRequest, reference: str) -> HttpResponse:
    """The colleagues who may be named in a note of this case, by what was typed after the @."""
    user, case = reader(request), seen_case(request, reference)
    if access.is_outside(user, case):
        raise Http404
    found = mentions.suggested(request.GET.get("q", ""), case, user)
    return render(request, "cases/_colleagues.html", {"colleagues": found})


@never_cache
@require_POST
def note_draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Keeps a half-written note. 403 without a session: nobody asked, and somebody is typing on that page."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    user, case = reader(request), seen_case(request, reference)
    if access.is_outside(user, case):
        raise Http404
    now = clock.now()
    kept = drafts.keep(case, user, request.POST.get("text", ""), now)
    return render(request, "cases/_draft_kept.html", {"kept": kept, "now": now, "zone": case.time_zone})
