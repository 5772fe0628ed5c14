"""The core's actions about consent, for kinds that ask outside parties; and which follow by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_noop as _

from cases import machine
from cases.consent import changing
from cases.consent.book import KEY, Book, State
from cases.consent.forms import EVERYBODY, AnswerForm, AskForm, EndForm, SeenForm, WithdrawForm
from cases.consent.letters import ASKED
from cases.kinds import Action
from cases.models import ConsentRequest
from cases.routing import Asked, Check

if TYPE_CHECKING:
    from cases.kinds import Kind

SYSTEM: Final = frozenset({"system"})
VOID, END, VIEW, ANSWER = "void_consents", "end_consents", "view_consent", "answer_consent"
WITHDRAW: Final = "withdraw_consent"
LAPSE: Final = "lapse_consents"


def consent_actions(kind: Kind) -> tuple[Action, ...]:
    """Asking and ending for customer care, answering for whoever holds a link, and what follows by itself."""
    if kind.consent is None:
        return ()
    return (*_of_people(kind.consent.askers), *_of_parties(kind), *_by_themselves())


def _of_people(askers: frozenset[str]) -> tuple[Action, ...]:
    return (
        Action(
            "ask_consent", _("Ask for consent"), _("Sends a party a link to read the terms and to answer."),
            "asked for consent", askers, AskForm, _ask_guards, changing.ask, core=True, states="open",
            personal=frozenset({"address"}), letters=(ASKED.code,),
        ),
        Action(
            "revoke_consent", _("End a link"), _("Ends a link that nobody has answered yet."), "ended a link",
            askers, EndForm, _end_guards, changing.revoke, core=True, states="open",
            personal=frozenset({"reason"}),
        ),
    )  # fmt: skip


def _of_parties(kind: Kind) -> tuple[Action, ...]:
    """Nobody who signs in does these: they come through a link, whose request the input names."""
    light: Any = {"core": True, "automatic": True}
    return (
        Action(
            VIEW, _("Read the terms"), _("Notes that the terms were read."), "read the terms", SYSTEM,
            SeenForm, _link_guards, changing.note_view, states="open", keeps_version=True, **light,
        ),
        Action(
            ANSWER, _("Answer by link"), _("Takes in a party's answer."), "answered by link", SYSTEM,
            AnswerForm, _answer_guards, changing.answer, states="open",
            personal=frozenset({"name", "capacity", "evidence", "reason"}), **light,
        ),
        Action(
            WITHDRAW, _("Withdraw by link"), _("Takes back what a party agreed to by its link."),
            "withdrew by link", SYSTEM, WithdrawForm, withdraw_guards(kind), changing.withdraw,
            states="open", personal=frozenset({"name", "capacity", "reason"}), **light,
        ),
    )  # fmt: skip


def _by_themselves() -> tuple[Action, ...]:
    light: Any = {"core": True, "automatic": True}
    return (
        Action(
            VOID, _("The terms have changed"), _("Declares consents void and asks again."),
            "saw that the terms have changed", SYSTEM, None, _void_guards, changing.void, states="open",
            **light,
        ),
        Action(
            LAPSE, _("No answer in time"), _("Tells that links have ended without an answer."),
            "saw that links ended without an answer", SYSTEM, None, _lapse_guards, changing.lapse,
            states="open", keeps_version=True, **light,
        ),
        Action(
            END, _("Links end"), _("Ends links that lead nowhere any more."), "ended links", SYSTEM, None,
            _needless_guards, changing.end_needless, states="any", **light,
        ),
    )  # fmt: skip


def following(book: Book | None) -> str | None:
    """Which of these has to follow a change by itself; None when nothing has to."""
    if book is None or not book.rows:
        return None
    if book.needless():
        return END
    return VOID if book.outdated() else None


def _open(book: Book) -> Check:
    why = book.closed or "Consents can no longer be asked for or given."
    return Check("CONSENT_CLOSED", not book.closed, why, "Consents can be asked for and given.")


def _ask_guards(asked: Asked) -> Sequence[Check]:
    book: Book = asked.extra[KEY]
    key = (asked.data or {}).get("party")
    party = book.party(key) if key and key != EVERYBODY else None
    missing = any(one.given_at is None for one in book.parties)
    name = party.name if party else "The party"
    return (
        _open(book),
        Check(
            "CONSENT_GIVEN",
            missing and (party is None or party.given_at is None),
            f"{name} has agreed already." if missing or party else "Everybody has agreed already.",
            "A consent is missing.",
            on_submit=missing and asked.data is None,
        ),
    )


def _end_guards(asked: Asked) -> Sequence[Check]:
    key = (asked.data or {}).get("party")
    named = [row for row in asked.extra[KEY].rows if row.is_waiting and row.party == key]
    return (
        Check(
            "CONSENT_NO_LINK",
            asked.data is None or bool(named),
            "This party has no link that could still be answered.",
            "A link waits for its answer.",
            on_submit=asked.data is None,
        ),
    )


def _link_guards(asked: Asked) -> Sequence[Check]:
    book: Book = asked.extra[KEY]
    row = book.request((asked.data or {}).get("request"))
    return (
        _open(book),
        Check(
            "CONSENT_LINK",
            asked.data is None or (row is not None and row.is_live(asked.now)),
            _why_not(row, asked),
            "The link can be answered.",
            on_submit=asked.data is None,
        ),
    )


def _answer_guards(asked: Asked) -> Sequence[Check]:
    book: Book = asked.extra[KEY]
    row = book.request((asked.data or {}).get("request"))
    same = row is not None and (asked.data or {}).get("terms") == row.terms_hash
    return (
        *_link_guards(asked),
        Check(
            "CONSENT_TERMS",
            asked.data is None or (same and row not in book.outdated() and book.party(row.party) is not None),  # type: ignore[union-attr]  # the same row
            "The terms are not those that were answered.",
            "The terms are those that were read.",
            on_submit=asked.data is None,
        ),
    )


def withdraw_guards(kind: Kind) -> Callable[[Asked], Sequence[Check]]:
    """An agreement that came by this link and stands; then what the kind's own action for it asks."""
    own = next((one for one in kind.actions if kind.consent and one.name == kind.consent.withdraw), None)

    def guards(asked: Asked) -> Sequence[Check]:
        book: Book = asked.extra[KEY]
        row = book.request((asked.data or {}).get("request"))
        stands = Check(
            "CONSENT_NOT_GIVEN",
            asked.data is None or (row is not None and book.stands_by(row)),
            "No agreement stands that came by this link.",
            "An agreement stands that came by this link.",
            on_submit=asked.data is None,
        )
        return (stands, *(_of_own(own, kind, asked) if own else [_open(book)]))

    return guards


