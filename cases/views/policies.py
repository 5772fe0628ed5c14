"""Policies: read by who sees the kind, changed and approved by managers."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_POST, require_safe

from cases import access, clock, policy
from cases.exchange.writing import Table, csv_lines
from cases.kinds import Kind
from cases.models import DeadlineMove, PolicyDraft
from cases.policies import drafting, judging, moving, running
from cases.policies.effect import Effect
from cases.policies.forms import DeadlinesForm, DraftForm, WhyForm
from cases.present import policies as shown
from cases.present import policydraft, policymoves, replay
from cases.views.base import is_fragment, page, reader, seen_kind

UNPROCESSABLE, CONFLICT = 422, 409
DEADLINES: Final = "deadlines"
DONE: Final = {
    judging.SUBMIT: _("The change waits for another manager to approve it."),
    judging.APPROVE: _("The change is approved."),
    judging.REFUSE: _("The change is refused. Nothing of it takes effect."),
    judging.WITHDRAW: _("The change is withdrawn. Nothing of it takes effect."),
}


def managed_kind(request: HttpRequest, code: str) -> Kind:
    """The kind, for who changes its policy."""
    kind = seen_kind(request, code)
    if not reader(request).roles & judging.CHANGERS:
        raise Http404
    return kind


def draft_of(kind: Kind, number: int) -> PolicyDraft:
    """A draft of the kind, whatever became of it."""
    rows = PolicyDraft.objects.select_related("author", "submitted_by", "approved_by")
    return get_object_or_404(rows, kind=kind.code, pk=number)


@page
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """The policies of the kinds that the reader sees."""
    if not access.visible_kinds(reader(request)):
        raise Http404
    return render(request, "cases/policies.html", shown.kinds_page(reader(request)))


@page
@require_safe
def policy_page(request: HttpRequest, kind: str) -> HttpResponse:
    """Every value of a kind, and how it came to be."""
    return render(request, "cases/policy.html", shown.kind_page(seen_kind(request, kind), reader(request)))


@page
def policy_change(request: HttpRequest, kind: str, number: int | None = None) -> HttpResponse:
    """Draws up a change, or changes one that is not settled."""
    spec, user = managed_kind(request, kind), reader(request)
    draft = draft_of(spec, number) if number is not None else None
    base = policy.in_force(spec, clock.now()).values
    form = DraftForm(request.POST or None, kind=spec, base=base, zone=user.time_zone, initial=_initial(draft))
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("effective_from", "reason", "set_deadlines")}
        if draft is None:
            made = drafting.begin(spec, form.changed, author=user, **given)
            return redirect("policy_draft", kind=spec.code, number=made.pk)
        done = drafting.change(draft, spec, form.changed, by=user, digest=request.POST.get("digest"), **given)
        if done.ok:
            return redirect("policy_draft", kind=spec.code, number=draft.pk)
        return _draft_page(request, spec, done)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "cases/policy_form.html", shown.form_page(spec, form, user, draft), status=status)


def _initial(draft: PolicyDraft | None) -> dict[str, Any]:
    if draft is None:
        return {}
    wanted = {f"value:{name}": value for name, value in draft.values.items()}
    same = ("effective_from", "reason", "set_deadlines")
    return wanted | {name: getattr(draft, name) for name in same}


@page
@require_safe
def policy_draft(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """A change: what it says, what it would do, who did what with it."""
    spec = seen_kind(request, kind)
    context = policydraft.draft_page(spec, draft_of(spec, number), reader(request))
    return render(request, "cases/policy_draft.html", context)


@page
@require_POST
def policy_act(request: HttpRequest, kind: str, number: int, act: str) -> HttpResponse:
    """Submits, approves, refuses or withdraws exactly what the reader was shown."""
    spec, user = managed_kind(request, kind), reader(request)
    draft = draft_of(spec, number)
    if act == DEADLINES:
        return _choose(request, spec, draft)
    if act not in DONE:
        raise Http404
    named = "override" if act == judging.APPROVE else "reason"
    why = WhyForm({"reason": request.POST.get(named, "")}, needed=act == judging.REFUSE)
    digest = request.POST.get("digest", "")
    if not why.is_valid():
        context = policydraft.draft_page(
            spec, draft, user, [gettext("Why: %(error)s") % {"error": why.errors["reason"][0]}]
        )
        return render(request, "cases/policy_draft.html", context, status=UNPROCESSABLE)
    if act == judging.SUBMIT:
        done = drafting.submit(draft, by=user, digest=digest)
    elif act == judging.APPROVE:
        seen = Effect.read(request.POST.get("effect", ""))
        done = drafting.approve(draft, by=user, digest=digest, override=why.told, shown=seen)
    else:
        end = drafting.refuse if act == judging.REFUSE else drafting.withdraw
        done = end(draft, by=user, reason=why.told, digest=digest)
    if not done.ok:
        return _draft_page(request, spec, done)
    messages.success(request, gettext(DONE[act]))
    return redirect("policy_draft", kind=spec.code, number=draft.pk)


def _choose(request: HttpRequest, kind: Kind, draft: PolicyDraft) -> HttpResponse:
    """Another answer to whether set deadlines move: a change of the draft like any other."""
    form, digest = DeadlinesForm(request.POST), request.POST.get("digest", "")
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data["set_deadlines"]
    done = drafting.choose(draft, kind, chosen, by=reader(request), digest=digest)
    if not done.ok:
        return _draft_page(request, kind, done)
    return redirect("policy_draft", kind=kind.code, number=draft.pk)


def _draft_page(request: HttpRequest, kind: Kind, done: drafting.Done) -> HttpResponse:
    """The draft as it is now, with why nothing was done."""
    told = [one.message for one in done.refusals]
    context = policydraft.draft_page(kind, draft_of(kind, done.draft.pk), reader(request), told)
    return render(request, "cases/policy_draft.html", context, status=CONFLICT)


@page
@require_safe
def policy_moves(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Every armed step that would be dated otherwise, as a CSV file."""
    spec = managed_kind(request, kind)
    draft = draft_of(spec, number)
    found = moving.moved(spec, policydraft.wanted(spec, draft), start=policydraft.start_of(draft))
    rows = ([one.reference, one.kind, one.subject, one.due_at, one.anew] for one in found)
    head = ("case", "deadline", "subject", "due_at", "would_be_due_at")
    return _csv(Table("Deadlines", head, rows), f"deadlines-draft-{draft.pk}.csv")


