"""The rule books: what each kind decides and asks for, and trying it without a case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import access, clock, trying
from cases.kinds import DryRun, Kind
from cases.present import rulebook as shown
from cases.present import trial as tried
from cases.rulebook.often import known_rules
from cases.scenarios.writing import Written, line_of
from cases.views.base import page, reader, seen_kind
from cases.views.kept import fields_sent

UNPROCESSABLE: Final = 422
MOST_DIGITS: Final = 18
DOWNLOAD: Final = "scenario"


@page
@require_safe
def rule_books(request: HttpRequest) -> HttpResponse:
    """The rule books of the kinds that the reader sees."""
    if not access.visible_kinds(reader(request)):
        raise Http404
    return render(request, "rules/books.html", shown.kinds_page(reader(request)))


@page
@require_safe
def rule_book(request: HttpRequest, kind: str) -> HttpResponse:
    """The rule book of one kind."""
    return render(request, "rules/book.html", shown.book_page(seen_kind(request, kind), reader(request)))


@page
@require_safe
def rule_cases(request: HttpRequest, kind: str, rule: str) -> HttpResponse:
    """The cases that one rule decided of late."""
    spec, after = seen_kind(request, kind), request.GET.get("after", "")
    if rule not in known_rules(spec):
        raise Http404
    key = int(after) if after.isascii() and after.isdecimal() and len(after) <= MOST_DIGITS else None
    return render(request, "rules/cases.html", shown.cases_page(spec, rule, reader(request), key))


@page
@require_http_methods(["GET", "HEAD", "POST"])
def try_rules(request: HttpRequest, kind: str) -> HttpResponse:
    """What the rules say about facts that are only tried: nothing is stored."""
    spec = seen_kind(request, kind)
    if spec.dry_run is None:
        raise Http404
    if request.method == "POST":
        return _tried(request, spec, spec.dry_run)
    return _show(request, spec, tried.trial_form(spec.dry_run, None, reader(request)))


def _tried(request: HttpRequest, spec: Kind, trial: DryRun) -> HttpResponse:
    user, choice = reader(request), request.POST.get("policy_used", "")
    form = tried.trial_form(trial, fields_sent(request), user)
    if not form.is_valid():
        return _show(request, spec, form, choice, status=UNPROCESSABLE)
    at: datetime = (form.cleaned_data.get("at") or clock.now()).astimezone(UTC)
    try:
        rules, name = trying.chosen(spec, choice, at)
    except trying.UnknownPolicy:
        form.add_error(None, _("This version of the policy is no longer there. Choose another one."))
        return _show(request, spec, form, status=UNPROCESSABLE)
    with clock.fixed_at(at):
        decision = trying.decided(spec, trial, form.cleaned_data, rules, at)
    typed = {name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data}
    written = line_of(spec, typed, at, decision)
    if written and request.POST.get("as") == DOWNLOAD:
        return _download(spec, written)
    told = tried.answer(spec, decision, name, at)
    return _show(request, spec, form, choice, decision=told, scenario=written)


def _show(
    request: HttpRequest, spec: Kind, form: Any, choice: str = "", status: int = 200, **told: Any
) -> HttpResponse:
    context = tried.trial_page(spec, form, choice, reader(request)) | told
    return render(request, "rules/try.html", context, status=status)


def _download(spec: Kind, written: Written) -> HttpResponse:
    response = HttpResponse(f"{written.line}\n", content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{spec.code}.jsonl"'
    return response
