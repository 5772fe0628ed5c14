"""Drafts of policy values: begun, changed, submitted, and approved or refused by another person.

Every way in comes through here: pages, API, commands. A refused attempt is one entry of the draft's history
and a count in the metrics, and changes nothing else. The database holds the rule a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from cases import clock
from cases.counting import count_refusals
from cases.kinds import Kind
from cases.models import PolicyDraft, PolicyDraftEntry, PolicyVersion, User
from cases.policies import acceptance, effect, following, humans, judging
from cases.policies.effect import Effect
from cases.policies.judging import APPROVE, CHANGE, REFUSE, SUBMIT, WITHDRAW
from cases.policies.payload import digest_of, tidied
from cases.policies.placing import next_number
from cases.policy import checked
from cases.requests import current_request_id
from cases.routing import Refusal

What = PolicyDraftEntry.What
Status = PolicyDraft.Status


@dataclass(frozen=True)
class Done:
    """What came of an act: the draft as it is now, and why nothing was done where nothing was."""

    draft: PolicyDraft
    refusals: list[Refusal] = field(default_factory=list)
    version: PolicyVersion | None = None

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return not self.refusals


class NotAllowed(PermissionError):
    """This person does not draft policy values; `refusals` say who does."""

    def __init__(self) -> None:
        self.refusals = [judging.role_missing()]
        super().__init__(self.refusals[0].message)


def begin(
    kind: Kind,
    values: Mapping[str, Any],
    *,
    effective_from: datetime | None,
    reason: str,
    author: User,
    set_deadlines: str = PolicyDraft.Set.KEEP,
) -> PolicyDraft:
    """A new draft, not submitted yet. Raises PolicyError for values that do not fit, and NotAllowed.

    `set_deadlines` says whether deadlines that are set already keep their dates or move.
    """
    fitting = tidied(checked(kind, values))
    if not judging.may_change(author):
        raise NotAllowed
    with transaction.atomic():
        draft = PolicyDraft.objects.create(
            kind=kind.code,
            values=fitting,
            reason=reason,
            effective_from=effective_from,
            set_deadlines=set_deadlines,
            author=author,
            created_at=clock.now(),
        )
        _note(draft, author, What.BEGAN, _data(draft))
    return draft


def change(
    draft: PolicyDraft,
    kind: Kind,
    values: Mapping[str, Any],
    *,
    effective_from: datetime | None,
    reason: str,
    by: User,
    digest: str | None = None,
    set_deadlines: str = PolicyDraft.Set.KEEP,
) -> Done:
    """Other data for a draft. A submitted one is a draft again: what was asked to be approved is no more."""
    fitting = tidied(checked(kind, values))
    with transaction.atomic():
        found = _locked(draft)
        refusals = judging.objections(found, CHANGE, by, digest)
        if refusals:
            return _refused(found, CHANGE, by, refusals)
        found.values, found.reason, found.effective_from = fitting, reason, effective_from
        found.set_deadlines = set_deadlines
        found.revision += 1
        found.status, found.submitted_by, found.submitted_at, found.digest = Status.DRAFT, None, None, ""
        found.save()
        _note(found, by, What.CHANGED, _data(found))
    return Done(found)


def choose(draft: PolicyDraft, kind: Kind, set_deadlines: str, *, by: User, digest: str) -> Done:
    """The same draft with another answer to whether set deadlines move."""
    same: dict[str, Any] = {"effective_from": draft.effective_from, "reason": draft.reason}
    return change(draft, kind, draft.values, by=by, digest=digest, set_deadlines=set_deadlines, **same)


def submit(draft: PolicyDraft, *, by: User, digest: str | None = None) -> Done:
    """Asks for approval of exactly what the draft says now, and has the kept scenarios played with it."""
    with transaction.atomic():
        found = _locked(draft)
        refusals = judging.objections(found, SUBMIT, by, digest)
        if refusals:
            return _refused(found, SUBMIT, by, refusals)
        found.status, found.submitted_by, found.submitted_at = Status.SUBMITTED, by, clock.now()
        found.digest = digest_of(found)
        found.save()
        _note(found, by, What.SUBMITTED, _data(found))
        acceptance.start(found, by)
    return Done(found)


def approve(
    draft: PolicyDraft, *, by: User, digest: str, override: str = "", shown: Effect | None = None
) -> Done:
    """Puts the values in force from their instant on, but never before now.

    `digest` is the hash of what the approver was shown, and `shown` what of set deadlines, where they move.
    Whoever worked on it cannot be the one. `override` is why, where kept scenarios fail; it is kept only
    where they do.
    """
    with transaction.atomic():
        found = _locked(draft)
        refusals = judging.objections(found, APPROVE, by, digest, override)
        now_moves = None if refusals else effect.effect_of(found)
        refusals = refusals or effect.objections(now_moves, shown)
        if refusals:
            return _refused(found, APPROVE, by, refusals)
        now = clock.now()
        assert found.submitted_by is not None, "nothing else is approved"
        found.status, found.approved_by, found.settled_at = Status.APPROVED, by, now
        found.approved_digest = digest_of(found)
        failing = acceptance.standing(found).names
        found.override = override.strip() if failing else ""
        found.effect = now_moves.told if now_moves else None
        found.save()
        version = PolicyVersion.objects.create(
            kind=found.kind,
            number=next_number(found.kind),
            values=found.values,
            effective_from=max(found.effective_from or now, now),
            author=found.submitted_by,
            approved_by=by,
            draft=found,
            digest=found.approved_digest,
            reason=found.reason,
            created_at=now,
            moves_deadlines=found.set_deadlines == PolicyDraft.Set.MOVE,
        )
        if version.moves_deadlines:
            following.plan(found, version)
        why: dict[str, Any] = {"override": found.override, "failing": failing} if failing else {}
        once = humans.once_one_with(by.pk, judging.worked_on(found))
        why |= {"once_one_with": once} if once else {}
        why |= {"effect": found.effect} if found.effect else {}
        _note(found, by, What.APPROVED, {"version": version.number} | why)
    return Done(found, version=version)


def refuse(draft: PolicyDraft, *, by: User, reason: str, digest: str | None = None) -> Done:
    """Ends a submitted draft without effect."""
    return _end(draft, REFUSE, Status.REFUSED, What.REFUSED, by, reason, digest)


def withdraw(draft: PolicyDraft, *, by: User, reason: str = "", digest: str | None = None) -> Done:
    """Ends a draft that is no longer wanted."""
    return _end(draft, WITHDRAW, Status.WITHDRAWN, What.WITHDRAWN, by, reason, digest)


def _end(
    draft: PolicyDraft, act: str, status: str, what: str, by: User, reason: str, digest: str | None
) -> Done:
    with transaction.atomic():
        found = _locked(draft)
        refusals = judging.objections(found, act, by, digest)
        if refusals:
            return _refused(found, act, by, refusals)
        found.status, found.settled_at = status, clock.now()
        found.save()
        _note(found, by, what, {"reason": reason} if reason else {})
    return Done(found)


def attempted(draft: PolicyDraft, act: str, by: User, refusals: list[Refusal], **about: Any) -> None:
    """Counts an attempt that was refused and writes it into the draft's history."""
    count_refusals(refusals)
    told = [{"code": one.code, "message": one.message} for one in refusals]
    _note(draft, by, What.ATTEMPT, {"act": act, "refusals": told} | about)


def _locked(draft: PolicyDraft) -> PolicyDraft:
    """The draft as it stands, under its lock: of two at once the second sees what the first did."""
    return PolicyDraft.objects.select_for_update().get(pk=draft.pk)


def _refused(draft: PolicyDraft, act: str, by: User, refusals: list[Refusal]) -> Done:
    attempted(draft, act, by, refusals)
    return Done(draft, refusals)


def _data(draft: PolicyDraft) -> dict[str, Any]:
    since = draft.effective_from
    return {
        "values": draft.values,
        "reason": draft.reason,
        "effective_from": since.isoformat() if since else None,
        "set_deadlines": draft.set_deadlines,
        "revision": draft.revision,
    }


def _note(draft: PolicyDraft, actor: User, what: str, data: dict[str, Any]) -> None:
    PolicyDraftEntry.objects.create(
        draft=draft,
        at=clock.now(),
        actor=actor,
        what=what,
        data=data,
        digest=digest_of(draft),
        request_id=current_request_id(),
    )
