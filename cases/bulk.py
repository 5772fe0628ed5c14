"""One act on many cases: which they are, what would come of each, and doing it.

Each case goes through the door by itself, in a transaction of its own and under a key of its own, so that one
that cannot be done keeps no other from being done, and sending it all twice does it once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import access, registry
from cases.access import NotVisible
from cases.assigning import NOBODY, Spreading
from cases.forms import ActionForm
from cases.idempotency import Answer, KeyReused, answer_once
from cases.kinds import Action
from cases.missing import listed
from cases.models import Case, IdempotencyKey, User
from cases.queue import Count, QueueQuery, count, find
from cases.routing import unmet
from cases.workflow import InputErrors, Look, Stale, advance
from cases.workflow.looking import allowed_states

log = logging.getLogger(__name__)

MOST: Final = 200
"""Cases that one person may change at once: on a busy machine more would take longer than a request may."""
TAKE, HAND_OVER, GIVE_BACK, NOTE = "claim", "assign", "release", "note"
CORE: Final = (TAKE, HAND_OVER, GIVE_BACK, NOTE)
WORDS: Final = {HAND_OVER: "note", NOTE: "text"}
REASON: Final = "reason"
ROUTE: Final = "many"
UNSEEN: Final = _("It is not among the cases that you see.")


@dataclass(frozen=True)
class Chosen:
    """The cases meant, as their kinds' models, in the order of the list; `matching` may be more."""

    cases: Sequence[Any]
    matching: Count

    @property
    def is_cut(self) -> bool:
        """Whether more match than can be changed at once."""
        return self.matching.number > len(self.cases)


@dataclass(frozen=True)
class Item:
    """A case as it was looked at, and who is to have it; written "RB-2026-000412 17 ines" in forms."""

    reference: str
    version: int
    to: str = ""

    def __str__(self) -> str:
        return f"{self.reference} {self.version} {self.to}".strip()

    @classmethod
    def read(cls, word: str) -> Self | None:
        """The item that a form names; None for a word that names none."""
        reference, _, rest = word.partition(" ")
        version, _, to = rest.partition(" ")
        fits = version.isascii() and version.isdecimal() and len(version) <= 9
        return cls(reference, int(version), to) if fits and len(reference) <= 20 else None


@dataclass(frozen=True)
class Foreseen:
    """What would come of one case: refused with every sentence, or done; `to` is who would have it."""

    case: Any
    item: Item
    against: Sequence[str] = ()
    to: User | None = None
    letters: Sequence[str] = ()


@dataclass(frozen=True)
class Told:
    """What came of one case."""

    reference: str
    well: bool
    words: str


def choose(user: User, *, references: Sequence[str] = (), query: QueueQuery | None = None) -> Chosen:
    """The cases named, or all that match `query` up to MOST, as far as the person sees them."""
    if query is not None:
        rows = list(find(user, query.but())[:MOST])
        return Chosen(_as_kinds(rows), count(user, query))
    seen = access.visible_to(user).filter(reference__in=list(references)[:MOST])
    by_reference = {case.reference: case for case in seen}
    rows = [by_reference[one] for one in dict.fromkeys(references) if one in by_reference]
    return Chosen(_as_kinds(rows), Count(len(rows), exact=True))


def _as_kinds(rows: Sequence[Case]) -> list[Any]:
    """The same cases as the models of their kinds, one statement a kind."""
    found: dict[int, Any] = {}
    for code in dict.fromkeys(row.kind for row in rows):
        found |= registry.get_kind(code).model._default_manager.in_bulk(
            [row.pk for row in rows if row.kind == code]
        )
    return [found[row.pk] for row in rows]


def acts_of(user: User, cases: Sequence[Any]) -> list[Action]:
    """The kind's own acts that this person could do with some of the cases, where all are of one kind.

    Only those that ask for nothing, or for one reason in words: what else they ask for differs by case.
    """
    kinds = {case.kind for case in cases}
    if len(kinds) != 1:
        return []
    kind = registry.get_kind(kinds.pop())
    return [
        spec
        for spec in kind.actions
        if _fits_many(spec)
        and any(
            case.state in allowed_states(kind, spec) and access.roles_for(spec, case) & user.roles
            for case in cases
        )
    ]


def _fits_many(spec: Action) -> bool:
    return not (spec.core or spec.automatic or spec.of_step) and asked_of(spec) <= {REASON}


def asked_of(spec: Action) -> frozenset[str]:
    """What an act asks for besides when it happened; a form that looks at its case asks for anything."""
    if spec.form is None:
        return frozenset()
    if spec.form.__init__ is not ActionForm.__init__:
        return frozenset({"?"})
    return frozenset(spec.form.base_fields) - frozenset(spec.form.rare)


def act_for(user: User, cases: Sequence[Any], name: str) -> Action | None:
    """The act of that name for these cases: one of the core's, or one that `acts_of` offers."""
    if name in CORE and cases:
        return registry.kind_of(cases[0]).action(name)
    return next((spec for spec in acts_of(user, cases) if spec.name == name), None)


def words_of(spec: Action) -> str:
    """The name of the input that holds the words of an act; "" for one without."""
    return WORDS.get(spec.name, "") if spec.core else next(iter(asked_of(spec)), "")


