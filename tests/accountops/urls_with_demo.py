"""The product's addresses as the demo has them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import include, path
from django.views.defaults import page_not_found

UNDRAWN = "tests.undrawn"  # in a request's environment: of an answer that there is nothing, the status counts

urlpatterns = [path("", include("accountops.demo_urls")), path("", include("accountops.urls"))]


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The product's page, drawn where somebody looks at it: what led here does not depend on it."""
    if request.META.get(UNDRAWN):
        return HttpResponseNotFound()
    return page_not_found(request, exception)
