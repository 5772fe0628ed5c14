"""Links for people without an account: a secret of 256 bits, signed, with its end in it.

Nothing that is stored opens a link. A request keeps the digest of its secret; the message that carries the
link keeps a random seed, of which the secret is made with the key of this installation while it is sent.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from cases.sealed import Seal

SALT: Final = "cases.consent.link"
SEED_BYTES: Final = 32


def new_seed() -> str:
    """Random, 256 bits."""
    return secrets.token_hex(SEED_BYTES)


def digest_of(secret: str) -> str:
    """What is stored of a secret. It has 256 bits, so a plain hash needs no salt and no stretching."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_of(seed: str, key: str | None = None) -> str:
    """The secret that this installation makes of a seed; `key` is an earlier one of its keys."""
    made = salted_hmac(SALT, seed, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(made).rstrip(b"=").decode()


def url_of(seed: str, digest: str, expires_at: datetime) -> str:
    """The address of the link that belongs to a digest; "" where no key of ours makes it of the seed."""
    for secret in _secrets(seed):
        if hmac.compare_digest(digest_of(secret), digest):
            return settings.PUBLIC_URL + reverse("consent", args=[signed(secret, expires_at)])
    return ""


def signed(secret: str, expires_at: datetime) -> str:
    """What stands in the address: secret, end, signature."""
    return Seal(SALT).put(secret, expires_at)


def read(token: str) -> tuple[str, datetime] | None:
    """The digest and the end of what stands in an address; None for what we have not signed."""
    found = Seal(SALT).read(token)
    return (digest_of(found[0]), found[1]) if found else None


def _secrets(seed: str) -> Iterator[str]:
    yield secret_of(seed)
    for key in settings.SECRET_KEY_FALLBACKS:
        yield secret_of(seed, key)