def foresee(user: User, cases: Sequence[Any], name: str, to: str = "") -> list[Foreseen]:
    """What would come of the act for each case, by the guards the door asks; nothing is written.

    `to` names who should have them; without, each goes to whoever of its team has the fewest by then.
    """
    spreading = Spreading(case.team for case in cases if case.team) if name == HAND_OVER else None
    return [_foreseen(user, case, name, to, spreading) for case in cases]


def _foreseen(user: User, case: Any, name: str, to: str, spreading: Spreading | None) -> Foreseen:
    kind = registry.kind_of(case)
    spec, person, given = kind.action(name), None, None
    if spreading is not None:
        person = _receiver(case, to, spreading)
        given = {"assignee": person} if person else None
    refusals = unmet(Look.at(case, user).checks(spec, data=given))
    against = list(dict.fromkeys(refusal.message for refusal in refusals))
    if spreading is not None and person is None and not against:
        against = [NOBODY]
    if person is not None and case.assignee_id == person.pk:
        against = [gettext("%(person)s has it already.") % {"person": person}]
    letters = [kind.letter(code).label for code in spec.letters]
    item = Item(case.reference, case.version, person.username if person else "")
    return Foreseen(case, item, against, person, letters)


def _receiver(case: Any, to: str, spreading: Spreading) -> User | None:
    if not to:
        found = spreading.next_for(case.team, case.assignee_id)
        return found.person if found else None
    known = (one.person for people in spreading.by_team.values() for one in people)
    return next((one for one in known if one.username == to), None)


def perform(user: User, name: str, item: Item, words: str, batch: str) -> Told:
    """The act on one case through the door, unless this batch did it before. Never raises.

    A case that changed since it was looked at stays as it is.
    """
    content = [name, item.version, item.to, words]
    try:
        answer = answer_once(
            user, _key(batch, item.reference), ROUTE, content, lambda: _answer(user, name, item, words)
        )
    except KeyReused:
        return Told(item.reference, well=False, words=gettext("It was sent before with other words."))
    except Exception as error:
        log.exception("one of many could not be done", extra={"reference": item.reference})
        return Told(item.reference, well=False, words=_failed(error))
    return _told(answer.body)


def _failed(error: Exception) -> str:
    return gettext("It failed: %(error)s. Try it again.") % {"error": type(error).__name__}


def _answer(user: User, name: str, item: Item, words: str) -> Answer:
    try:
        told = _through_the_door(user, name, item, words)
    except (NotVisible, KeyError):
        told = Told(item.reference, well=False, words=gettext(UNSEEN))
    except Stale:
        told = Told(
            item.reference, well=False, words=gettext("It has changed since you looked. Look at it again.")
        )
    except InputErrors as error:
        told = Told(item.reference, well=False, words=" ".join(listed(error.form)))
    body = {"reference": told.reference, "well": told.well, "words": told.words, "act": name}
    return Answer(200, body)


def _through_the_door(user: User, name: str, item: Item, words: str) -> Told:
    kind = registry.kind_of_reference(item.reference)
    if kind is None:
        raise NotVisible(item.reference)
    spec = kind.action(name)
    if name not in CORE and not _fits_many(spec):
        return Told(item.reference, well=False, words=gettext("This is done case by case."))
    field = words_of(spec)
    data = ({field: words} if field else {}) | ({"assignee": item.to} if name == HAND_OVER else {})
    outcome = advance(item.reference, name, actor=user, data=data, expected_version=item.version)
    if not outcome.ok:
        return Told(item.reference, well=False, words=" ".join(one.message for one in outcome.refusals))
    return Told(item.reference, well=True, words=done_words(spec, outcome.case))


def done_words(spec: Action, case: Any) -> str:
    """What came of it, in a sentence."""
    if spec.name in {TAKE, HAND_OVER}:
        return gettext("%(person)s has it now.") % {"person": case.assignee}
    if spec.name == GIVE_BACK:
        return gettext("Nobody has it now.")
    state = registry.kind_of(case).state(case.state).label
    if spec.name == NOTE:
        return gettext("The note is on its timeline.")
    places = {"act": gettext(spec.label), "state": gettext(state)}
    return gettext("%(act)s: done. It is %(state)s now.") % places


def results(user: User, batch: str) -> tuple[str, list[Told]]:
    """The act's name and what came of each case of one's own batch, in the order done; kept for a day."""
    rows = IdempotencyKey.objects.filter(user=user, route=ROUTE, key__startswith=_key(batch, ""))
    bodies: list[Any] = [row.body for row in rows.exclude(status=None).order_by("pk")]
    return (bodies[0]["act"] if bodies else ""), [_told(body) for body in bodies]


def _told(body: Mapping[str, Any]) -> Told:
    return Told(body["reference"], body["well"], body["words"])


def _key(batch: str, reference: str) -> str:
    return f"{ROUTE}:{batch}:{reference}"


def read_items(words: Iterable[str]) -> list[Item]:
    """The items that a form names, each case once."""
    items = (Item.read(word) for word in words)
    return list({item.reference: item for item in items if item is not None}.values())
