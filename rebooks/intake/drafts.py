"""The half-finished conversation in the database: begun, saved, taken up on another device, thrown away.

`answers` of a draft: `given` (step to answers as typed, saved), `typed` (the same, not saved yet), `saves`
(how often something was saved, so that a late message of a page that has been left changes nothing),
`changed` (the last change that made other answers void), `together` (all questions on one page).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cases.models import Draft, User
from rebooks.intake.answers import Conversation, Given

PURPOSE = "open:rebook"


def of(user: User) -> QuerySet[Draft]:
    """The person's own intakes, finished or not."""
    return Draft.objects.filter(user=user, purpose=PURPOSE)


def unfinished(user: User) -> list[Draft]:
    """Those with something in them, the last one touched first."""
    rows = of(user).filter(result="").order_by("-updated_at")
    return [draft for draft in rows if given(draft) or draft.answers.get("typed")]


def begin(user: User, *, together: bool) -> Draft:
    """A new draft, or an empty one that was begun before: pressing Start twice begins once."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        empty = [row for row in of(user).filter(result="") if not given(row) and not row.answers.get("typed")]
        draft = empty[0] if empty else Draft(user=user, purpose=PURPOSE)
        draft.answers = {"together": together}
        draft.save()
    return draft


def given(draft: Draft) -> dict[str, dict[str, str]]:
    """The saved answers, step by step, as they were typed."""
    return dict(draft.answers.get("given") or {})


def typed(draft: Draft, code: str) -> dict[str, str] | None:
    """What was typed into a step and not saved yet."""
    found: dict[str, str] | None = (draft.answers.get("typed") or {}).get(code)
    return found


@contextmanager
def locked(user: User, pk: UUID) -> Iterator[Draft]:
    """The draft under its row lock, in a transaction; Draft.DoesNotExist when it is not theirs."""
    with transaction.atomic():
        yield of(user).select_for_update().get(pk=pk)


def save(user: User, pk: UUID, answers: Given, now: datetime) -> Draft:
    """Saves the answers of some steps. What they make void stays until the case is opened."""
    with locked(user, pk) as draft:
        if draft.result:
            return draft
        before = given(draft)
        after = before | dict(answers)
        state = draft.answers
        waiting = {code: old for code, old in (state.get("typed") or {}).items() if code not in answers}
        draft.answers = state | {"given": after, "typed": waiting, "saves": saves(draft) + 1}
        talk = Conversation(after, user, now)
        draft.title = _title(talk)
        changed = next((code for code in answers if code in before and before[code] != after[code]), None)
        if changed and (void := _voided(Conversation(before, user, now), talk)):
            draft.answers["changed"] = {"step": changed, "before": before[changed], "void": void}
        draft.save()
    return draft


def keep_typed(user: User, pk: UUID, answers: Given, seen: str) -> Draft:
    """Keeps what is being typed. A message from before the last save comes too late and is left alone."""
    with locked(user, pk) as draft:
        if not draft.result and seen == str(saves(draft)):
            draft.answers["typed"] = (draft.answers.get("typed") or {}) | dict(answers)
            draft.save()
    return draft


def saves(draft: Draft) -> int:
    """How often something was saved."""
    return int(draft.answers.get("saves") or 0)


def put_back(user: User, pk: UUID) -> Draft:
    """Undoes the change that made other answers void."""
    with locked(user, pk) as draft:
        changed = draft.answers.pop("changed", None)
        if changed and not draft.result:
            draft.answers["given"] = given(draft) | {changed["step"]: changed["before"]}
            draft.answers["saves"] = saves(draft) + 1
            draft.save()
    return draft


def pending_change(draft: Draft, talk: Conversation) -> dict[str, Any] | None:
    """The last change that made other answers void, while they still are: `step`, and the `void` ones."""
    changed = draft.answers.get("changed")
    if not changed:
        return None
    dropped, broken = {step.code for step in talk.dropped}, {step.code for step in talk.broken}
    void = [code for code in changed["void"] if code in dropped | broken]
    return {"step": changed["step"], "dropped": dropped.intersection(void), "void": void} if void else None


def _voided(old: Conversation, new: Conversation) -> list[str]:
    """The steps whose answers held before the change and do not after it."""
    held = {turn.step.code for turn in old.turns if turn.answered}
    return [step.code for step in (*new.dropped, *new.broken) if step.code in held]


def _title(talk: Conversation) -> str:
    order, account = talk.known.get("order_no"), talk.known.get("account")
    return f"Order {order}, {account}" if order else ""  # kept with the draft, so not translated
