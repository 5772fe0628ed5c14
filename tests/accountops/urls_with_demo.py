"""The product's addresses as the demo has them."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("accountops.demo_urls")), path("", include("accountops.urls"))]
