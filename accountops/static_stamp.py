"""Collecting static files only when one of them changed: it is the slowest step of a start."""

from __future__ import annotations

import hashlib
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = ".collected"


def collect() -> bool:
    """Collect into STATIC_ROOT where the stamp there tells other files. False where nothing was to do."""
    if settings.WHITENOISE_USE_FINDERS:
        return False  # served from where they lie
    stamp, digest = Path(settings.STATIC_ROOT) / STAMP, _digest()
    if stamp.exists() and stamp.read_text() == digest:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest)
    return True


def _digest() -> str:
    """Names, sizes and times of all sources, and the version of Django, whose admin brings files too."""
    digest = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{storage.path(name)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
