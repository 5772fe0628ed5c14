"""One's own profile: how pages look and read, signing in, and tokens for programs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases import sessions, tokens
from cases.models import ApiToken, CalendarFeed, SignIn
from cases.people_forms import ProfileForm, ThemeForm, TokenForm
from cases.present.people import held_roles, sessions_of, when_for, words
from cases.teams import teams_of
from cases.views.base import is_fragment, page, reader

UNPROCESSABLE = 422


@page
def profile(request: HttpRequest) -> HttpResponse:
    """Shows the profile and saves the settings."""
    person = reader(request)
    if request.method != "POST":
        return show(request)
    form = ProfileForm(request.POST, instance=person)
    if not form.is_valid():
        person.refresh_from_db()  # the form has written the refused values onto it
        return show(request, form=form, status=UNPROCESSABLE)
    form.save()
    messages.success(request, _("Your settings are saved."))
    return redirect("profile")


@page
@require_POST
def profile_theme(request: HttpRequest) -> HttpResponse:
    """Saves the colours; a fragment's request gets no page back."""
    form = ThemeForm(request.POST, instance=reader(request))
    if not form.is_valid():
        return HttpResponse(status=UNPROCESSABLE)
    form.save()
    return HttpResponse(status=204) if is_fragment(request) else redirect("profile")


@page
@require_POST
def token_new(request: HttpRequest) -> HttpResponse:
    """Makes a token and shows its secret this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return show(request, token_form=form, status=UNPROCESSABLE)
    given = form.cleaned_data
    _, secret = tokens.issue(reader(request), given["token_name"], given["scopes"], form.lifetime)
    response = show(request, secret=secret)
    response.headers["Cache-Control"] = "no-store"
    return response


@page
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends one of one's own tokens."""
    token = get_object_or_404(ApiToken, pk=pk, user=reader(request))
    tokens.revoke(token)
    messages.success(request, _("The token %(name)s has ended.") % {"name": token.name})
    return redirect("profile")


@page
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs oneself out somewhere else; here there is "Sign out"."""
    row = get_object_or_404(SignIn, pk=pk, user=reader(request))
    if row.session_key != request.session.session_key:
        sessions.end(row)
        messages.success(request, _("Signed out at %(device)s.") % {"device": row.device})
    return redirect("profile")


def show(request: HttpRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The profile, with what a form or a step has to tell."""
    person = reader(request)
    sessions.know(request, person)
    roles = held_roles(person)
    context = {
        "profile": {
            "name": str(person),
            "email": person.email,
            "roles": words(roles),
            "team": ", ".join(team.label for team in teams_of(roles)),
        },
        "form": ProfileForm(instance=person),
        "form_url": reverse("profile"),
        "theme": person.theme,
        "sessions": sessions_of(person, request.session.session_key or ""),
        "token_form": TokenForm(),
        "has_calendar": CalendarFeed.objects.filter(user=person).exists(),
        "tokens": [_token(token, request) for token in _living(person.pk)],
    }
    return render(request, "cases/profile.html", context | forms, status=status)


def _living(person: int) -> Any:
    alive = ApiToken.objects.filter(user=person, revoked_at=None, expires_at__gt=timezone.now())
    return alive.order_by("-created_at")


def _token(token: ApiToken, request: HttpRequest) -> dict[str, Any]:
    person = reader(request)
    return {
        "name": str(token),
        "scopes": ", ".join(token.scopes),
        "ends": when_for(token.expires_at, person),
        "used": when_for(token.last_used_at, person) if token.last_used_at else "never",
        "revoke_url": reverse("token_revoke", args=[token.pk]),
    }
