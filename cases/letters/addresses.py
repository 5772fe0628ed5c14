"""Addresses that carry the case they belong to, signed: nobody can make one up."""

from __future__ import annotations

import hmac
import re
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac

_PLUS: Final = re.compile(r"\+c\.([a-z]{2}-[0-9]{4}-[0-9]{6,})\.([0-9a-f]{10})@", re.IGNORECASE)


def message_id(reference: str, number: UUID) -> str:
    """The Message-ID of a mail about a case: `<ao.CASE.UUID.SIGNATURE@DOMAIN>`."""
    name = f"ao.{reference.lower()}.{number.hex}"
    return f"<{name}.{_signed(name, 8)}@{settings.MAIL_DOMAIN}>"


def is_ours(name: str) -> bool:
    """Whether a Message-ID is one that we gave."""
    inner = name.strip().strip("<>")
    left, _, right = inner.rpartition("@")
    body, _, signature = left.rpartition(".")
    return right == settings.MAIL_DOMAIN and _right(body, signature, 8)


def reply_to(reference: str) -> str:
    """Where answers about a case go: `support+c.CASE.SIGNATURE@DOMAIN`."""
    local, _, domain = settings.MAIL_REPLY_TO.rpartition("@")
    name = reference.lower()
    return f"{local}+c.{name}.{_signed(name, 10)}@{domain}"


def reference_in(address: str) -> str | None:
    """The case that an address of ours belongs to; None where it is none, or was made up."""
    found = _PLUS.search(address)
    if found is None or not _right(found[1].lower(), found[2].lower(), 10):
        return None
    return found[1].upper()


def is_address(text: str) -> bool:
    """Whether a text is one mail address and nothing else."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return not {*text} & set(",;<>\r\n ")


def _signed(name: str, length: int, key: str | None = None) -> str:
    return salted_hmac("cases.letters", name, secret=key, algorithm="sha256").hexdigest()[:length]


def _right(name: str, signature: str, length: int) -> bool:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(hmac.compare_digest(_signed(name, length, key).encode(), signature.encode()) for key in keys)
