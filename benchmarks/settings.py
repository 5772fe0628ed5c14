"""The product's settings, with the benchmark's own addresses beside the product's."""

from __future__ import annotations

from typing import Any

from accountops.settings import *  # noqa: F403 - every setting is the product's unless it stands below
from accountops.settings import BASE_DIR, MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
# Outermost, so that every statement of a request is counted, those of the middleware included.
MIDDLEWARE = ["benchmarks.counting.CountingMiddleware", *MIDDLEWARE]
_ENGINE: dict[str, Any] = TEMPLATES[0]
TEMPLATES = [{**_ENGINE, "DIRS": [*_ENGINE["DIRS"], BASE_DIR / "benchmarks" / "templates"]}]
