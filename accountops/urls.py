"""Every address of the product. Probes and metrics are answered earlier, by a middleware."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

admin.autodiscover()

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
if settings.IS_DEMO:
    urlpatterns.append(path("", include("accountops.demo_urls")))
if find_spec("accountops.api"):
    urlpatterns.append(path("api/v1/", import_module("accountops.api").api.urls))
urlpatterns.append(path("", include("rebooks.urls")))
if find_spec("cases.urls"):
    urlpatterns.append(path("", include("cases.urls")))
