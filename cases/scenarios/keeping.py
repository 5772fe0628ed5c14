"""Keeping scenarios with a kind: lines are read strictly, all of them or none are kept; and retiring one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction

from cases import clock
from cases.kinds import Kind
from cases.models import PolicyDraft, PolicyDraftEntry, PolicyScenario, User
from cases.models.policy_scenario import MOST_NAME, MOST_TITLE
from cases.policies import acceptance, drafting, judging
from cases.policies.drafting import NotAllowed
from cases.routing import Refusal
from cases.scenarios.format import ScenarioError, parse
from cases.text import fault, tidy
from cases.words import counted

MOST_KEPT: Final = 200
MOST_LINE: Final = 16 * 1024  # characters
MOST_BYTES: Final = 1024 * 1024
MOST_FAULTS: Final = 20
MOST_WORDS: Final = 300


class NotKept(ValueError):
    """Nothing was kept; `faults` say of each line why, by its number."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        more = len(faults) - MOST_FAULTS
        self.faults = faults[:MOST_FAULTS] + ([f"And {counted(more, 'line')} more."] if more > 0 else [])


class NotRetired(PermissionError):
    """This person worked on a draft that the scenario is against; `refusals` say who can retire it."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(" ".join(one.message for one in refusals))
        self.refusals = refusals


@dataclass(frozen=True)
class _Line:
    name: str
    title: str
    text: str


def keep(kind: Kind, text: str, author: User) -> list[PolicyScenario]:
    """Keeps each line of the text as a scenario of the kind, and has waiting drafts played with them.

    Raises NotKept where any of them cannot be, and NotAllowed for somebody who does not change policies.
    """
    if not judging.may_change(author):
        raise NotAllowed
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    there = set(acceptance.kept(kind.code).values_list("name", flat=True))
    if not lines:
        raise NotKept(["There is no scenario in it. Give one JSON object a line."])
    if len(there) + len(lines) > MOST_KEPT:
        told = f"A policy keeps {MOST_KEPT} scenarios at most, and has {len(there)}. Retire some first."
        raise NotKept([told])
    read, faults = list[_Line](), list[str]()
    for number, line in lines:
        try:
            one = _read(kind, line)
            _check_free(one, there, {other.name for other in read})
            read.append(one)
        except ScenarioError as error:
            faults.append(f"Line {number}: {str(error)[:MOST_WORDS]}")
    if faults:
        raise NotKept(faults)
    return _stored(kind, read, author)


def retire(kind: Kind, key: int, *, by: User, reason: str) -> bool:
    """Has a scenario count no more; it stays to be read. False where there is none, or it is retired already.

    Raises NotAllowed for somebody who does not change policies, and NotRetired for who worked on a draft that
    it is against.
    """
    if not judging.may_change(by):
        raise NotAllowed
    with transaction.atomic():
        row = acceptance.kept(kind.code).select_for_update().filter(pk=key).first()
        if row is None:
            return False
        refusals = _against(kind, row, by)
        if not refusals:
            row.retired_at, row.retired_by, row.retired_reason = clock.now(), by, reason
            row.save(update_fields=["retired_at", "retired_by", "retired_reason"])
            return True
    raise NotRetired(refusals)


def _against(kind: Kind, row: PolicyScenario, by: User) -> list[Refusal]:
    """What stands against retiring: drafts of theirs that it is against, each of which keeps the attempt.

    Those that wait for approval, and those that were changed while they did: they will wait again.
    """
    asked = PolicyDraftEntry.objects.filter(what=PolicyDraftEntry.What.SUBMITTED).values("draft")
    drafts = PolicyDraft.objects.filter(
        kind=kind.code, pk__in=asked, status__in=judging.FROM[judging.WITHDRAW]
    )
    found: list[Refusal] = []
    for draft in drafts.select_for_update().order_by("pk"):
        refusals = judging.retiring(draft, row, by)
        if refusals:
            drafting.attempted(draft, judging.RETIRE, by, refusals, scenario=row.name)
            found += refusals
    return found


def _read(kind: Kind, line: str) -> _Line:
    if len(line) > MOST_LINE:
        raise ScenarioError(f"It is longer than {MOST_LINE:,} characters.")
    scenario = parse(line)
    if scenario.kind.code != kind.code:
        raise ScenarioError(f"It is about “{scenario.kind.code}”, and this policy is “{kind.code}”.")
    told = json.loads(line)
    wrong = next(_hidden(told), "")
    if wrong:
        raise ScenarioError(wrong)
    name, title = tidy(scenario.id), tidy(scenario.title)
    if not name or len(name) > MOST_NAME or len(title) > MOST_TITLE:
        raise ScenarioError(f"“id” takes 1 to {MOST_NAME} characters, and “title” at most {MOST_TITLE}.")
    return _Line(name, title, json.dumps(told, ensure_ascii=False))


def _check_free(one: _Line, there: set[str], beside: set[str]) -> None:
    if one.name in there:
        raise ScenarioError(f"“{one.name}” is kept already. Retire it first, or give another “id”.")
    if one.name in beside:
        raise ScenarioError(f"“{one.name}” is the “id” of another line as well.")


def _hidden(value: object) -> Iterator[str]:
    """What nobody can see or store in the texts of a line, names of its parts among them."""
    if isinstance(value, str):
        wrong = fault(value, one_line=False)
        if wrong:
            yield wrong
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _hidden(name)
            yield from _hidden(part)
    elif isinstance(value, list):
        for part in value:
            yield from _hidden(part)


def _stored(kind: Kind, lines: list[_Line], author: User) -> list[PolicyScenario]:
    try:
        with transaction.atomic():
            made = [
                PolicyScenario.objects.create(
                    kind=kind.code,
                    name=one.name,
                    title=one.title,
                    line=one.text,
                    author=author,
                    created_at=clock.now(),
                )
                for one in lines
            ]
            acceptance.start_waiting(kind.code, author)
    except IntegrityError as error:
        raise NotKept(
            ["Somebody kept a scenario of the same “id” just now. Look at the list again."]
        ) from error
    return made
