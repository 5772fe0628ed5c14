"""Finding what an address names: a kind, a case, an action. What may not be seen is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cases import access, registry
from cases.access import NotVisible
from cases.api.inputs import fields_of, read
from cases.api.problems import Problem
from cases.files.field import file_fields
from cases.kinds import Action, Event, Kind
from cases.models import User
from cases.text import shown
from cases.workflow import continuing

Spec = TypeVar("Spec", Action, Event)


def kind_named(code: str, user: User | None = None) -> Kind:
    """The kind of that code; raises Problem 404, also where `user` sees none of its cases by role."""
    try:
        kind = registry.get_kind(code)
    except KeyError as error:
        raise Problem(404, f"There is no kind “{shown(code)}”.") from error
    if user is not None and code not in access.visible_kinds(user):
        raise Problem(404, f"There is no kind “{shown(code)}”.")
    return kind


def case_named(reference: str, user: User) -> Any:
    """The case as its kind's model, not locked; raises NotVisible."""
    kind = registry.kind_of_reference(reference)
    if kind is None:
        raise NotVisible(reference)
    case = kind.model.objects.select_related("account", "assignee").filter(reference=reference).first()
    if case is None or not access.can_see(user, case):
        raise NotVisible(reference)
    return case


def action_named(kind: Kind, name: str) -> Action:
    """The action of that name; raises Problem 404."""
    try:
        return kind.action(name)
    except KeyError as error:
        raise Problem(404, f"There is no action “{shown(name, 60)}”.") from error


def files_of(reference: str, name: str) -> frozenset[str]:
    """The files that an action of this name takes, by the number's kind alone; none where there is none."""
    kind = registry.kind_of_reference(reference)
    try:
        return file_fields(kind.action(name).form) if kind else frozenset()
    except KeyError:
        return frozenset()


def event_named(kind: Kind, name: str) -> Event:
    """The event of that name; raises Problem 404."""
    try:
        return kind.event(name)
    except KeyError as error:
        raise Problem(404, f"There is no event “{shown(name, 60)}”.") from error


def asked(
    reference: str, user: User, named: Callable[[Kind], Spec], given: Mapping[str, Any]
) -> tuple[Spec, dict[str, Any]]:
    """What a call wants done and its input, without looking at the case: the door does that, once.

    Raises Problem 404 or 422; but NotVisible for a case that the user may not see, whatever else is wrong.
    """
    kind = registry.kind_of_reference(reference)
    if kind is None:
        raise NotVisible(reference)
    try:
        spec = named(kind)
        return spec, _read(spec, given)
    except Problem:
        case_named(reference, user)
        raise


def _read(spec: Action | Event, given: Mapping[str, Any]) -> dict[str, Any]:
    """The input of an action; where it opens a case of another kind, what that one asks for as well."""
    found = read(fields_of(spec.form), given)
    if spec.name == continuing.NAME and isinstance(found.get("kind"), str):
        fields = fields_of(kind_named(found["kind"]).opening.form)
        found["facts"] = read(fields, found.get("facts") or {}, "/facts")
    return found
