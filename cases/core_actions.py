"""The actions that every kind has from the core."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_noop as _

from cases.assigning import told_when_handed_over
from cases.bounces import letter_actions
from cases.core_forms import AssignForm, AttachForm, DuplicateForm, LinkForm
from cases.files import removing
from cases.files.keeping import keep
from cases.kinds import Action
from cases.models import Link
from cases.notices.mentions import NamingNoteForm, note
from cases.redating import redating_actions
from cases.registry import DUPLICATE
from cases.routing import Asked, Check
from cases.setaside import operator_actions
from cases.skipping import skip_actions
from cases.snoozing import snooze_actions
from cases.teams import OUTSIDE, OVERSEERS
from cases.undoing import undo_actions

if TYPE_CHECKING:
    from cases.kinds import Kind
    from cases.step import Step


PRESENCE = "presence"  # how it was with the colleague: personal, beside the chain


def core_actions(kind: Kind) -> tuple[Action, ...]:
    """The core's actions for a kind; those that name no role of their own take every role acting in it."""
    acting = kind.acting_roles - {"system"} - OUTSIDE
    writers = (acting | OVERSEERS) - {"auditor"}
    return (
        *_about_owners(),
        *skip_actions(),
        *snooze_actions(),
        *undo_actions(writers),
        *_about_words(writers),
        *letter_actions(kind, writers),
        *_about_the_case(kind, acting),
        *operator_actions(),
        *redating_actions(),
    )


def _about_owners() -> tuple[Action, ...]:
    """Taking, giving back, handing over: they lose nothing that another's open form could hold."""
    light: Any = {"by_holder": True, "core": True, "states": "open", "keeps_version": True}
    return (
        Action(
            "claim", _("Take this case"), _("Makes you its owner."), "took the case",
            frozenset(), None, _claim_guards, _claim, **light,
        ),
        Action(
            "release", _("Give it back to the queue"), _("Leaves the case without an owner."),
            "gave the case back", OVERSEERS, None, _release_guards, _release, **light,
        ),
        Action(
            "assign", _("Hand over to a colleague"), _("Makes somebody of the holding team its owner."),
            "handed the case over", OVERSEERS, AssignForm, _assign_guards, _assign,
            personal=frozenset({"note", PRESENCE}), **light,
        ),
    )  # fmt: skip


def _about_words(writers: frozenset[str]) -> tuple[Action, ...]:
    """Notes, files and links, in every state."""
    light: Any = {"core": True, "states": "any", "keeps_version": True}
    return (
        Action(
            "note", _("Add an internal note"), _("Adds a note to the timeline."), "wrote a note",
            writers, NamingNoteForm, run=note, personal=frozenset({"text"}), **light,
        ),
        Action(
            "attach", _("Add a file"), _("Keeps a file with the case."), "added a file",
            writers, AttachForm, run=_attach, personal=frozenset({"name", "purpose"}), **light,
        ),
        Action(
            removing.REMOVE, _("Remove a file"),
            _("Deletes a file that does not belong here. "
              "The timeline keeps its name, who removed it and why."),
            "removed a file", writers, removing.RemoveFileForm, removing.guards, removing.remove,
            personal=frozenset({"name", "reason"}), core=True, states="open", keeps_version=True,
        ),
        Action(
            "link", _("Link another case"), _("Shows each case on the other's page."), "linked a case",
            writers, LinkForm, _link_guards, _link, **light,
        ),
    )  # fmt: skip


def _about_the_case(kind: Kind, acting: frozenset[str]) -> tuple[Action, ...]:
    """Closing as a duplicate, and correcting what is recorded."""
    return (
        Action(
            "mark_duplicate", _("Close as a duplicate"), _("Closes this case; the linked one goes on."),
            "closed the case as a duplicate", acting, DuplicateForm, _link_guards, _duplicate,
            core=True, ends=_("Close {case} as a duplicate"),
        ),
        Action(
            "correct_facts", _("Correct the facts"), _("Changes recorded facts; the rules decide again."),
            "corrected the facts", kind.correctors, kind.correction_form, run=kind.correct,
            core=True, states="open",
        ),
    )  # fmt: skip


def _claim_guards(asked: Asked) -> Sequence[Check]:
    owner, mine = asked.extra.get("owner"), asked.extra.get("owner_is_actor")
    return [
        Check("ALREADY_YOURS", not mine, "You have this case already.", "It is not yours yet."),
        Check(
            "TAKEN",
            mine or owner is None,
            f"{owner} has this case.",
            "Nobody has this case.",
            who=tuple(sorted(OVERSEERS)),
        ),
    ]


def _claim(step: Step) -> None:
    step.set("assignee", step.actor)


def _release_guards(asked: Asked) -> Sequence[Check]:
    owner, mine = asked.extra.get("owner"), asked.extra.get("owner_is_actor")
    own = Check(
        "NOT_YOURS",
        bool(mine) or asked.role in OVERSEERS or owner is None,
        f"{owner} has this case.",
        "It is yours to give back.",
        who=tuple(sorted(OVERSEERS)),
    )
    return [Check("NOBODYS", owner is not None, "Nobody has this case.", "The case has an owner."), own]


def _release(step: Step) -> None:
    step.set("assignee", None)


def _assign_guards(asked: Asked) -> Sequence[Check]:
    chosen = asked.data.get("assignee") if asked.data else None
    team, roles = asked.extra.get("team_label", ""), asked.extra.get("team_roles", frozenset())
    fits = chosen is None or bool(chosen.roles & roles)
    return [
        Check(
            "NOT_IN_TEAM",
            fits,
            f"{chosen} does not work in {team}.",
            f"The colleague works in {team}.",
            on_submit=True,
        )
    ]


def _assign(step: Step) -> None:
    chosen = step.data["assignee"]
    step.set("assignee", chosen)
    step.data[PRESENCE] = told_when_handed_over(chosen, step.case.time_zone)


def _attach(step: Step) -> None:
    file = step.data.pop("file")
    step.data["name"] = keep(step, file, step.data["purpose"]).name


def _link_guards(asked: Asked) -> Sequence[Check]:
    other = asked.data.get("other") if asked.data else None
    itself = other is not None and other.reference == asked.extra.get("reference")
    return [
        Check(
            "SAME_CASE",
            not itself,
            "A case is not linked to itself.",
            "The other case is another one.",
            on_submit=True,
        )
    ]


def _link(step: Step) -> None:
    relation, other = step.data["relation"], step.data["other"]
    if Link.objects.filter(case=step.case.pk, other=other.pk, relation=relation).exists():
        step.say(repeated=True)
    step.link(relation, other)


def _duplicate(step: Step) -> None:
    step.link("duplicate_of", step.data["other"])
    step.case.outcome = DUPLICATE
