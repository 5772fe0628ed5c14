"""Addresses that exist in demo mode only."""

from __future__ import annotations

from django.urls import path

from accountops.views import demo

urlpatterns = [path("demo/sign-in/", demo.sign_in, name="demo_sign_in")]
