"""What a kind says about mail: how it recognises one that is its own, and what it takes from a reply."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class ReadMail:
    """A mail as kinds read it. `text` is its plain text, or what its HTML says.

    `answerable` is False where nothing may be sent in answer by itself: to machines and lists, against wishes
    of the sender, to who had a word of that sort within a day, and for what a person brought.
    """

    message_id: str
    from_name: str
    from_address: str
    to: tuple[str, ...]
    subject: str
    text: str
    sent_at: datetime | None
    received_at: datetime
    attachments: tuple[str, ...] = ()
    answerable: bool = True


@dataclass(frozen=True)
class NewCase:
    """The mail asks for a case: `facts` are the opening's input, as programs send it."""

    facts: Mapping[str, Any]


@dataclass(frozen=True)
class ForCase:
    """The mail is about a case that exists: `event` is recorded on it, with `data` as programs send it."""

    reference: str
    event: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NoCase:
    """The mail is this kind's, and no case: `sort` says in a word or two what it is ("question").

    `suggested` are the numbers of cases that it may belong to; a person decides.
    """

    sort: str
    suggested: tuple[str, ...] = ()


Recognised = NewCase | ForCase | NoCase


@dataclass(frozen=True)
class Fed:
    """What a reply tells a case: `event` is recorded on it, with `data` as programs send it."""

    event: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class MailSpec:
    """A kind's part in the mailbox.

    `team` reads what is the kind's and no case. `recognise` looks at mail that belongs to no case yet and
    answers None for what is not its own. `feed` looks at a reply to a case (of the kind's model) and answers
    None where it tells nothing. `known` are the addresses of those who have a part in a case, beside those
    who were written to. Cases are opened, and events recorded, in the role `role`.
    """

    team: str
    recognise: Callable[[ReadMail], Recognised | None]
    feed: Callable[[ReadMail, Any], Fed | None] = lambda mail, case: None
    role: str = "mail"
    known: Callable[[Any], Collection[str]] = lambda case: ()
