"""People and their roles, for administrators. To everybody else these pages do not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import people, sameperson
from cases.models import User
from cases.people_forms import LinkForm, PersonForm, RolesForm, UnlinkForm
from cases.present import people as shown
from cases.views.base import View, page, reader

UNPROCESSABLE = 422


def administrators(view: View) -> View:
    """Lets administrators in; for others there is nothing here, signed in or not allowed to know."""

    @wraps(view)
    def for_administrators(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if people.ADMINISTRATOR not in reader(request).roles:
            raise Http404
        return view(request, *args, **kwargs)

    return page(for_administrators)


@administrators
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody, by team."""
    return render(request, "cases/people.html", shown.listing(reader(request)))


@administrators
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles, access, and what was changed about them."""
    return _show(request, get_object_or_404(User, pk=pk))


def _show(request: HttpRequest, one: User, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a person; `forms` are those that need another look."""
    by = reader(request)
    unbound = {
        "roles_form": RolesForm(
            initial={"roles": sorted(shown.held_roles(one)), "organisation": one.organisation}
        ),
        "link_form": LinkForm(one, by),
        "unlink_form": UnlinkForm(),
    }
    return render(request, "cases/person.html", shown.card(one, by) | unbound | forms, status=status)


@administrators
def person_new(request: HttpRequest) -> HttpResponse:
    """Makes an account and sends the mail to set its password."""
    form = PersonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "cases/person_new.html", {"form": form}, status=status)
    new = people.create(**form.cleaned_data, by=reader(request))
    people.send_password_mail(new, request, by=reader(request))
    messages.success(
        request,
        _("%(person)s has an account. A mail to %(address)s lets them set a password.")
        % {"person": new, "address": new.email},
    )
    return redirect("person", pk=new.pk)


@administrators
@require_POST
def person_roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives and takes roles."""
    form = RolesForm(request.POST)
    if not form.is_valid():
        return _show(request, get_object_or_404(User, pk=pk), status=UNPROCESSABLE, roles_form=form)
    roles, organisation = form.cleaned_data["roles"], form.cleaned_data["organisation"]

    def change(one: User, by: User) -> None:
        people.set_place(one, roles, organisation, by=by)

    return _change(request, pk, change, _("The roles are saved."))


@administrators
@require_POST
def person_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that another account belongs to the same person."""
    one = get_object_or_404(User, pk=pk)
    form = LinkForm(one, reader(request), request.POST)
    # An account of one's own is none of the choices; the attempt is refused where it can be written down.
    own = _own_account(request)
    if own is None and not form.is_valid():
        return _show(request, one, status=UNPROCESSABLE, link_form=form)
    other = own or form.cleaned_data["account"]
    why = request.POST.get("reason", "") if own else form.cleaned_data["reason"]
    return _change(
        request,
        pk,
        lambda one, by: sameperson.link(other, one, by=by, reason=why),
        _("The accounts are linked. They count as one person."),
    )


def _own_account(request: HttpRequest) -> User | None:
    """The account of the reader's own that a request names, if it does."""
    named = request.POST.get("account", "")
    mine = sameperson.accounts_of(reader(request))
    return next((one for one in mine if str(one.pk) == named), None)


@administrators
@require_POST
def person_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that an account belongs to nobody else after all."""
    form = UnlinkForm(request.POST)
    if not form.is_valid():
        return _show(request, get_object_or_404(User, pk=pk), status=UNPROCESSABLE, unlink_form=form)
    return _change(
        request,
        pk,
        lambda one, by: sameperson.unlink(one, by=by, reason=form.cleaned_data["reason"]),
        _("The account is unlinked. It counts as a person of its own."),
    )


@administrators
@require_POST
def person_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a person's access or gives it back, as the button says."""
    if request.POST.get("active") == "1":
        return _change(
            request, pk, lambda one, by: people.reactivate(one, by=by), _("The account is active.")
        )
    return _change(request, pk, lambda one, by: people.deactivate(one, by=by), _("The access has ended."))


@administrators
@require_POST
def person_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the mail to set a new password."""
    return _change(
        request,
        pk,
        lambda one, by: people.send_password_mail(one, request, by=by),
        _("The mail is on its way."),
    )


def _change(request: HttpRequest, pk: int, change: Callable[[User, User], None], done: str) -> HttpResponse:
    """Makes one change and goes back to the person, with what was done or why it was not."""
    one = get_object_or_404(User, pk=pk)
    try:
        change(one, reader(request))
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(reverse("person", args=[pk]))
