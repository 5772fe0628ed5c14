"""Addresses of policies and their drafts, and of cases as they were."""

from __future__ import annotations

from django.urls import URLPattern, path

from cases.views import policies, policyscenarios
from cases.views.then import case_then

urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/then/", case_then, name="case_then"),
    path("policy/", policies.policies, name="policies"),
    path("policy/<slug:kind>/", policies.policy_page, name="policy"),
    path("policy/<slug:kind>/change/", policies.policy_change, name="policy_change"),
    path("policy/<slug:kind>/drafts/<int:number>/", policies.policy_draft, name="policy_draft"),
    path("policy/<slug:kind>/drafts/<int:number>/change/", policies.policy_change, name="policy_edit"),
    path("policy/<slug:kind>/drafts/<int:number>/deadlines.csv", policies.policy_moves, name="policy_moves"),
    path("policy/<slug:kind>/drafts/<int:number>/moving/", policies.policy_moving, name="policy_moving"),
    path("policy/<slug:kind>/drafts/<int:number>/replay/", policies.policy_replay, name="policy_replay"),
    path(
        "policy/<slug:kind>/drafts/<int:number>/replay.csv",
        policies.policy_replay_csv,
        name="policy_replay_csv",
    ),
    path(
        "policy/<slug:kind>/drafts/<int:number>/scenarios/",
        policyscenarios.policy_scenario_run,
        name="policy_scenario_run",
    ),
    path("policy/<slug:kind>/scenarios/", policyscenarios.policy_scenarios, name="policy_scenarios"),
    path("policy/<slug:kind>/drafts/<int:number>/do/<slug:act>/", policies.policy_act, name="policy_act"),
]
