"""Every address of the product. Probes and metrics are answered earlier, by a middleware."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accountops.api import api

admin.autodiscover()
# The admin's own login page knows neither second factors nor limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth documents it

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("", include("cases.urls")),
]
if settings.IS_DEMO:
    urlpatterns.append(path("", include("accountops.demo_urls")))
