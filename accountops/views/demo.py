"""The demo's door: pick somebody, one click, signed in. Its addresses exist in demo mode only."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accountops.demo import DEMO_PASSWORD, DEMO_PEOPLE
from accountops.demo_does import DOES
from cases.models import User

BACKEND = "accountops.accounts.PersonBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """GET shows the people, POST with `username` signs in as one of them and goes to `next`."""
    target = _safe_target(request)
    if request.method != "POST":
        context = {"people": _people(), "password": DEMO_PASSWORD, "next": target}
        return render(request, "demo/sign_in.html", context)
    known = {person.username for person in DEMO_PEOPLE}
    username = request.POST.get("username", "")
    user = User.objects.filter(username=username, is_active=True).first() if username in known else None
    if user is None:
        raise Http404("Nobody of that name works in the demo.")
    login(request, user, backend=BACKEND)
    return redirect(target)


def _people() -> list[dict[str, str]]:
    """Who can be chosen, with the roles by name and what one does as them."""
    return [
        {
            "username": person.username,
            "name": person.name,
            "team": person.role_labels,
            "does": DOES[person.username],
        }
        for person in DEMO_PEOPLE
    ]


def _safe_target(request: HttpRequest) -> str:
    """The page asked for, where it is one of ours."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else "/"
