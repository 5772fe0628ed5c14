"""What Gunicorn loads: the product with the floors beside it."""

from __future__ import annotations

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

from accountops.wsgi import application

__all__ = ["application"]
