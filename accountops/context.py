"""What the frame shows of the installation itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from accountops.health import delays


def banner(request: HttpRequest) -> dict[str, Any]:
    """`delays`, for the banner above every page with the rail. Nobody is asked: see `health.delays`."""
    return {"delays": delays.known()}
