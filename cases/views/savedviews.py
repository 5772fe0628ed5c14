"""Saving a view of a list, renaming, sharing and removing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cases import savedviews
from cases.fields import check_text
from cases.models import SavedView
from cases.present import savedviews as shown
from cases.savedviews import ViewFault
from cases.text import tidy
from cases.views.base import page, reader
from cases.views.many import ours

UNPROCESSABLE = 422


class NameForm(forms.Form):
    """How a view is called and who sees it."""

    name = forms.CharField(label=_("Name"), max_length=60)
    shared_with = forms.ChoiceField(label=_("Who sees it"), required=False)

    def __init__(self, data: QueryDict | None, teams: Any, **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["shared_with"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Only you")),
            *((one.code, _("Everybody in %(team)s") % {"team": one.label}) for one in teams),
        ]

    def clean_name(self) -> str:
        """Refuses what nobody can see or read."""
        name = tidy(self.cleaned_data["name"])
        check_text(name)
        return name


@page
@require_http_methods(["GET", "HEAD", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """Every view that one sees; a POST saves another one."""
    return _save(request) if request.method == "POST" else _show(request)


@page
@require_POST
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """Renames a view and says with whom it is shared."""
    row, user = _own(request, pk), reader(request)
    form = NameForm(request.POST, savedviews.shareable(user, row.team), prefix=f"view-{pk}")
    if form.is_valid():
        try:
            savedviews.change(user, row, **form.cleaned_data)
        except ViewFault as fault:
            form.add_error(fault.field, str(fault))
        else:
            messages.success(request, _("The view “%(name)s” is saved.") % {"name": row.name})
            return redirect("views")
    return _show(request, changed={pk: form})


@page
@require_POST
def view_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Removes a view; the cases in it stay where they are."""
    row = _own(request, pk)
    row.delete()
    messages.success(request, _("The view “%(name)s” is removed.") % {"name": row.name})
    return redirect("views")


def _own(request: HttpRequest, pk: int) -> SavedView:
    row = savedviews.seen_by(reader(request)).filter(pk=pk).first()
    if row is None or not savedviews.may_change(reader(request), row):
        raise Http404
    return row


def _save(request: HttpRequest) -> HttpResponse:
    user, given = reader(request), request.POST
    team, address = given.get("team", ""), given.get("address", "")[:1500]
    form = NameForm(given, savedviews.shareable(user, team))
    if form.is_valid():
        try:
            row = savedviews.save(user, team=team, address=address, **form.cleaned_data)
        except ViewFault as fault:
            form.add_error(fault.field, str(fault))
        else:
            messages.success(request, _("The view “%(name)s” is saved.") % {"name": row.name})
            return redirect(shown.url_of(row))
    back = ours(given.get("back", ""))
    context = {"form": form, "hidden": [("team", team), ("address", address), ("back", back)], "back": back}
    return render(request, "cases/view_new.html", context, status=UNPROCESSABLE)


def _show(request: HttpRequest, changed: dict[int, NameForm] | None = None) -> HttpResponse:
    user = reader(request)
    rows = shown.rows(user)
    for row in rows:
        teams = savedviews.shareable(user, row["team"])
        initial = {"name": row["name"], "shared_with": row["shared_with"]}
        form = NameForm(None, teams, prefix=f"view-{row['pk']}", initial=initial)
        row["form"] = (changed or {}).get(row["pk"], form) if row["may_change"] else None
        row["url_change"] = reverse("view", args=[row["pk"]])
        row["url_remove"] = reverse("view_remove", args=[row["pk"]])
    context = {"rows": rows, "form": next(iter((changed or {}).values()), None)}
    return render(request, "cases/views.html", context, status=UNPROCESSABLE if changed else 200)
