"""The product's settings, with the benchmark's own addresses beside the product's."""

from __future__ import annotations

from accountops.settings import *  # noqa: F403 - every setting is the product's unless it stands below
from accountops.settings import BASE_DIR, MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
# Outermost, so that every statement of a request is counted, those of the middleware included.
MIDDLEWARE = ["benchmarks.counting.CountingMiddleware", *MIDDLEWARE]
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], BASE_DIR / "benchmarks" / "templates"]}]