@page
@require_safe
def policy_moving(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """How far moving set deadlines is, for the panel that asks again until it is done."""
    draft = draft_of(seen_kind(request, kind), number)
    run = DeadlineMove.objects.select_related("draft").filter(draft=draft).first()
    if run is None or not is_fragment(request):
        return redirect("policy_draft", kind=kind, number=number)
    context = {"moving": policymoves.progress(run) | {"arrived": True}, **shown.frame(reader(request))}
    return render(request, "cases/_policy_moves.html", context)


@page
def policy_replay(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """How far the replay of a draft is; starting and stopping one."""
    if request.method == "POST":
        draft = draft_of(managed_kind(request, kind), number)
        if request.POST.get("what") == "cancel":
            running.cancel(draft)
        elif not draft.is_settled:
            running.start(draft, reader(request))
        return redirect("policy_draft", kind=kind, number=number)
    draft = draft_of(seen_kind(request, kind), number)
    if not is_fragment(request):
        return redirect("policy_draft", kind=kind, number=number)
    context = {"replay": replay.panel(draft, reader(request)), **shown.frame(reader(request))}
    return render(request, "cases/_policy_replay.html", context)


@page
@require_safe
def policy_replay_csv(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """The decisions that would have come out otherwise, as a file."""
    draft = draft_of(seen_kind(request, kind), number)
    return _csv(replay.table(draft), f"replay-draft-{draft.pk}.csv")


def _csv(table: Table, name: str) -> HttpResponse:
    response = HttpResponse("".join(csv_lines(table)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
