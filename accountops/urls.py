"""Every address of the product."""

from __future__ import annotations

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
if find_spec("accountops.api"):
    from accountops.api import api

    urlpatterns.append(path("api/v1/", api.urls))
if find_spec("cases.urls"):
    urlpatterns.append(path("", include("cases.urls")))
