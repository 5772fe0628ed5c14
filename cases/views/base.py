"""What every page needs: a signed-in reader, the case they may see, fragments and redirects."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from cases import access, registry
from cases.kinds import Kind
from cases.models import Case, User
from cases.statements import Statement, written
from cases.views import kept

SLASHES = "/\\"
MOST_DIGITS = 9  # as many as the column of versions takes
View = Callable[..., HttpResponseBase]


def page(view: View) -> View:
    """Asks for sign-in first; a fragment's request gets the whole page for it, never one in a table cell.

    Pages and fragments share addresses, so caches must tell them apart.
    """

    @wraps(view)
    def signed_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        # The person, not Django's stand-in for one, which is asked anew at each of some hundred looks.
        request.user = get_user(request)
        return view(request, *args, **kwargs)

    return vary_on_headers("HX-Request")(signed_in)


def framing(response: HttpResponse) -> HttpResponse:
    """A page that may hold frames of ours: a mail or a letter with its layout."""
    response._csp_update = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]  # what csp_update sets
    return response


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Leads to the sign-in and back: to the page that was looked at, or to the form with what was typed."""
    back = looked_at(request)
    if request.method == "POST" and kept.keep(request):
        back = request.path
    query = QueryDict(mutable=True)
    query["next"] = back
    return go(request, f"{resolve_url(settings.LOGIN_URL)}?{query.urlencode(safe='/')}")


def looked_at(request: HttpRequest) -> str:
    """The address in the browser's bar: a POST and a fragment were asked for from there."""
    if request.method == "GET" and not is_fragment(request):
        return request.get_full_path()
    try:
        shown = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/")
    except ValueError:  # these headers can hold anything
        return "/"
    # One slash in front: two of them, or browsers' other slash, would name another host.
    return f"/{shown.path.lstrip(SLASHES)}" + (f"?{shown.query}" if shown.query else "")


def is_fragment(request: HttpRequest) -> bool:
    """Whether only a part of the page was asked for."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def go(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect of the whole page, whoever asked: a browser's form or a fragment."""
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def moved(sentence: str, before: Any, after: Any) -> str:
    """The sentence on what was done, and where the case is now if that took it elsewhere."""
    if before.state == after.state:
        return sentence
    state = _(registry.kind_of(after).state(after.state).label)
    now = _("%(case)s is now %(state)s.") % {"case": after.reference, "state": state}
    return f"{sentence} {now}"


def version_sent(request: HttpRequest) -> int | None:
    """The version that the form was made from; None where none is sent. Rubbish is never the latest."""
    text = request.POST.get("version", "").strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def reader(request: HttpRequest) -> User:
    """The signed-in person."""
    assert isinstance(request.user, User)
    return request.user


def seen_kind(request: HttpRequest, code: str) -> Kind:
    """The kind, for who sees its cases."""
    if code not in access.visible_kinds(reader(request)):
        raise Http404
    return registry.get_kind(code)


def seen_case(request: HttpRequest, reference: str) -> Any:
    """The case as its kind's model; 404 when there is none or the reader may not see it.

    Account and owner come with its standing.
    """
    kind = registry.kind_of_reference(reference)
    if kind is None:
        raise Http404
    found = _by_reference(kind.model).objects(kind.model, reference)
    if not found or not access.can_see(reader(request), found[0]):
        raise Http404
    return found[0]


@cache
def _by_reference(model: type[Case]) -> Statement:
    statement = written(model.objects.filter(reference=""))
    assert statement is not None, "something can be found"
    return statement
