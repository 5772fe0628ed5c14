"""The page of a link: an outside party reads what it is asked, and answers."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cases.consent import pace
from cases.consent.actions import ANSWER, VIEW, WITHDRAW
from cases.consent.finding import Found, Why, found
from cases.consent.forms import AnswerForm, WithdrawForm
from cases.present import consent as shown
from cases.workflow import InputErrors, advance

SEEN, LATER, BACK = "seen", "later", "withdraw"
FIELDS: Final = ("terms", "answer", "name", "capacity", "may_speak", "evidence", "reason")
# With `no-referrer` alone browsers send forms with `Origin: null`, which the check of the page's token
# refuses; those that know `strict-origin` tell the site's name then, and never the address with the link.
PRIVATE: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer, strict-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Shows the question; reading changes nothing. A POST takes in the answer, or that it was read."""
    response = _answer(request, found(token))
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response


def _answer(request: HttpRequest, link: Found | None) -> HttpResponse:
    if link is None:
        return render(request, "consent/unknown.html", status=404)
    if request.method == "POST":
        seconds = pace.seconds_to_wait(link.row)
        if seconds:
            return _too_fast(request, link, seconds)
    if link.why is Why.ANSWERED and request.POST.get("answer") == BACK:
        return _taken_back(request, link)
    if link.why is not Why.LIVE:
        return render(request, "consent/gone.html", shown.gone(link), status=410)
    if request.method != "POST":
        return _show(request, link, AnswerForm(case=link.case))
    return _noted(request, link) if request.POST.get("answer") in {SEEN, LATER} else _taken(request, link)


def _show(request: HttpRequest, link: Found, form: AnswerForm, status: int = 200) -> HttpResponse:
    return render(request, "consent/asked.html", shown.asked(link, form), status=status)


def _too_fast(request: HttpRequest, link: Found, seconds: int) -> HttpResponse:
    context = {"seconds": seconds, "party": link.row.party_name}
    response = render(request, "consent/too_fast.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _noted(request: HttpRequest, link: Found) -> HttpResponse:
    """That a person has read it; only the first time is written down."""
    if link.row.viewed_at is None:
        advance(link.case.reference, VIEW, actor=None, data={"request": str(link.row.number)})
    if request.POST["answer"] == SEEN:
        return HttpResponse(status=204)
    return HttpResponseRedirect(request.path)


def _taken_back(request: HttpRequest, link: Found) -> HttpResponse:
    """An agreement is taken back through the door, as far as the kind's rules let it."""
    given = {name: request.POST[name] for name in FIELDS if name in request.POST}
    given["request"] = str(link.row.number)
    try:
        outcome = advance(link.case.reference, WITHDRAW, actor=None, data=given)
    except InputErrors as error:
        form = error.form
        assert isinstance(form, WithdrawForm), "the action's own form"
        return render(request, "consent/gone.html", shown.gone(link, form), status=422)
    after = _again(request)
    return render(request, "consent/gone.html", shown.gone(after), status=200 if outcome.ok else 409)


def _taken(request: HttpRequest, link: Found) -> HttpResponse:
    """The answer goes through the door, which looks again at everything under the case's lock."""
    given: dict[str, Any] = {name: request.POST[name] for name in FIELDS if name in request.POST}
    if "file" in request.FILES:
        given["file"] = request.FILES["file"]
    given["request"] = str(link.row.number)
    try:
        outcome = advance(link.case.reference, ANSWER, actor=None, data=given)
    except InputErrors as error:
        form = error.form
        assert isinstance(form, AnswerForm), "the action's own form"
        return _show(request, link, form, 422)
    after = _again(request)
    if outcome.ok:
        return render(request, "consent/done.html", shown.gone(after))
    if after.why is Why.LIVE:  # its terms were not those on the page that was sent
        return _show(request, after, AnswerForm(case=after.case), 409)
    return render(request, "consent/gone.html", shown.gone(after), status=410)


def _again(request: HttpRequest) -> Found:
    """What the link leads to now."""
    after = found(request.path.rstrip("/").rpartition("/")[2])
    assert after is not None, "it was there a moment ago"
    return after
