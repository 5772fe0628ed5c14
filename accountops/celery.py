"""Celery: the wake-up and the muscle. What must be remembered is in PostgreSQL, so a lost message costs seconds."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")

app = Celery("accountops")
