"""The board of a case's consents: a row for each party, and what can be done next about it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases.consent.book import Book, State
from cases.consent.on_file import is_on_file
from cases.models import ConsentRequest
from cases.panels import Cell, Panel
from cases.terms import ConsentParty, short
from cases.wording import when

SAID = {State.REFUSED: "slashed-ring", State.WITHDRAWN: "dashed-x"}  # what stands against it, by its party
MANY = 12  # rows; more of them open on demand
HEADS = (_("Party"), _("State"), _("Asked"), _("Evidence"), "", "")


def panel(book: Book) -> Panel:
    """Who is needed, who was asked where and until when, what came back on what evidence."""
    latest = book.latest()
    parties = book.parties
    rows = tuple(_row(book, party, latest.get(party.key)) for party in parties)
    there = sum(party.given_at is not None for party in parties)
    return Panel(
        "consents",
        book.spec.title,
        HEADS,
        rows,
        note=gettext("%(there)d of %(all)d there") % {"there": there, "all": len(parties)},
        foot=book.spec.note(book.case),
        folded=len(rows) > MANY,
    )


def _row(book: Book, party: ConsentParty, row: ConsentRequest | None) -> tuple[Cell, ...]:
    return (
        Cell(party.name, under=party.role),
        state(book, party, row),
        Cell(at=row.asked_at, under=row.address, ours=True) if row and not is_on_file(row) else Cell(),
        Cell(party.evidence or _refusal(row), under=_mark(party, row), ours=True),
        _ask(book, party, before=row is not None),
        _letter(book, party),
    )


def state(book: Book, party: ConsentParty, row: ConsentRequest | None) -> Cell:
    """How far a party is, in a word with its shape, and since when or until when."""
    if party.given_at is not None:
        return Cell(gettext("Agreed"), under=_when(book, party.given_at), shape="tick-disc")
    if row is None:
        return Cell(party.had or gettext("Missing"), shape="dashed-x" if party.had else "dashed-ring")
    if row.is_live(book.now):
        return _waiting(book, row)
    if row.state in SAID:
        return Cell(row.get_state_display(), under=_when(book, _since(row)), shape=SAID[State(row.state)])
    if party.had and not (row.state == State.VOID and is_on_file(row)):
        return Cell(party.had, shape="dashed-x")
    if row.is_waiting:
        return Cell(
            gettext("No answer in time"),
            under=gettext("until %(time)s") % {"time": _when(book, row.expires_at)},
            shape="triangle",
        )
    if row.state == State.VOID:
        return Cell(gettext("Void"), under=row.ended_why, shape="dashed-x")
    return Cell(gettext("Missing"), shape="dashed-ring")


def _since(row: ConsentRequest) -> datetime | None:
    return row.ended_at or row.answered_at


def _waiting(book: Book, row: ConsentRequest) -> Cell:
    """Asked, and read or not; that an earlier answer no longer counts, where this asks again."""
    read = (
        gettext("Read %(time)s") % {"time": _when(book, row.viewed_at)}
        if row.viewed_at
        else gettext("Not read yet")
    )
    until = gettext("%(read)s. Answer by %(time)s.") % {"read": read, "time": _when(book, row.expires_at)}
    if row.replaces:
        # Why it was asked again is the record's sentence.
        until += " " + gettext("Asked again: %(why)s") % {"why": row.replaces.ended_why}
    return Cell(
        gettext("Asked") if row.viewed_at is None else gettext("Read, not answered"),
        under=until,
        shape="hourglass",
    )


def _when(book: Book, instant: datetime | None) -> str:
    return when(instant, book.now, ZoneInfo(book.case.time_zone)) if instant else ""


def _refusal(row: ConsentRequest | None) -> str:
    """Who refused or withdrew, and why."""
    if row is not None and row.state == State.WITHDRAWN:
        return row.ended_why
    if row is None or row.state != State.REFUSED:
        return ""
    return f"{row.answered_by}, {row.capacity}: {row.reason}"


def _mark(party: ConsentParty, row: ConsentRequest | None) -> str:
    """The beginning of the hash that an agreement by link is bound to."""
    by_link = row is not None and party.by_request == row.number
    if row is None or not by_link:
        return ""
    return gettext("terms %(hash)s") % {"hash": short(row.terms_hash)}


def _ask(book: Book, party: ConsentParty, *, before: bool) -> Cell:
    if party.given_at is not None or book.closed:
        return Cell()
    return Cell(
        gettext("Ask again…") if before else gettext("Ask…"), act="ask_consent", asks={"party": party.key}
    )


def _letter(book: Book, party: ConsentParty) -> Cell:
    """What comes by letter, and taking back: the kind's own actions."""
    act, word = (
        (book.spec.withdraw, gettext("Withdraw…"))
        if party.given_at
        else (book.spec.record, gettext("Record…"))
    )
    return Cell(word, act=act, asks=book.spec.asks(party)) if act else Cell()
