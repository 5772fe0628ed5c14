"""Cases that may be the matter that a new one would be about: looked for before it is opened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from cases import access, clock, duplicates, standing
from cases.duplicates import Suggested
from cases.kinds import Kind
from cases.models import User
from cases.routing import Asked, unmet
from cases.step import Step
from cases.workflow.opening import zone_of

SEEN: Final = "seen_alike"  # in a form: the numbers of the cases that were shown before it was sent


def alike(
    kind: Kind, data: Mapping[str, Any], actor: User, *, as_role: str | None = None
) -> Sequence[Suggested]:
    """What a case opened from this input would share with cases that this person sees, the newest first.

    None for an input that would open nothing. The case is made as the opening makes it, and taken back.
    """
    if not kind.alike:
        return []
    with transaction.atomic():
        found = _found(kind, data, actor, as_role)
        transaction.set_rollback(True)  # an account that is new has been stored for it
    return found


def unseen(found: Collection[Suggested], said: str) -> bool:
    """Whether there are cases among them that the person has not been shown; `said` is the form's SEEN."""
    return not {one.case.reference for one in found} <= set(said.split())


def _found(kind: Kind, data: Mapping[str, Any], actor: User, as_role: str | None) -> list[Suggested]:
    surroundings = standing.of_new(kind)
    with clock.fixed_at(surroundings.now):
        form = kind.opening.form(data, zone=zone_of(data, actor), actor=actor)
        if not form.is_valid():
            return []
        given = dict(form.cleaned_data)
        at = given.pop("at", None) or surroundings.now
        if kind.opening.meant(given) is not None:
            return []
        role = access.acting_role(actor, as_role, kind.opening, None)
        if role not in kind.opening.roles:
            return []
        rules = surroundings.book.in_force(surroundings.now)
        extra = dict(kind.opening.gather(given)) | {"organisation": access.organisation_of(actor)}
        if unmet(kind.opening.guards(Asked(None, rules, surroundings.now, role, "", given, extra))):
            return []
        step = Step(None, kind, "open", actor, role, surroundings.now, at, rules, given)
        case = kind.opening.create(step)
        case.kind, case.opened_at = kind.code, surroundings.now
        return duplicates.suggested(case, actor)
