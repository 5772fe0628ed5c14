"""The floors, and after them everything of the product."""

from __future__ import annotations

from django.urls import include, path

from benchmarks.views import api, empty, listed

urlpatterns = [
    path("bench/empty/", empty),
    path("bench/list/", listed),
    path("bench/api/", api.urls),
    path("", include("accountops.urls")),
]
