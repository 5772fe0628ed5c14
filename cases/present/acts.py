"""What can be done with a case and why the rest cannot: the guard ledger as plain data."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from cases import access, standing
from cases.forms import ActionForm
from cases.kinds import Action
from cases.navigation import of_case
from cases.present.ending import ending
from cases.present.rulelinks import of_code
from cases.registry import role_codes
from cases.routing import Check
from cases.saying import one_of
from cases.teams import BY_ITSELF, role_label, team_label
from cases.workflow import Look
from cases.workflow.acting import form_of
from cases.workflow.looking import allowed_states

NO_ADVICE: frozenset[str] = frozenset()


def action(look: Look, spec: Action, advised: frozenset[str] = NO_ADVICE) -> dict[str, Any]:
    """One action with its ledger, its form, and where it is posted to."""
    return _told(look, spec, look.checks(spec), advised)


def url_if_allowed(look: Look, name: str) -> str:
    """The address of an action's page; "" where something stands against it."""
    checks = look.checks(look.kind.action(name))
    return of_case("act", look.case.reference, name) if _is_allowed(checks) else ""


def _is_allowed(checks: Sequence[Check]) -> bool:
    return all(check.met for check in checks)


def _told(look: Look, spec: Action, checks: Sequence[Check], advised: frozenset[str]) -> dict[str, Any]:
    case, wrong_role = look.case, role_codes()
    shown = sorted((_check(check, look) for check in checks), key=lambda row: (row["met"], row["on_submit"]))
    form = SimpleLazyObject(partial(form_of, spec, case, None, look.actor))  # most are never shown
    return {
        "name": spec.name,
        "label": spec.label,
        "does": spec.does,
        "allowed": _is_allowed(checks),
        "advised": spec.name in advised,
        "against": bool(advised) and not (spec.core or spec.beside) and spec.name not in advised,
        "asks_why": spec.form is not None and "reason" in spec.form.base_fields,
        "met_count": sum(row["met"] for row in shown),
        "total": len(shown),
        "checks": shown,
        "button": gettext(spec.ends).format(case=case.reference) or gettext(spec.label),
        "needs_input": needs_input(spec.form, case, form),
        "form": form,
        "hidden": hidden(case, spec),
        "url": of_case("act", case.reference, spec.name),
        "preview_url": of_case("act_preview", case.reference, spec.name) if spec.letters else "",
        "wrong_role": any(check.code in wrong_role and not check.met for check in checks),
        "wrong_state": any(check.code == "WRONG_STATE" for check in checks),
        "core": spec.core,
    }


def advice(case: Any) -> frozenset[str]:
    """The actions that the newest decision of a case advises."""
    stored = standing.of(case).decision
    return frozenset(stored.card.get("advised", ())) if stored else NO_ADVICE


def hidden(case: Any, spec: Action) -> list[tuple[str, str]]:
    """What a form carries besides its fields: a key, so that sending it twice does it once, and the version.

    A note and its like lose nothing when the case moved on meanwhile, so they carry no version.
    """
    key = [("key", uuid.uuid4().hex)]
    return key if spec.keeps_version else [*key, ("version", str(case.version))]


def needs_input(form_class: type[ActionForm] | None, case: Any, form: Any) -> bool:
    """Whether the form asks for more than when it happened.

    What a class requires it asks for, and what it has not it cannot; only in between a form that looks at
    its case in a way of its own is made to find out.
    """
    if form_class is None:
        return False
    asked = {name: field for name, field in form_class.base_fields.items() if name not in form_class.rare}
    if not asked or any(field.required for field in asked.values()):
        return bool(asked)
    if form_class.__init__ is ActionForm.__init__:
        return not asked.keys() <= form_class.unused(case)
    return any(name not in form.rare for name in form.fields)


def nearby(look: Look, advised: frozenset[str]) -> list[dict[str, Any]]:
    """The kind's actions that concern this person in this state: advised first, then possible, then off.

    What belongs to other states is left out, so that the page stays calm; the API lists everything. So is
    what is done with a step of a list: the step itself offers it. Only the advised one carries its form on
    the page; the others open theirs.
    """
    kind, case = look.kind, look.case
    here = [s for s in kind.actions if _on_page(s) and case.state in allowed_states(kind, s)]
    mine = [spec for spec in here if access.roles_for(spec, case) & held(look)]
    rows = [action(look, spec, advised) for spec in mine]
    rows.sort(key=lambda row: (not row["allowed"], not row["advised"]))
    first = next((row for row in rows if row["allowed"] and row["advised"]), None)
    if first is not None and kind.action(first["name"]).ends:
        first["ending"] = ending(case, kind.action(first["name"]))
    for row in rows:
        row["advised"] = row is first
        if row is not first:  # what its form carries is left out too: the same act is drawn once
            row |= {"form": None, "hidden": []}
    return rows


def _on_page(spec: Action) -> bool:
    return not (spec.core or spec.automatic or spec.of_step)


def _where(check: Check) -> str:
    """The team in which it is cleared, where the roles do not say it themselves."""
    where = team_label(check.where) if check.where else ""
    return "" if where in {role_label(role) for role in check.who} else where


def held(look: Look) -> frozenset[str]:
    """The roles of whoever looks."""
    return look.actor.roles if look.actor else frozenset()


def others(look: Look) -> list[dict[str, Any]]:
    """What colleagues of other roles can do in this state: who the case waits for."""
    kind, case = look.kind, look.case
    return [
        {
            "label": spec.label,
            "who": ", ".join(role_label(role) for role in sorted(access.roles_for(spec, case))),
        }
        for spec in kind.actions
        if not spec.core
        and not spec.automatic
        and case.state in allowed_states(kind, spec)
        and not access.roles_for(spec, case) & held(look)
        and not access.roles_for(spec, case) <= BY_ITSELF
    ]


def core_links(look: Look, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Links to those of the core's actions that are possible now, in the order of `names`."""
    has = {spec.name for spec in look.kind.actions}
    asked = [(spec, look.checks(spec)) for spec in (look.kind.action(name) for name in names if name in has)]
    return [_told(look, spec, checks, NO_ADVICE) for spec, checks in asked if _is_allowed(checks)]


def _check(check: Check, look: Look) -> dict[str, Any]:
    told = check.met and not check.on_submit
    inside = not told and look.actor is not None and not access.is_outside(look.actor, look.case)
    return {
        "help_url": of_code(look.kind, check.code) if inside else "",
        "code": "" if told else check.code,
        "met": told,
        "message": (check.met_message or check.message) if check.met else check.message,
        "who": one_of(gettext(role_label(role)) for role in check.who),
        "where": _where(check),
        "opens_at": check.opens_at,
        "on_submit": check.on_submit,
    }
