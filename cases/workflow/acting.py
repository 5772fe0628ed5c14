"""Actions and facts: check everything, then change everything, or change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from cases import clock, registry
from cases.counting import count_refusals, count_stale
from cases.forms import ActionForm
from cases.kinds import Action, Event, Kind
from cases.letters.faults import Unfilled
from cases.models import User
from cases.routing import Check, Refusal, unmet
from cases.step import Step
from cases.timeline import append
from cases.wording import for_the_record
from cases.workflow.locking import locked
from cases.workflow.looking import Look, wrong_role, wrong_state
from cases.workflow.pending import Pending
from cases.workflow.results import InputErrors, Outcome, Refused, Stale
from cases.workflow.settling import settle
from cases.workflow.storing import finish, redate

UNFILLED: Final = "LETTER_UNFILLED"


def advance(
    ref: str,
    action: str,
    *,
    actor: User | None,
    as_role: str | None = None,
    data: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
    strict: bool = False,
) -> Outcome:
    """Performs an action, or refuses it with every reason.

    `strict` reads the input as a program's. Raises NotVisible, KeyError (no such action), RoleNotHeld, Stale,
    InputErrors; after each of them nothing was written. A letter with something missing is a refusal, too.
    Where somebody else takes at the same time what may exist once, the database lets one through; the other
    is asked everything again, and now sees it.
    """
    try:
        try:
            return _advance(ref, action, actor, as_role, data, expected_version, strict)
        except IntegrityError:
            return _advance(ref, action, actor, as_role, data, expected_version, strict)
    except (Unfilled, Refused) as error:
        told = error.refusals if isinstance(error, Refused) else [Refusal(UNFILLED, str(error))]
        with transaction.atomic(), _asked(ref, action, actor, as_role, None) as (step, _):
            return _refused(step, told)


def _advance(
    ref: str,
    action: str,
    actor: User | None,
    as_role: str | None,
    data: Mapping[str, Any] | None,
    expected_version: int | None,
    strict: bool,
) -> Outcome:
    """One try of an action, in one transaction."""
    with transaction.atomic(), _asked(ref, action, actor, as_role, expected_version) as (step, spec):
        form = form_of(spec, step.case, data or {}, actor, strict=strict)
        refusals = _refusals(step, spec, form)
        return _refused(step, refusals) if refusals else _done(step, spec, form)


@contextmanager
def _asked(
    ref: str, action: str, actor: User | None, as_role: str | None, expected_version: int | None
) -> Iterator[tuple[Step, Action]]:
    """The case under its lock at the instant it was looked at, as the change that is asked for."""
    case = locked(ref, actor)
    spec = registry.kind_of(case).action(action)
    if expected_version is not None and expected_version != case.version:
        count_stale()
        raise Stale(case, expected_version)
    look = Look.at(case, actor)
    with clock.fixed_at(look.now):
        yield look.step(spec, as_role), spec


def record(
    ref: str,
    fact: str,
    at: datetime | None,
    *,
    actor: User | None,
    as_role: str | None = None,
    data: Mapping[str, Any] | None = None,
    strict: bool = False,
) -> Outcome:
    """Records a fact from outside with the instant it happened; the rules then look again.

    Only a role that the event does not name is refused. Raises NotVisible, KeyError, RoleNotHeld and
    InputErrors.
    """
    with transaction.atomic():
        case = locked(ref, actor)
        spec = registry.kind_of(case).event(fact)
        look = Look.at(case, actor)
        with clock.fixed_at(look.now):
            step = look.step(spec, as_role)
            wrong = wrong_role(step, spec)
            if wrong:
                return _refused(step, [wrong])
            given = dict(data or {}) | ({} if at is None else {"at": at})
            form = form_of(spec, case, given, actor, strict=strict)
            if not form.is_valid():
                raise InputErrors(form)
            return _done(step, spec, form)


def perform(
    kind: Kind,
    ref: str,
    name: str,
    at: datetime | None = None,
    *,
    actor: User | None,
    as_role: str,
    data: Mapping[str, Any],
) -> Outcome:
    """Whichever the name is: a fact from outside that happened at `at`, or an action, which happens now.

    The input is read as a program's. Raises what `record` and `advance` raise.
    """
    if kind.is_event(name):
        return record(ref, name, at, actor=actor, as_role=as_role, data=data, strict=True)
    return advance(ref, name, actor=actor, as_role=as_role, data=data, strict=True)


def _done(step: Step, spec: Action | Event, form: ActionForm) -> Outcome:
    """Makes the change, lets automatic actions follow, and stores what came of it."""
    step.data = dict(form.cleaned_data)
    step.at = step.data.pop("at", None) or step.now
    pending, keeps_version = Pending(), False
    with for_the_record():
        spec.run(step)
        if isinstance(spec, Action):
            keeps_version = spec.keeps_version
            if spec.states == "machine":
                step.move(spec.transition or spec.name)
        if isinstance(spec, Action) and not spec.decides:
            entry = redate(step, pending)
        else:
            entry = finish(step, pending, personal=spec.personal, keeps_version=keeps_version)
            settle(step, pending)
        pending.write()
    return Outcome(step.case, entry=entry, effects=tuple(step.effects))


def ledger(case: Any, spec: Action, actor: User | None, as_role: str | None = None) -> Sequence[Check]:
    """Every condition of an action for this person now, met or not: what button and API show.

    `case` is of its own kind's model and need not be locked; nothing is written. For many actions of one
    case, take one `Look` and ask it.
    """
    return Look.at(case, actor).checks(spec, as_role)


def form_of(
    spec: Action | Event,
    case: Any,
    data: Mapping[str, Any] | None,
    actor: User | None,
    *,
    strict: bool = False,
) -> ActionForm:
    """The action's form over an input, or unbound to be shown."""
    form_class = spec.form or ActionForm
    # Several forms stand on one page: each names its fields after itself.
    identity = f"id_{spec.name}_%s"
    return form_class(data, zone=case.time_zone, strict=strict, case=case, actor=actor, auto_id=identity)


def _refusals(step: Step, spec: Action, form: ActionForm) -> list[Refusal]:
    """Every reason against the action. Raises InputErrors when the input alone is what stands against it."""
    early = [refusal for refusal in (wrong_role(step, spec), wrong_state(step, spec)) if refusal]
    good = form.is_valid()
    checks = spec.guards(step.asked(dict(form.cleaned_data) if good else None))
    told = {refusal.code for refusal in early}  # a guard may ask about the role as well: said once is enough
    refusals = [*(refusal for refusal in unmet(checks) if refusal.code not in told), *early]
    if not refusals and not good:
        raise InputErrors(form)
    return refusals


def _refused(step: Step, refusals: Sequence[Refusal]) -> Outcome:
    count_refusals(refusals)
    known = step.case.standing  # read under the lock; nothing was written since
    entry = append(
        step.case,
        end=(known.seq, known.hash),
        at=step.now,
        recorded_at=step.now,
        actor=step.actor,
        as_role=step.role,
        action=step.name,
        refused=True,
        from_state=step.case.state,
        to_state=step.case.state,
        data={"refusals": [{"code": r.code, "message": r.message} for r in refusals]},
    )
    known.seq, known.hash = entry.seq, entry.hash
    return Outcome(step.case, refusals=refusals, entry=entry)
