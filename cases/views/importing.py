"""Importing a file: choosing it, saying what its columns are, watching, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cases import clock, registry
from cases.exchange import runs
from cases.exchange.forms import StartForm, UploadForm
from cases.exchange.heads import heads_of
from cases.exchange.mapping import MappingError
from cases.exchange.reading import ReadingError
from cases.exchange.reporting import report_table
from cases.exchange.writing import CSV, FORMATS, csv_lines
from cases.models import ImportRun
from cases.present import importing as shown
from cases.views.base import View, go, is_fragment, page, reader
from cases.views.export import as_workbook

UNPROCESSABLE = 422
CHECK = "check"


def importers(view: View) -> View:
    """Lets in who may import something or sees what others import; for the rest there is nothing here."""

    @wraps(view)
    def for_importers(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not runs.may_look(reader(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return page(for_importers)


@importers
def imports(request: HttpRequest) -> HttpResponse:
    """Takes a file; and the imports so far."""
    user = reader(request)
    kinds = runs.kinds_of(user)
    if request.method != "POST":
        return _start(request, UploadForm(kinds))
    if not kinds:
        raise Http404
    form = UploadForm(kinds, request.POST, request.FILES)
    if form.is_valid():
        run = _stored(request, form)
        if run is not None:
            return redirect("import_run", pk=run.pk)
    return _start(request, form, UNPROCESSABLE)


def _start(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    context = shown.start_page(reader(request), clock.now())
    return render(request, "cases/imports.html", context | {"form": form}, status=status)


def _stored(request: HttpRequest, form: UploadForm) -> ImportRun | None:
    """The new run; None where the file is not one, which the form then says."""
    given = form.cleaned_data
    mapping = given["mapping"]
    try:
        text = (mapping.name, mapping.read().decode("utf-8-sig")) if mapping else ("", "")
        kind = registry.get_kind(given["kind"])
        return runs.store(reader(request), kind, given["file"].name, given["file"].read(), text)
    except ReadingError as error:
        form.add_error("file", f"{error} {error.advice}")
    except MappingError as error:
        for fault in error.faults[:20]:
            form.add_error("mapping", fault)
    except UnicodeDecodeError:
        form.add_error("mapping", _("The file is no UTF-8 text. Save it as UTF-8."))
    except runs.TooMany as error:
        form.add_error(None, str(error))
    return None


def _seen(request: HttpRequest, pk: UUID) -> ImportRun:
    """The run; 404 when there is none or the reader may not see it."""
    return get_object_or_404(runs.visible_to(reader(request)), pk=pk)


def _own(request: HttpRequest, pk: UUID) -> ImportRun:
    """The reader's own run, of a kind they may still import; 404 else."""
    run = _seen(request, pk)
    if run.user_id != request.user.pk or registry.get_kind(run.kind) not in runs.kinds_of(reader(request)):
        raise Http404
    return run


@importers
@require_safe
def import_run(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where a run is: its columns before, its progress meanwhile, its result afterwards."""
    run, user = _seen(request, pk), reader(request)
    if run.status == ImportRun.Status.NEW:
        _own(request, pk)
        return _review(request, run, _start_form(run, request))
    if run.is_under_way:
        return render(request, "cases/import_progress.html", shown.progress(run, user, clock.now()))
    asked = {name: str(value) for name, value in request.GET.items()}
    return render(request, "cases/import_result.html", shown.result_page(run, user, clock.now(), asked))


def _start_form(run: ImportRun, request: HttpRequest, data: Any = None) -> StartForm:
    kind = registry.get_kind(run.kind)
    return StartForm(kind, run.columns, sorted(kind.opening.roles & reader(request).roles), data)


def _review(request: HttpRequest, run: ImportRun, form: StartForm, status: int = 200) -> HttpResponse:
    try:
        with runs.source_of(run) as source:
            context = shown.review_page(run, source, form, reader(request), clock.now())
    except (runs.NotNow, ReadingError) as error:
        messages.error(request, str(error))
        return redirect("imports")
    return render(request, "cases/import_review.html", context, status=status)


@importers
@require_POST
def import_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hands the file to the workers, once every column that must be there is."""
    run = _own(request, pk)
    if run.status != ImportRun.Status.NEW:
        return redirect("import_run", pk=pk)
    form = _start_form(run, request, request.POST)
    if not form.is_valid() or not _complete(run, form):
        return _review(request, run, form, UNPROCESSABLE)
    given = form.cleaned_data
    how = ImportRun.How.CHECK if request.POST.get("act") == CHECK else given["how"]
    return _done(request, run, lambda: runs.start(run, how, form.chosen, given.get("as_role", "")))


def _complete(run: ImportRun, form: StartForm) -> bool:
    """Whether the columns as chosen make an import; else the form says what is missing or double."""
    run.columns = form.chosen
    try:
        with runs.source_of(run) as source:
            kind = registry.get_kind(run.kind)
            heads = heads_of(kind, source.headings, runs.column_map(run, source))
    except runs.NotNow:
        return True  # what follows says it
    for fault in heads.faults:
        form.add_error(None, _("%(fault)s Choose it below.") % {"fault": fault.message})
    return not heads.faults


@importers
@require_POST
def import_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same file once more: at once where the button says how, else from the columns on."""
    run = _own(request, pk)
    how = request.POST.get("how", "")
    try:
        new = runs.again(run)
        if how in {ImportRun.How.ALL, ImportRun.How.PARTIAL}:
            runs.start(new, how, run.columns, run.as_role)
    except runs.NotNow as error:
        messages.error(request, str(error))
        return redirect("import_run", pk=pk)
    return redirect("import_run", pk=new.pk)


@importers
@require_POST
def import_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stops a run, or throws away one that was not started."""
    run = _own(request, pk)
    if run.status == ImportRun.Status.NEW:
        runs.discard(run)
        messages.info(request, _("%(file)s was not imported.") % {"file": run.file.name})
        return redirect("imports")
    return _done(request, run, lambda: runs.cancel(run))


def _done(request: HttpRequest, run: ImportRun, change: Callable[[], None]) -> HttpResponse:
    try:
        change()
    except runs.NotNow as error:
        messages.info(request, str(error))
    return redirect("import_run", pk=run.pk)


@importers
@require_safe
def import_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a run is; the whole page once it is over, and for who asks for this address by itself."""
    run = _seen(request, pk)
    if not is_fragment(request) or not run.is_under_way:
        return go(request, reverse("import_run", args=[pk]))
    return render(request, "cases/_import_progress.html", shown.progress(run, reader(request), clock.now()))


@importers
@require_safe
def import_report(request: HttpRequest, pk: UUID, fmt: str) -> HttpResponseBase:
    """What became of each row, to take along."""
    run = _seen(request, pk)
    if not run.is_over:
        return HttpResponseRedirect(reverse("import_run", args=[pk]))
    table = report_table(run)
    name = f"import-report-{run.finished_at:%Y%m%d-%H%M}.{fmt}"
    if fmt != CSV:
        return as_workbook(table, name)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(csv_lines(table), content_type=FORMATS[CSV], headers=headers)
