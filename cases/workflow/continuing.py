"""Going on as another kind of case: it opens with what is known here, both are linked, and this one ends.

One change of the case that is left: what stands against the opening of the other stands against all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cases import registry
from cases.forms import ActionForm
from cases.handover import Continuing
from cases.kinds import Action, Kind
from cases.models import TimelineEntry
from cases.routing import Asked, Check, Refusal, unmet
from cases.step import Step
from cases.workflow.looking import allowed_states
from cases.workflow.opening import Earlier, open_case
from cases.workflow.results import InputErrors, Refused

NAME: Final = "continue_as"
MOST_NOTES: Final = 20_000  # characters


class Whole(dict[str, Any]):
    """The whole input of an opening, as a page sends it: nothing carried is put under what was emptied."""


class FactsField(forms.Field):
    """The input of the other kind's opening; what is carried over need not be said again."""

    json_schema = {"type": "object", "description": "What the opening of that kind asks for beside it."}

    def clean(self, value: Any) -> Mapping[str, Any]:
        """The input as it is: the opening's own form judges it."""
        if value is None or value == "":
            return {}
        if not isinstance(value, Mapping):
            raise forms.ValidationError(_("Give an object."), code="facts")
        return value


class KindField(forms.ChoiceField):
    """A kind that takes the case over; which ones there are depends on the case."""

    json_schema = {"type": "string", "description": "The kind of case that it is in truth."}


class ContinueForm(ActionForm):
    """As which kind, and what that one has to know beside what is known here."""

    button = _("Show what is carried over")

    kind = KindField(label=_("It is in truth"))
    facts = FactsField(label=_("Facts"), required=False, widget=forms.HiddenInput)
    rare = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("at")
        if self.case is not None:
            field = self.fields["kind"]
            assert isinstance(field, KindField), "declared above"
            field.choices = [(kind.code, _(kind.label)) for kind in targets(registry.kind_of(self.case))]

    def clean(self) -> dict[str, Any]:
        """Nothing is dropped silently: names that the opening does not know are told."""
        data = super().clean() or {}
        facts = data.get("facts")
        if data.get("kind") and facts and not isinstance(facts, Whole):
            known = registry.get_kind(data["kind"]).opening.form.base_fields
            for name in sorted(str(name) for name in facts if name not in known):
                self.add_error(
                    "facts",
                    forms.ValidationError(
                        _("“%(name)s” is not known here.") % {"name": name}, code="unknown"
                    ),
                )
        return data


def continuing_actions(kind: Kind) -> tuple[Action, ...]:
    """The core's action for a kind whose cases can turn out to be another kind's."""
    if kind.continues is None:
        return ()
    ends = next(one for one in kind.actions if one.name == kind.continues.ends_by)
    return (
        Action(
            NAME, gettext_noop("Go on as another kind"),
            gettext_noop("Opens the case that this turned out to be, with what is known."),
            "went on with it as another kind", ends.roles, ContinueForm, _guards, _run, core=True,
            states="open",
        ),
    )  # fmt: skip


def targets(kind: Kind) -> list[Kind]:
    """The kinds as which a case of this one can go on."""
    if kind.continues is None:
        return []
    return [other for other in registry.all_kinds() if other.continues is not None and other is not kind]


def carried(case: Any, target: Kind) -> dict[str, Any]:
    """What the target's opening gets of a case, as a program would give it; unknown things are left out."""
    offer, accept = _spec(registry.kind_of(case)).offer, _spec(target).accept
    given = dict(accept(offer(case))) | {"account": case.account}
    return {name: value for name, value in given.items() if value not in ("", None, [], ())}


def may_open(target: Kind, roles: frozenset[str]) -> bool:
    """Whether somebody with these roles may open a case of the kind by continuing another."""
    return bool(roles & _openers(target))


def against_ending(step: Step) -> list[Refusal]:
    """What stands against ending the case that is left: it then stays open."""
    ends = step.kind.action(_spec(step.kind).ends_by)
    if step.case.state not in allowed_states(step.kind, ends):
        label = step.kind.state(step.case.state).label
        return [Refusal("WRONG_STATE", f"{ends.label} is not possible while the case is {label}.")]
    return unmet(ends.guards(step.asked({"reason": "continued"})))


def _spec(kind: Kind) -> Continuing:
    assert kind.continues is not None, "asked of kinds that continue"
    return kind.continues


def _openers(target: Kind) -> frozenset[str]:
    return target.opening.roles | _spec(target).openers


def _guards(asked: Asked) -> Sequence[Check]:
    return ()


def _run(step: Step) -> None:
    """Opens the other case, links both, and ends this one where that is possible now."""
    target = registry.get_kind(step.data.pop("kind"))
    facts = step.data.pop("facts")
    is_page = isinstance(facts, Whole)
    openers = _openers(target) | (frozenset() if step.actor else {"system"})
    widened = replace(target, opening=replace(target.opening, roles=openers))
    try:
        outcome = open_case(
            widened,
            facts if is_page else carried(step.case, target) | dict(facts),
            actor=step.actor,
            as_role=step.role if step.role in openers else None,
            strict=not is_page,
            source="continued",
            follows=Earlier(step.case, _notes(step.case)),
        )
    except InputErrors as error:
        error.within = "" if is_page else "facts"
        raise
    if not outcome.ok:
        raise Refused(outcome.refusals)
    step.say(continued_as=outcome.case.reference)
    if outcome.existing:
        step.link("related", outcome.case)
    step.case.standing.linked = True
    if not against_ending(step):
        ends = step.kind.action(_spec(step.kind).ends_by)
        ends.run(step)
        step.move(ends.transition or ends.name)


def _notes(case: Any) -> str:
    """What colleagues noted on a case, oldest first, each with its author and day."""
    rows = TimelineEntry.objects.filter(case=case.pk, action="note").select_related("actor", "personal")
    told = []
    for row in rows.order_by("seq"):
        words = getattr(row, "personal", None)
        text = words.data.get("text") if words else ""
        if text:
            told.append(f"{row.actor or 'AccountOps'}, {row.at:%Y-%m-%d}: {text}")
    return "\n".join(told)[:MOST_NOTES]
