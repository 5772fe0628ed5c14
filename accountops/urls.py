"""Every address of the product. Probes and metrics are answered earlier, by a middleware."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accountops.api import api
from accountops.views.delays import delays
from accountops.views.operations import operations, operations_see_to

admin.autodiscover()

handler400 = "accountops.views.failures.bad_request"
handler500 = "accountops.views.failures.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("delays/", delays, name="delays"),
    path("operations/", operations, name="operations"),
    path("operations/see-to/", operations_see_to, name="operations_see_to"),
    path("", include("rebooks.urls")),
    path("", include("cases.urls")),
]
if settings.IS_DEMO:
    urlpatterns.append(path("", include("accountops.demo_urls")))
