"""Taking the most urgent case that nobody has."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases import clock
from cases.access import visible_to
from cases.skipping import skipped_by
from cases.teams import TEAMS
from cases.views.base import go, page, reader
from cases.views.undoing import undo_tag
from cases.workflow import advance

TRIES = 5


@page
@require_POST
def take_next(request: HttpRequest, team: str) -> HttpResponse:
    """Claims through the door, so that two people pressing at once get different cases.

    Neither one that is snoozed nor one that this person skipped today.
    """
    user = reader(request)
    if team not in {mine.code for mine in user.teams}:
        raise Http404
    free = visible_to(user).filter(team=team, assignee=None, closed_at=None, snoozed_until=None)
    free = free.exclude(pk__in=skipped_by(user, clock.now())).order_by("next_due_at", "id")
    for reference in free.values_list("reference", flat=True)[:TRIES]:
        outcome = advance(reference, "claim", actor=user)
        if outcome.ok:
            messages.success(
                request, _("%(case)s is yours.") % {"case": reference}, extra_tags=undo_tag(outcome)
            )
            return go(request, reverse("case", args=[reference]))
    messages.info(
        request,
        _("Nobody's cases are all taken: %(team)s has none left to take.") % {"team": _(TEAMS[team].label)},
    )
    return go(request, reverse("queue", args=[team]))
