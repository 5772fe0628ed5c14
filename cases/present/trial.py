"""Trying a decision as a page: the form of the facts, the choice of policy, the card of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _

from cases import clock, trying
from cases.fields import MailField
from cases.forms import ActionForm
from cases.kinds import DryRun, Kind
from cases.models import StoredDecision, User
from cases.navigation import address
from cases.policies import judging
from cases.present.casepage import decision as card
from cases.present.casepage import zone_label
from cases.routing import Decision
from cases.timeline import plain


def trial_form(trial: DryRun, data: Mapping[str, Any] | None, user: User) -> ActionForm:
    """The form of the kind's facts, in the reader's clock: without files and addresses to write to."""
    form = trial.form(data, zone=user.time_zone, actor=user)
    unused = [name for name, one in form.fields.items() if isinstance(one, (MailField, forms.FileField))]
    for name in unused:
        del form.fields[name]
    form.fields["at"].label = _("Decide as of")
    form.fields["at"].help_text = _("The instant to decide for. Leave empty for now.")
    return form


def shown_form(form: ActionForm) -> Any:
    """How crispy forms draws it: the kind's own layout, then what is asked only to try something."""
    helper = form.helper
    helper.layout = _without(helper.layout, frozenset(form.fields) - {"at"})
    helper.render_unmentioned_fields = True
    return helper


def _without(layout: Any, names: frozenset[str]) -> Any:
    """The layout without fields that the form does not have."""
    kept = [_without(part, names) if hasattr(part, "fields") else part for part in layout.fields]
    layout.fields = [part for part in kept if (part in names if isinstance(part, str) else _holds(part))]
    return layout if not isinstance(layout, Layout) else Layout(*layout.fields)


def _holds(part: Any) -> bool:
    """Whether a part of a layout still shows something."""
    return not hasattr(part, "fields") or bool(part.fields)


def trial_page(kind: Kind, form: ActionForm, choice: str, user: User) -> dict[str, Any]:
    """The context of the page before it is tried."""
    zone = user.time_zone
    return {
        "kind": {"code": kind.code, "label": kind.label, "plural": kind.label_plural},
        "book_url": address("rule_book", args=(kind.code,)),
        "url": address("try_rules", args=(kind.code,)),
        "keep_url": address("policy_scenarios", args=(kind.code,)) if user.roles & judging.CHANGERS else "",
        "form": form,
        "helper": shown_form(form),
        "policies": trying.choices(kind),
        "policy": choice,
        "now": clock.now(),
        "zone": ZoneInfo(zone),
        "zone_label": zone_label(zone),
    }


def answer(kind: Kind, decision: Decision, policy: str, at: datetime) -> dict[str, Any] | None:
    """The card, as a case of these facts would show it."""
    stored = StoredDecision(card=plain(asdict(decision)), rule=decision.rule, decided_at=at, policy_version=0)
    told = card(stored, kind.code)
    return told and told | {"policy_version": policy, "policy_url": ""}
