"""What one change means to people: who is told of what. Nothing is asked of the database here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from cases.models import Link, Sort, TimelineEntry
from cases.notices.mentions import KEY
from cases.planning import ATTENTION

if TYPE_CHECKING:
    from cases.step import Step

ORDER: Final = (
    Sort.MENTION,
    Sort.HANDED,
    Sort.BREACH,
    Sort.WATCHED,
)  # one person is told one thing of a change


@dataclass(frozen=True)
class News:
    """One entry of a case with what matters to people; everybody by the number of their row.

    `watchers` are those from before, `handed_to` the new owner where there is one, `duplicate_of` the case
    that goes on for this one.
    """

    case: int
    entry: TimelineEntry
    owner: int | None = None
    watchers: tuple[int, ...] = ()
    handed_to: int | None = None
    mentioned: tuple[int, ...] = ()
    duplicate_of: int | None = None
    drafted: bool = False

    @classmethod
    def of(cls, step: Step, entry: TimelineEntry) -> Self:
        """The news of a step that was just finished."""
        case = step.case
        there = [other.pk for relation, other in step.links if relation == Link.Relation.DUPLICATE_OF]
        return cls(
            case.pk,
            entry,
            case.assignee_id,
            tuple(pk for pk, _ in case.standing.watchers),
            case.assignee_id if "assignee" in step.changes else None,
            tuple(step.extra.get(KEY, ())),
            there[0] if there else None,
            case.standing.drafted,
        )


@dataclass(frozen=True)
class Told:
    """One person is told one thing of one entry."""

    user: int
    sort: str
    entry: TimelineEntry


def told(news: Sequence[News]) -> list[Told]:
    """Who is told of what, of all that one transaction changed. Nobody is told of their own acts."""
    by_case: dict[int, list[News]] = defaultdict(list)
    for one in news:
        by_case[one.case].append(one)
    return [found for group in by_case.values() for found in _of_case(group)]


def _of_case(group: Sequence[News]) -> list[Told]:
    actors = {one.entry.actor_id for one in group}
    found: dict[int, Told] = {}
    for sort, user, one in sorted(_addressed(group), key=lambda each: ORDER.index(each[0])):
        if user not in actors and user not in found:
            found[user] = Told(user, sort, one.entry)
    return list(found.values())


def _addressed(group: Sequence[News]) -> Iterable[tuple[Sort, int, News]]:
    for one in group:
        yield from ((Sort.MENTION, user, one) for user in one.mentioned)
        if one.handed_to is not None:
            yield Sort.HANDED, one.handed_to, one
        if one.entry.action == ATTENTION and one.owner is not None:
            yield Sort.BREACH, one.owner, one
    moved = [one for one in group if one.entry.from_state not in ("", one.entry.to_state)]
    if moved:
        yield from ((Sort.WATCHED, user, moved[-1]) for user in group[0].watchers)


def watching(news: Iterable[News]) -> list[tuple[int, int]]:
    """Who watches which case from now on: who got it, who is named, who watched its duplicate."""
    found: list[tuple[int, int]] = []
    for one in news:
        mine = (*one.mentioned, *([one.handed_to] if one.handed_to is not None else []))
        found += [(one.case, user) for user in mine if user not in one.watchers]
        if one.duplicate_of is not None:
            found += [(one.duplicate_of, user) for user in one.watchers]
    return list(dict.fromkeys(found))
