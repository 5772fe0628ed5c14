"""Bearer tokens: how programs come in. They live by real time, never by the clock of the business."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from cases.models import ApiToken, RoleGrant, User

SCOPES: Final[dict[str, str]] = {
    "read": _("see cases, timelines and deadlines, and try decisions"),
    "open": _("open cases"),
    "act": _("perform actions"),
    "record": _("record facts from outside"),
    "policy": _("change policy values"),
}
MARK = "ao_"
SECRET_BYTES = 32
SHOWN = 12
LONGEST = timedelta(days=366)
USED_AGAIN_AFTER = timedelta(minutes=1)


def issue(user: User, name: str, scopes: Iterable[str], lifetime: timedelta) -> tuple[ApiToken, str]:
    """A new token and its secret, which nobody can read again: only a digest is stored.

    Raises ValueError for an unknown scope, none at all, or a lifetime that is not up to 366 days.
    """
    wanted = sorted(set(scopes))
    unknown = [scope for scope in wanted if scope not in SCOPES]
    if unknown or not wanted:
        raise ValueError(f"Choose scopes among {', '.join(SCOPES)}; got {', '.join(unknown) or 'none'}.")
    if not timedelta() < lifetime <= LONGEST:
        raise ValueError(f"A token lives for up to {LONGEST.days} days.")
    secret = MARK + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        prefix=secret[:SHOWN],
        digest=_digest(secret),
        scopes=wanted,
        expires_at=timezone.now() + lifetime,
    )
    return token, secret


def live(secret: str) -> ApiToken | None:
    """The token of a secret, with its user, if it still counts: not expired, not revoked, its user active."""
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("user")
        .filter(digest=_digest(secret), expires_at__gt=now, revoked_at=None, user__is_active=True)
        .annotate(held=ArraySubquery(RoleGrant.objects.filter(user=OuterRef("user")).values("role")))
        .first()
    )
    if token is not None:
        token.user.roles = frozenset(token.held)  # what the person holds now, without asking again
    if token is not None and (token.last_used_at is None or now - token.last_used_at > USED_AGAIN_AFTER):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def revoke(token: ApiToken) -> None:
    """Ends a token at once; doing it again changes nothing."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def _digest(secret: str) -> str:
    # The secret has 256 random bits, so a plain hash needs no salt and no stretching.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
