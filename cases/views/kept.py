"""Text typed while the session ran out: kept on the server until the same person has signed in again."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest

from cases.models import User

BY = "by"  # the form's hidden field that says, signed, for whom it was made
SESSION = "kept_form"
MOST = 20_000  # characters; nobody types more into one form, and strangers fill no table
SALT = "cases.views.kept"


def made_for(user: User) -> str:
    """Whose form it is, for its hidden field: only they get its text back."""
    return signing.Signer(salt=SALT).sign(str(user.pk))


def fields_sent(request: HttpRequest) -> dict[str, str]:
    """The form's fields, without what the page itself adds to every form."""
    page_only = {"csrfmiddlewaretoken", "version", "key", BY}
    return {name: str(values[-1]) for name, values in request.POST.lists() if name not in page_only}


def keep(request: HttpRequest) -> bool:
    """Keeps a POST that came without a session; False where it names nobody it belongs to."""
    fields = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    try:
        owner = signing.Signer(salt=SALT).unsign(str(fields.pop(BY, "")))
    except signing.BadSignature:
        return False
    if sum(map(len, fields.values())) > MOST:
        return False
    request.session[SESSION] = {"path": request.path, "owner": owner, "fields": fields}
    return True


def restored(request: HttpRequest) -> dict[str, Any] | None:
    """The fields kept for this page and this person, once; None where there are none."""
    kept = request.session.get(SESSION)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[SESSION]
    return dict(kept["fields"]) if kept["owner"] == str(request.user.pk) else None
