"""Deciding the cases of a team one by one: accept, decline, duplicate, snooze."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from cases import access, clock
from cases.access import NotVisible
from cases.idempotency import once
from cases.navigation import address
from cases.present.triage import DECISIONS, Waiting, decided, triage_page, waiting
from cases.teams import TEAMS
from cases.views import kept
from cases.views.base import go, page, reader, seen_case, version_sent
from cases.views.undoing import undo_tag
from cases.wording import when
from cases.workflow import InputErrors, Look, Outcome, Stale, advance
from cases.workflow.acting import form_of

STALE = gettext_noop("Somebody changed this case while you looked at it. Look again, then decide.")


@page
@require_http_methods(["GET", "HEAD", "POST"])
def triage(request: HttpRequest, team: str) -> HttpResponse:
    """One case at a time, what breaches first; a POST decides it and leads to the next one."""
    user = reader(request)
    if team not in TEAMS or not (team in {mine.code for mine in user.teams} or access.visible_kinds(user)):
        raise Http404
    if request.method == "POST":
        return once(request, request.POST.get("key", ""), lambda: _decide(request, team))
    found = waiting(user, team)
    asked = request.GET.get("case", "")
    if asked and asked not in found.references:
        messages.info(request, _("%(case)s is not waiting here any more.") % {"case": asked[:20]})
    shown = asked if asked in found.references else next(iter(found.references), "")
    return _show(request, found, shown, request.GET.get("do", ""))


def _show(
    request: HttpRequest, found: Waiting, reference: str, asked: str, *, status: int = 200, **told: Any
) -> HttpResponse:
    """The page at one case; `told` is the form that was sent and what stood against it."""
    case = seen_case(request, reference) if reference else None
    context = triage_page(reader(request), found, case, asked)
    if told and case is not None:
        act = context["open_act"] or decided(Look.at(case, reader(request)), asked)
        context["open_act"] = act | told
    context["made_for"] = kept.made_for(reader(request))
    context["arrived"] = bool({"case", "done"} & set(request.GET))
    return render(request, "cases/triage.html", context, status=status)


def _decide(request: HttpRequest, team: str) -> HttpResponse:
    user, name = reader(request), request.POST.get("act", "")
    if not name:
        messages.error(request, _("Nothing was chosen, nothing was changed. Choose a decision for a case."))
        return go(request, address("triage", args=(team,)))
    case = seen_case(request, request.POST.get("case", ""))
    if name not in DECISIONS:
        raise Http404
    found, given = waiting(user, team), kept.fields_sent(request)
    try:
        outcome = advance(
            case.reference, name, actor=user, data=given, expected_version=version_sent(request)
        )
    except InputErrors as error:
        return _show(request, found, case.reference, name, status=422, form=error.form)
    except Stale as error:
        form = form_of(Look.at(error.case, user).kind.action(name), error.case, given, user)
        return _show(request, found, case.reference, name, status=409, form=form, refusals=[_(STALE)])
    except NotVisible as error:
        raise Http404 from error
    if not outcome.ok:
        form = form_of(Look.at(outcome.case, user).kind.action(name), outcome.case, given, user)
        why = [refusal.message for refusal in outcome.refusals]
        return _show(request, found, case.reference, name, status=outcome.status, form=form, refusals=why)
    messages.success(request, _told(outcome, name), extra_tags=undo_tag(outcome))
    onward = found.after(case.reference)
    query = urlencode({"case": onward} if onward else {"done": case.reference})
    return go(request, f"{address('triage', args=(team,))}?{query}")


def _told(outcome: Outcome, name: str) -> str:
    case = outcome.case
    if name == "snooze":
        until = when(case.snoozed_until, clock.now(), ZoneInfo(case.time_zone), name_zone=True)
        return _("%(case)s is snoozed until %(until)s.") % {"case": case.reference, "until": until}
    told = {
        "claim": _("%(case)s is yours."),
        "skip": _("%(case)s was declined."),
        "mark_duplicate": _("%(case)s is closed as a duplicate."),
    }
    return told[name] % {"case": case.reference}
