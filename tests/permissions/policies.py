"""Who reads, changes and approves the policy values of a kind."""

from __future__ import annotations

from typing import Final

from tests.permissions.terms import About, Otherwise, Row, To

POLICIES: Final[dict[str, Row]] = {
    "case_then": Row("A case as it was; not for parties from outside", read=To.SEES_IT, about=About.CASE),
    "policies": Row("The policies of the kinds that one sees", read=To.SEES_ANY),
    "policy": Row("The policy of a kind: values, history, what is planned", To.SEES_KIND, about=About.KIND),
    "policy_change": Row("Drafting a change of it", To.MANAGERS, To.MANAGERS, About.KIND),
    "policy_draft": Row("A change on its way", To.SEES_KIND, about=About.KIND, parts={"number": "@draft"}),
    "policy_edit": Row("Changing it", To.MANAGERS, To.MANAGERS, About.KIND, parts={"number": "@draft"}),
    "policy_moves": Row(
        "The deadlines that it would date otherwise, as CSV",
        To.MANAGERS,
        about=About.KIND,
        parts={"number": "@draft"},
    ),
    "policy_moving": Row(
        "How far an approved change is with moving set deadlines",
        To.SEES_KIND,
        about=About.KIND,
        parts={"number": "@draft"},
    ),
    "policy_replay": Row(
        "A change over past cases: how far it is; starting and stopping it",
        To.SEES_KIND,
        To.MANAGERS,
        About.KIND,
        parts={"number": "@draft"},
    ),
    "policy_replay_csv": Row(
        "What would have come out otherwise, as CSV",
        To.SEES_KIND,
        about=About.KIND,
        parts={"number": "@draft"},
    ),
    "policy_scenarios": Row(
        "The scenarios that are kept with it; keeping and retiring them",
        To.SEES_KIND,
        To.MANAGERS,
        About.KIND,
    ),
    "policy_scenario_run": Row(
        "Playing them for a change: how far it is, and having it done",
        To.SEES_KIND,
        To.MANAGERS,
        About.KIND,
        parts={"number": "@draft"},
    ),
    "policy_act": Row(
        "Submitting, approving, refusing, withdrawing it; who worked on it does not approve it",
        change=To.MANAGERS,
        about=About.KIND,
        parts={"number": "@draft", "act": "approve"},
    ),
}
POLICY_CALLS: Final[dict[str, Row]] = {
    "api:get_case_as_of": Row("A case as it was", read=To.SEES_IT, about=About.CASE, scope="read"),
    "api:get_policy": Row("The policy values of a kind", read=To.SEES_KIND, about=About.KIND, scope="read"),
    "api:list_policy_drafts": Row(
        "Changes of them on their way", read=To.SEES_KIND, about=About.KIND, scope="read"
    ),
    "api:judge_policy_draft": Row(
        "Approving, refusing or withdrawing one; who worked on it does not approve it",
        change=To.MANAGERS,
        about=About.KIND,
        otherwise=Otherwise.DEPENDS,
        scope="policy",
        parts={"draft": "@draft", "act": "approve"},
        sends={"digest": "none"},
    ),
    "api:change_policy": Row(
        "The same values, and changing them",
        read=To.SEES_KIND,
        change=To.MANAGERS,
        about=About.KIND,
        otherwise=Otherwise.DEPENDS,
        scope="policy",
        verb="PUT",
        sends={"values": {}, "reason": "Tried."},
    ),
}
