"""What the actions do: asking, ending, reading, answering, and what follows when the terms change."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from cases.consent import letters, links
from cases.consent.book import KEY, Book, State
from cases.consent.forms import AGREE, EVERYBODY
from cases.files.keeping import keep
from cases.models import ConsentRequest
from cases.step import Step
from cases.terms import Answer, ConsentParty, changed, hash_of, read, short, stored
from cases.wording import when
from cases.words import counted, listed, plain_name
from cases.worktime import plus_days


def ask(step: Step) -> None:
    """Asks one party, or all that have not agreed and can be written to; an earlier link of theirs ends."""
    book: Book = step.extra[KEY]
    key, given = step.data["party"], step.data.get("address") or ""
    parties = [one for one in book.parties if key == one.key or (key == EVERYBODY and not one.given_at)]
    until = plus_days(step.now, step.data.get("days") or book.spec.days, step.case.time_zone)
    asked = []
    for party in parties:
        address = given or book.address_of(party)
        if address:
            end_waiting(step, book, party.key, "We have sent a newer link.")
            asked.append(_asked(step, book, party, address, until))
    _tell(step, asked)


def _asked(
    step: Step,
    book: Book,
    party: ConsentParty,
    address: str,
    until: datetime,
    replaces: ConsentRequest | None = None,
) -> ConsentRequest:
    """A new request with its letter. The link's secret is made here and kept nowhere."""
    seed, terms = links.new_seed(), book.terms(party)
    row = ConsentRequest(
        case_id=step.case.pk,
        party=party.key,
        party_name=party.name,
        party_key=plain_name(party.name),
        role=party.role,
        address=address,
        terms=stored(terms),
        terms_hash=hash_of(party, terms),
        digest=links.digest_of(links.secret_of(seed)),
        asked_at=step.now,
        asked_by=step.actor,
        expires_at=until,
        replaces=replaces,
    )
    step.keep(row)
    book.rows.append(row)
    letters.ask(step, book, row, seed, replaces.ended_why if replaces else "")
    return row


def _tell(step: Step, rows: list[ConsentRequest]) -> None:
    """What was asked, in the timeline: whom, until when, on which terms. Addresses lie beside the chain."""
    step.effect("consent_asked")
    told = [
        {"party": row.party_name, "until": row.expires_at, "terms": short(row.terms_hash)} for row in rows
    ]
    step.say(asked=told)
    if rows and "reason" not in step.said:
        until = when(rows[0].expires_at, step.now, ZoneInfo(step.case.time_zone), name_zone=True)
        step.say(reason=f"{_names(rows)}, to answer by {until}.")


def end_waiting(step: Step, book: Book, key: str, why: str) -> None:
    """Ends what a party could still answer."""
    for row in book.rows:
        if row.party == key and row.is_waiting:
            _end(step, row, State.REVOKED, why)


def _end(step: Step, row: ConsentRequest, state: str, why: str) -> None:
    row.state, row.ended_at, row.ended_why = state, step.now, why[:1000]
    step.keep(row)


def revoke(step: Step) -> None:
    """Customer care ends a link."""
    book: Book = step.extra[KEY]
    end_waiting(step, book, step.data["party"], "We have ended this link.")
    step.effect("consent_ended")


def note_view(step: Step) -> None:
    """Somebody at the link's page has read it; the first time counts."""
    row = _row(step)
    row.state, row.viewed_at = State.VIEWED, row.viewed_at or step.now
    step.keep(row)
    step.say(by_party=row.party_name)


def answer(step: Step) -> None:
    """The party's answer: kept with its name, the instant and the terms; then the kind takes its effect."""
    book, row, data = step.extra[KEY], _row(step), step.data
    party = book.party(row.party)
    assert party is not None, "the guard has found it"
    agrees = data["answer"] == AGREE
    row.state = State.AGREED if agrees else State.REFUSED
    row.viewed_at, row.answered_at = row.viewed_at or step.now, step.now
    row.answered_by, row.capacity, row.reason = data["name"], data["capacity"], data.get("reason") or ""
    row.evidence = _evidence(step, row)
    step.keep(row)
    told = Answer(party, row.number, agrees, row.answered_by, row.capacity, row.evidence, row.reason)
    book.spec.answered(step, told)
    step.effect("consent_agreed" if agrees else "consent_refused")
    step.say(by_party=row.party_name, terms=short(row.terms_hash))
    letters.copy(step, book, row, told)
    if not agrees:
        letters.refused(step, book, told)


