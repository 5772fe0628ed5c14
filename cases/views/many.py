"""One act on many cases: choosing it, seeing what would come of each, doing it, what came of each."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import bulk
from cases.bulk import Chosen
from cases.forms import LONGEST
from cases.kinds import Action
from cases.navigation import address
from cases.present import many as shown
from cases.queue import QueueFault, QueueQuery
from cases.text import fault, tidy
from cases.views.base import page, reader
from cases.wording import told

NOTHING = _("Select at least one case first: tick its box, or choose all that match.")
GONE = _("None of these cases can be seen any more.")
UNPROCESSABLE = 422
MOST_REASON = 2000  # as every reason
LABELS = {"note": _("Hand-over note"), "text": _("Note"), "reason": _("Reason")}
HELP = {
    "note": _("What the colleague should know. It stands on the timeline of each case."),
    "text": _("Internal: read by colleagues, never sent. It stands on the timeline of each case."),
    "reason": _("It stands on the timeline of each case."),
}


class WordsForm(forms.Form):
    """The words that go with an act on many cases: one text for all of them."""

    def __init__(self, data: QueryDict | None, field: str) -> None:
        super().__init__(data)
        self.fields["words"] = forms.CharField(
            label=gettext(LABELS[field]),
            help_text=gettext(HELP[field]),
            max_length=MOST_REASON if field == "reason" else LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean_words(self) -> str:
        """Refuses what nobody can see or read."""
        text = tidy(self.cleaned_data["words"], one_line=False)
        wrong = fault(text, one_line=False)
        if wrong:
            raise forms.ValidationError(told(wrong))
        return text


@page
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """Nothing is changed by looking; a POST does what was looked at, case by case."""
    return _do(request) if request.method == "POST" else _look(request)


@page
@require_safe
def many_done(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """What came of each case; for a day, and for who did it."""
    name, told = bulk.results(reader(request), batch.hex)
    if not told:
        raise Http404
    context = shown.outcome(reader(request), name, told) | {"back": _back(request.GET)}
    return render(request, "cases/many_done.html", context)


def _look(request: HttpRequest) -> HttpResponse:
    user, given = reader(request), request.GET
    try:
        chosen = _chosen(request)
    except QueueFault as wrong:
        return _not(request, given, str(wrong))
    if not chosen.cases:
        asked = given.getlist("case") or given.get("all")
        return _not(request, given, gettext(GONE if asked else NOTHING))
    name = given.get("act", "")
    spec = bulk.act_for(user, chosen.cases, name) if name and name != shown.MORE else None
    if spec is None:
        if name not in {"", shown.MORE}:
            messages.error(
                request, gettext("This cannot be done with all of these cases. Choose something else.")
            )
        context = shown.choice(user, chosen) | {"back": _back(given), "carried": _carried(given)}
        return render(request, "cases/many_choose.html", context)
    return _preview(request, spec, chosen, given.get("to", ""))


def _do(request: HttpRequest) -> HttpResponse:
    user, given = reader(request), request.POST
    items = bulk.read_items(given.getlist("item"))[: bulk.MOST]
    if not items:
        return _not(request, given, gettext(NOTHING))
    chosen = bulk.choose(user, references=[item.reference for item in items])
    spec = bulk.act_for(user, chosen.cases, given.get("act", ""))
    if spec is None:
        return _not(request, given, gettext(GONE))
    field = bulk.words_of(spec)
    form = WordsForm(given, field) if field else None
    if form is not None and not form.is_valid():
        return _preview(request, spec, chosen, given.get("to", ""), form)
    words = form.cleaned_data["words"] if form is not None else ""
    batch = _batch(given.get("key", ""))
    for item in items:
        bulk.perform(user, spec.name, item, words, batch.hex)
    told = QueryDict(mutable=True)
    told["back"] = _back(given)
    return redirect(f"{address('many_done', args=(batch,))}?{told.urlencode(safe='/')}")


def _batch(key: str) -> uuid.UUID:
    """The number that the form carries, so that sending it twice does it once."""
    try:
        return uuid.UUID(key)
    except ValueError:
        return uuid.uuid4()


def _preview(
    request: HttpRequest, spec: Action, chosen: Chosen, to: str, form: WordsForm | None = None
) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    foreseen = bulk.foresee(reader(request), chosen.cases, spec.name, to)
    context = shown.preview(reader(request), spec, chosen, foreseen, to)
    field = context["words"]
    context |= {
        "form": form if form is not None else WordsForm(None, field) if field else None,
        "key": given.get("key") or uuid.uuid4(),
        "back": _back(given),
        "carried": _carried(given) or [("case", one.item.reference) for one in foreseen],
    }
    status = UNPROCESSABLE if form is not None else 200
    return render(request, "cases/many_preview.html", context, status=status)


def _chosen(request: HttpRequest) -> Chosen:
    """The cases that were ticked, or all that match where that was chosen; raises QueueFault."""
    user, given = reader(request), request.GET
    if given.get("all"):
        params = {name: str(value) for name, value in QueryDict(given.get("query", "")).items() if value}
        return bulk.choose(user, query=QueueQuery.parse(params))
    return bulk.choose(user, references=given.getlist("case"))


def _carried(given: Any) -> list[tuple[str, str]]:
    """What says again which cases are meant: their numbers, or the query of the list."""
    if given.get("all"):
        return [("all", "1"), ("query", given.get("query", ""))]
    return [("case", one) for one in given.getlist("case")]


def _back(given: Any) -> str:
    """The list that one came from: an address of ours, whatever was sent."""
    return ours(given.get("back", ""))


def ours(back: str) -> str:
    """The address where it is one of ours, else that of all cases."""
    fits = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if fits else address("cases")


def _not(request: HttpRequest, given: Any, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect(_back(given))
