"""Opening a case: the one change that has no row to lock yet."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from cases import access, clock, standing
from cases.counting import count_refusals
from cases.kinds import Kind, Meant
from cases.models import User
from cases.routing import Asked, Refusal, unmet
from cases.standing import Standing
from cases.step import Step
from cases.teams import role_label
from cases.wording import for_the_record
from cases.workflow.acting import record
from cases.workflow.numbering import next_reference
from cases.workflow.pending import Pending
from cases.workflow.results import InputErrors, Outcome
from cases.workflow.settling import settle
from cases.workflow.storing import finish
from cases.worktime import known_zones

log = logging.getLogger(__name__)
NOTES = "carried_notes"


@dataclass(frozen=True)
class Earlier:
    """The case that a new one continues, and what colleagues noted there."""

    case: Any
    notes: str = ""


def open_case(
    kind: Kind,
    data: Mapping[str, Any],
    *,
    actor: User | None,
    as_role: str | None = None,
    strict: bool = False,
    source: str = "page",
    follows: Earlier | None = None,
) -> Outcome:
    """Opens a case from its facts, or refuses with every reason (`case` is then None).

    `follows` is the case that it continues: both are then linked. Raises RoleNotHeld and InputErrors.
    Two people opening the same thing at once: the database lets one through, and the other is asked the
    guards again, which now find the first one's case.
    """
    try:
        with transaction.atomic():
            return _open(kind, data, actor, as_role, strict, source, follows)
    except IntegrityError:
        with transaction.atomic():
            return _open(kind, data, actor, as_role, strict, source, follows)


def _open(
    kind: Kind,
    data: Mapping[str, Any],
    actor: User | None,
    as_role: str | None,
    strict: bool,
    source: str,
    follows: Earlier | None,
) -> Outcome:
    found = standing.of_new(kind)
    with clock.fixed_at(found.now):
        rules = found.book.in_force(found.now)
        role = access.acting_role(actor, as_role, kind.opening, None)
        form = kind.opening.form(data, zone=zone_of(data, actor), strict=strict, actor=actor)
        wrong = _wrong_role(kind, role)
        if not form.is_valid():
            if wrong:
                return _refused(kind, [wrong], actor, role)
            raise InputErrors(form)
        given = dict(form.cleaned_data)
        extra = dict(kind.opening.gather(given))
        extra["organisation"] = access.organisation_of(actor) if actor else ""
        asked = Asked(None, rules, found.now, role, "", given, extra)
        refusals = [*unmet(kind.opening.guards(asked)), *([wrong] if wrong else [])]
        if refusals:
            return _refused(kind, refusals, actor, role)
        at = given.pop("at", None) or found.now
        meant = kind.opening.meant(given)
        if meant is not None:
            return _meant(kind, meant, at, actor, role)
        step = Step(None, kind, "open", actor, role, found.now, at, rules, given)
        with for_the_record():
            return _stored(step, found, source, follows)


def _meant(kind: Kind, meant: Meant, at: datetime, actor: User | None, role: str) -> Outcome:
    """The case that exists, with the event recorded on it. Raises NotVisible like every other path to it."""
    if meant.event:
        outcome = record(meant.reference, meant.event, at, actor=actor, as_role=role, data=meant.data)
        return replace(outcome, existing=True)
    case = kind.model.objects.select_related("account", "assignee").get(reference=meant.reference)
    if actor is not None and not access.can_see(actor, case):
        raise access.NotVisible(meant.reference)
    return Outcome(case, existing=True)


def _stored(step: Step, found: Standing, source: str, follows: Earlier | None) -> Outcome:
    """Makes the case, lets automatic actions follow, and stores what came of it."""
    opening, pending = step.kind.opening, Pending()
    step.case = opening.create(step)
    step.case.standing = found
    _begin(step, source)
    if follows is not None:
        step.link("follows", follows.case)
        step.say(continues=follows.case.reference)
        step.data[NOTES] = follows.notes
    entry = finish(step, pending, personal=opening.personal | {NOTES}, before="")
    settle(step, pending)
    pending.write()
    return Outcome(step.case, entry=entry, effects=tuple(step.effects))


def _begin(step: Step, source: str) -> None:
    """Fills what every new case has, whatever its kind."""
    case = step.case
    case.kind, case.source, case.version = step.kind.code, source, 0
    case.reference = next_reference(step.kind.prefix, step.now.year)
    case.opened_at = case.updated_at = case.state_since = step.now
    case.time_zone = case.time_zone or case.account.time_zone


def zone_of(data: Mapping[str, Any], actor: User | None) -> str:
    """The zone in which a page's times are read: the one given, else the person's own."""
    given = data.get("time_zone")
    if isinstance(given, str) and given in known_zones():
        return given
    return actor.time_zone if actor else "UTC"


def _wrong_role(kind: Kind, role: str) -> Refusal | None:
    if role in kind.opening.roles:
        return None
    who = tuple(sorted(kind.opening.roles))
    return Refusal(
        kind.wrong_role_code, f"{kind.opening.label} is for: {', '.join(map(role_label, who))}.", who
    )


def _refused(kind: Kind, refusals: list[Refusal], actor: User | None, role: str) -> Outcome:
    """A refused opening has no case whose timeline could tell it; the log does."""
    count_refusals(refusals)
    codes = [refusal.code for refusal in refusals]
    log.info(
        "opening refused",
        extra={"kind": kind.code, "actor": actor and actor.pk, "role": role, "codes": codes},
    )
    return Outcome(None, refusals=refusals)
