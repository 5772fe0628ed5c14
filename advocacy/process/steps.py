"""The ladder as a table: what was tried, what counts, and what comes next on which date."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from advocacy.models import AdvocateCase, ClosingLetter, ContactAttempt
from advocacy.rules import AdvocateFacts, labels, ladder
from cases.panels import Cell, Panel
from cases.routing import Policy
from cases.wording import told

Row = tuple[Cell, ...]
# What comes next, and the same where it is sent at once.
NEXT = {
    "no_response": (_("The closing letter is made"), _("The closing letter is made and sent")),
    "further_negotiation": (
        _("The letter with a date is made"), _("The letter with a date is made and sent"),
    ),
}  # fmt: skip
AHEAD = Cell(_("Ahead"), shape="hourglass")
MANY = 8


def ladder_panel(case: AdvocateCase, facts: AdvocateFacts, policy: Policy) -> Iterator[Panel]:
    """One row for each contact and letter in the order of time, and one for what comes next."""
    counted = {(one.channel, one.occurred_at) for one in ladder.counted(facts)}
    rows = [
        (one.occurred_at, _contact(one, counts=(one.channel, one.occurred_at) in counted))
        for one in case.parts.attempts
    ]
    rows += [(letter.created_at, _letter(letter)) for letter in case.parts.letters]
    following = list(_next(facts, policy))
    if not rows and not following:
        return
    yield Panel(
        "ladder",
        _("Attempts and letters"),
        (gettext("What"), gettext("When"), gettext("Standing")),
        (*(row for _, row in sorted(rows, key=lambda pair: pair[0])), *following),
        note=_note(facts),
        foot=_("Any contact of the customer voids the attempts before it, and the letter.")
        if facts.has_ladder
        else "",
        folded=len(rows) > MANY,
    )


def _note(facts: AdvocateFacts) -> str:
    if not facts.has_ladder:
        return ""
    words = (
        gettext("%(calls)s of 2 calls, e-mail sent")
        if ladder.mailed(facts)
        else gettext("%(calls)s of 2 calls, e-mail not sent")
    )
    return words % {"calls": min(len(ladder.calls(facts)), 2)}


def _contact(one: ContactAttempt, *, counts: bool) -> Row:
    channel = told(labels.words(labels.CONTACT_CHANNELS, one.channel))
    if one.direction == "in":
        theirs = gettext("%(channel)s from the customer") % {"channel": channel}
        return (Cell(theirs), Cell(at=one.occurred_at), Cell(""))
    missed = gettext("From us, came back") if one.bounced_at else gettext("From us, not reached")
    return (
        Cell(channel, under=gettext("From us, reached") if one.reached else missed),
        Cell(at=one.occurred_at),
        _counts(counts=counts),
    )


def _counts(*, counts: bool) -> Cell:
    return (
        Cell(gettext("Counts"), shape="tick-disc")
        if counts
        else Cell(gettext("Does not count"), shape="dashed-ring")
    )


def _letter(one: ClosingLetter) -> Row:
    way, under = told(labels.words(labels.SENDING, one.channel)).lower(), gettext("Made, not sent yet")
    places = {"way": way, "date": one.deadline_date.isoformat() if one.deadline_date else ""}
    if one.sent_at is not None:
        dated = gettext("Sent by %(way)s; date %(date)s")
        under = (dated if one.deadline_date else gettext("Sent by %(way)s")) % places
    if one.bounced_at is not None:
        under = gettext("Sent by %(way)s, came back") % places
    counts = one.sent_at is not None and one.bounced_at is None and one.void_at is None
    return (
        Cell(labels.words(labels.LETTERS, one.kind), under=under),
        Cell(at=one.sent_at or one.created_at),
        _counts(counts=counts),
    )


def _next(facts: AdvocateFacts, policy: Policy) -> Iterator[Row]:
    """What happens by itself, and when."""
    due = ladder.due_at(facts, policy)
    if facts.state == "waiting_customer" and due is not None:
        yield (
            Cell(gettext("Next"), under=gettext(NEXT[facts.case_type][bool(policy["auto_send_letter"])])),
            Cell(at=due),
            AHEAD,
        )
    free = ladder.free_at(facts, policy)
    if facts.state == "letter_sent" and free is not None:
        itself = gettext("The ticket is closed by itself")
        then = itself if policy["auto_close"] else gettext("The ticket is ready to close")
        yield (Cell(gettext("Next"), under=then), Cell(at=free), AHEAD)