def withdraw(step: Step) -> None:
    """The party takes its agreement back; then the kind takes the effect back."""
    book, row, data = step.extra[KEY], _row(step), step.data
    party = book.party(row.party)
    assert party is not None, "the guard has found it"
    told = Answer(
        party, row.number, agrees=False, name=data["name"], capacity=data["capacity"], reason=data["reason"]
    )
    _end(step, row, State.WITHDRAWN, f"{told.name}, {told.capacity}: {told.reason}")
    book.spec.void(step, [row.party])
    step.effect("consent_withdrawn")
    step.say(by_party=row.party_name)
    letters.withdrawn(step, book, row, told)


def _evidence(step: Step, row: ConsentRequest) -> str:
    """Where the written agreement is: what was said, and the file that came along."""
    said, file = step.data.get("evidence") or "", step.data.pop("file", None)
    if file is None:
        return str(said)
    document = keep(step, file, f"Agreement of {row.party_name}"[:200])
    row.document = document.number
    return f"{said}; file {document.name}" if said else f"File {document.name}"


def _row(step: Step) -> ConsentRequest:
    row = step.extra[KEY].request(step.data["request"])
    assert isinstance(row, ConsentRequest), "the guard has found it"
    return row


def void(step: Step) -> None:
    """The terms are others now: what was asked or agreed to no longer counts; the parties are asked again."""
    book: Book = step.extra[KEY]
    rows = book.outdated()
    counted_ones = [row.party for row in rows if row.state == State.AGREED]
    for row in rows:
        party = book.party(row.party)
        assert party is not None, "only who is needed still counts"
        what = "; ".join(changed(read(row.terms), book.terms(party)))
        _end(step, row, State.VOID, f"The terms have changed. {what}.")
    book.spec.void(step, counted_ones)
    fresh = [_again(step, book, row) for row in rows if row.address]
    step.effect("consent_void")
    names = _names(rows)
    again = "; they are asked again" if len(fresh) == len(rows) else "; ask them again"
    step.say(reason=f"{rows[0].ended_why} What was asked of {names} no longer counts{again}.")
    _tell(step, fresh)


def _again(step: Step, book: Book, row: ConsentRequest) -> ConsentRequest:
    """The same party is asked on the new terms, for as long as before."""
    party = book.party(row.party)
    assert party is not None, "it was there a moment ago"
    until = step.now + (row.expires_at - row.asked_at)
    return _asked(step, book, party, row.address, until, replaces=row)


def end_needless(step: Step) -> None:
    """Links that lead nowhere any more are ended: the case is closed, or the consent is there."""
    reasons = step.extra[KEY].needless()
    for row, why in reasons.items():
        _end(step, row, State.REVOKED, why)
    step.say(reason=f"{next(iter(reasons.values()))} Ended: the link for {_names(list(reasons))}.")
    step.effect("consent_ended")


def lapse(step: Step) -> None:
    """The time of some links went by: the parties and those who asked are told, once. Nothing is decided."""
    book: Book = step.extra[KEY]
    rows = book.lapsed()
    for row in rows:
        row.ended_at, row.ended_why = step.now, "No answer in time."
        step.keep(row)
        letters.lapsed(step, book, row)
    letters.unanswered(step, book, rows)
    step.effect("consent_lapsed")
    step.say(reason=f"No answer in time from {_names(rows)}.")


def _names(rows: list[ConsentRequest]) -> str:
    names = [row.party_name for row in rows]
    return listed(names) if len(names) < 5 else counted(len(names), "party", "parties")