def _of_own(own: Action, kind: Kind, asked: Asked) -> Sequence[Check]:
    states = machine.sources(kind.model, own.transition or own.name)
    possible = Check(
        "CONSENT_CLOSED",
        not states or asked.state in states,
        "As far as the request is now, an agreement cannot be taken back.",
        "An agreement can be taken back.",
    )
    told = own.guards(replace(asked, data=None))
    return told if any(not check.met for check in told) else (*told, possible)


def _why_not(row: ConsentRequest | None, asked: Asked) -> str:
    """Why a link cannot be answered."""
    if row is None:
        return "There is no such link."
    if row.is_expired(asked.now):
        return "The time to answer is over."
    return {
        State.VOID: "The terms have changed since.",
        State.REVOKED: "The link was ended.",
        State.WITHDRAWN: "What was answered was taken back.",
    }.get(State(row.state), "It was answered already.")


def _void_guards(asked: Asked) -> Sequence[Check]:
    outdated = bool(asked.extra[KEY].outdated())
    return (Check("CONSENT_UNCHANGED", outdated, "The terms are as they were.", "The terms have changed."),)


def _lapse_guards(asked: Asked) -> Sequence[Check]:
    lapsed = bool(asked.extra[KEY].lapsed())
    return (Check("CONSENT_IN_TIME", lapsed, "No link has ended unsaid.", "A link ended without an answer."),)


def _needless_guards(asked: Asked) -> Sequence[Check]:
    needless = bool(asked.extra[KEY].needless())
    return (Check("CONSENT_NEEDED", needless, "Every link is needed.", "A link leads nowhere any more."),)
