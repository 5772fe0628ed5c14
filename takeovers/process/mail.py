"""A take-over's part in the mailbox: requests open or join a draft. No mail is ever anybody's agreement."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from cases import clock, policy, registry
from cases.letters.addresses import is_address
from cases.mailspec import Fed, ForCase, MailSpec, NewCase, NoCase, ReadMail, Recognised
from cases.words import plain_name, same_name
from takeovers.models import TakeoverCase
from takeovers.rules.reading import NAMES, TELLING, Reading, read
from takeovers.rules.reading_words import LANGUAGES, Language

TEAM: Final = "customer_care"
MOST: Final = 5  # suggestions
ADDRESSES: Final = ("asked_by_email", "subject_email", "current_email", "new_email")
UNCLEAR: Final = _("take-over, not clear")
PERHAPS: Final = _("take-over that may be there already")


def recognise(mail: ReadMail) -> Recognised | None:
    """A request joins the open take-over of its customer, or opens a draft with whatever is missing.

    Where that is not sure – two values for one fact, several take-overs, one with other partners – a person
    decides, and finds the candidates named.
    """
    reading = _read(mail)
    if reading.kind == "nothing":
        return None
    facts = reading.as_input()
    open_ones = _same_customer(facts.get("subject", "")) or _of_sender(mail.from_address, facts)
    if not open_ones and not any(facts.get(name) for name in TELLING):
        return None  # a word about take-overs may stand in any mail
    if reading.kind == "question" or reading.why:
        sort = "question" if reading.kind == "question" else UNCLEAR
        return NoCase(sort, suggested=_numbers(open_ones))
    if not open_ones:
        return NewCase(facts | _came_with(mail))
    case = open_ones[0]
    if len(open_ones) > 1 or not _fits(case, facts):
        return NoCase(PERHAPS, suggested=_numbers(open_ones))
    return ForCase(case.reference, "supply" if case.state == "draft" and facts else "", facts)


def feed(mail: ReadMail, case: TakeoverCase) -> Fed | None:
    """A reply fills what a draft leaves open; one of two minds, and a later one, is a person's to read."""
    reading = _read(mail)
    facts = reading.as_input()
    if case.state != "draft" or not facts or reading.why:
        return None
    return Fed("supply", facts)


def known(case: TakeoverCase) -> Collection[str]:
    """The addresses on file of those who have a part in it."""
    return [address for name in ADDRESSES if (address := getattr(case, name))]


def _read(mail: ReadMail) -> Reading:
    return read(mail.text, _languages(), mail.subject)


def _languages() -> Sequence[Language]:
    """Those that policy names, of the ones there are."""
    names = policy.in_force(registry.get_kind("takeover"), clock.now())["mail_languages"]
    return [LANGUAGES[name] for name in names if name in LANGUAGES]


def _same_customer(name: str) -> list[TakeoverCase]:
    """The open take-overs of a customer, or in which that company moves."""
    if not name:
        return []
    rows = TakeoverCase.objects.filter(closed_at=None)
    same = Q(subject__iexact=name) | Q(companies__open_key=plain_name(name))
    return list(rows.filter(same).distinct().order_by("pk")[: MOST + 1])


def _of_sender(address: str, facts: Mapping[str, Any]) -> list[TakeoverCase]:
    """Where a mail names no party: the open take-overs in which somebody has the sender's address."""
    if any(facts.get(name) for name in TELLING):
        return []
    theirs = Q()
    for name in ADDRESSES:
        theirs |= Q(**{f"{name}__iexact": address})
    rows = (
        TakeoverCase.objects.filter(closed_at=None).filter(theirs) if address else TakeoverCase.objects.none()
    )
    return list(rows.order_by("-pk")[:MOST])


def _numbers(cases: Sequence[TakeoverCase]) -> tuple[str, ...]:
    return tuple(str(case.reference) for case in cases[:MOST])


def _fits(case: TakeoverCase, facts: Mapping[str, Any]) -> bool:
    """Whether the mail names nobody else where the case has a name already."""
    named = [(getattr(case, name), facts.get(name, "")) for name in NAMES if name != "subject"]
    return all(same_name(ours, theirs) for ours, theirs in named if ours and theirs)


def _came_with(mail: ReadMail) -> dict[str, Any]:
    """What makes it a draft, who asked, and whether they may be written to by a machine."""
    to = mail.from_address
    asked = {"asked_by_email": to, "acknowledge": mail.answerable} if is_address(to) else {}
    return {"draft": True, **asked}


MAIL: Final = MailSpec(team=TEAM, recognise=recognise, feed=feed, known=known)
