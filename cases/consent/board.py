"""The board of a case's consents: a row for each party, and what can be done next about it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from cases.consent.book import Book, State
from cases.models import ConsentRequest
from cases.panels import Cell, Panel
from cases.terms import ConsentParty, short
from cases.wording import when

MANY = 12  # rows; more of them open on demand
HEADS = ("Party", "State", "Asked", "Answer by", "Arrived", "Evidence", "", "")


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
        note=f"{there} of {len(parties)} there",
        foot=book.spec.note(book.case),
        folded=len(rows) > MANY,
    )


def _row(book: Book, party: ConsentParty, row: ConsentRequest | None) -> tuple[Cell, ...]:
    waits = row is not None and row.is_live(book.now)
    return (
        Cell(party.name, under=party.role),
        state(book, party, row),
        Cell(at=row.asked_at, under=row.address, ours=True) if row else Cell(),
        Cell(at=row.expires_at, under=_read(book, row)) if row and waits else Cell(),
        Cell(at=party.given_at),
        Cell(party.evidence or _refusal(row), under=_mark(party, row), ours=True),
        _ask(book, party, waits=waits, before=row is not None),
        _letter(book, party),
    )


def state(book: Book, party: ConsentParty, row: ConsentRequest | None) -> Cell:
    """How far a party is, in a word with its shape."""
    if party.given_at is not None:
        return Cell("Agreed", shape="tick-disc")
    if row is not None and row.is_live(book.now):
        words = "Read, not answered" if row.state == State.VIEWED else "Asked"
        return Cell(words, under=_void(row), shape="hourglass")
    if row is not None and row.state == State.REFUSED:
        return Cell("Refused", shape="slashed-ring")
    if party.had:
        return Cell(party.had, shape="dashed-x")
    if row is not None and row.is_waiting:
        return Cell("No answer in time", shape="triangle")
    if row is not None and row.state == State.VOID:
        return Cell("Void", under=row.ended_why, shape="dashed-x")
    return Cell("Missing", shape="hourglass")


def _void(row: ConsentRequest) -> str:
    """That an earlier answer no longer counts, where this asks again."""
    return f"Asked again. {row.replaces.ended_why}" if row.replaces else ""


def _read(book: Book, row: ConsentRequest) -> str:
    zone = ZoneInfo(book.case.time_zone)
    return f"read {when(row.viewed_at, book.now, zone)}" if row.viewed_at else "not read yet"


def _refusal(row: ConsentRequest | None) -> str:
    """Who refused, and why."""
    if row is None or row.state != State.REFUSED:
        return ""
    return f"{row.answered_by}, {row.capacity}: {row.reason}"


def _mark(party: ConsentParty, row: ConsentRequest | None) -> str:
    """The beginning of the hash that an agreement by link is bound to."""
    by_link = row is not None and party.by_request == row.number
    return f"terms {short(row.terms_hash)}" if row is not None and by_link else ""


def _ask(book: Book, party: ConsentParty, *, waits: bool, before: bool) -> Cell:
    if party.given_at is not None or book.closed:
        return Cell()
    return Cell("Ask again…" if waits or before else "Ask…", act="ask_consent", asks={"party": party.key})


def _letter(book: Book, party: ConsentParty) -> Cell:
    """What comes by letter, and taking back: the kind's own actions."""
    act, word = (book.spec.withdraw, "Withdraw…") if party.given_at else (book.spec.record, "Record…")
    return Cell(word, act=act, asks=book.spec.asks(party)) if act else Cell()
