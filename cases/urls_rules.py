"""Addresses of the rule books, and of trying a decision."""

from __future__ import annotations

from django.urls import URLPattern, path

from cases.views import rules

urlpatterns: list[URLPattern] = [
    path("rules/", rules.rule_books, name="rule_books"),
    path("rules/<slug:kind>/", rules.rule_book, name="rule_book"),
    path("rules/<slug:kind>/try/", rules.try_rules, name="try_rules"),
    path("rules/<slug:kind>/cases/<str:rule>/", rules.rule_cases, name="rule_cases"),
]
