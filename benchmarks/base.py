"""The database that every size starts from: schema, people, played cases, and these as patterns to copy.

    python -m benchmarks.base <cases to play> <variants of each> <file for the sign-ins>

Runs as a process of its own, with the environment of `benchmarks.place`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from benchmarks.patterns import Back

READERS = {"specialist": "ines", "manager": "malin", "outsider": "amara8"}
API_USER = "priya"  # AR and Collections: may open cases, write requests down and hand cases over
ROWS = 50  # on a page of a list, as many as the list floor has
SIGNED_IN_FOR = timedelta(days=30)


def main(arguments: list[str], back: Back | None = None, play: Callable[[int], object] | None = None) -> None:
    """Fills the empty database of DATABASE_URL; `back` says how far back a copy of a case lies.

    `play` makes so many cases; without it they are rebooks.
    """
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from accountops.demo import seed_people
    from benchmarks import patterns, people
    from benchmarks.place import SEED
    from rebooks.demo import seed

    count, variants, file = int(arguments[0]), int(arguments[1]), Path(arguments[2])
    call_command("bootstrap")
    with transaction.atomic():
        seed_people()
        (play or partial(seed, number=SEED))(count)
        people.multiply()
        people.words()
        patterns.store(variants, back or patterns.anywhere)
    file.write_text(json.dumps(_sign_ins()))


def _sign_ins() -> dict[str, Any]:
    """A session of each reader and a token for the API."""
    from cases import tokens
    from cases.models import User

    user = User.objects.get(username=API_USER)
    _, secret = tokens.issue(user, "benchmark", ["read", "open", "act"], SIGNED_IN_FOR)
    return {"token": secret} | {name: _session(username) for name, username in READERS.items()}


def _session(username: str) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from cases.models import User

    user = User.objects.get(username=username)
    user.page_size = ROWS
    user.save(update_fields=["page_size"])
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accountops.accounts.PersonBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.set_expiry(SIGNED_IN_FOR)
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main(sys.argv[1:])
