"""Is a mail written by a machine, and may a machine answer it? RFC 3834, and what others put in its place.

Two answers, because they are different questions. Automatic mail is kept, and moves nothing: no case advances
by it. Other mail may ask not to be answered by machines, or come through a list: a person wrote it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from typing import Final

from django.conf import settings

from cases.letters.mail import LOOP_HEADER
from cases.mailbox.headers import raw_value, raw_values

BY_MACHINE: Final = re.compile(r"^(mailer-daemon|postmaster|bounces?|daemon)([+-].*)?$")
NO_REPLY: Final = re.compile(r"^(no-?_?reply|do-?_?not-?_?reply|noreply)([+._-].*)?$")
BULK: Final = frozenset({"bulk", "junk", "auto_reply"})
SUPPRESSES: Final = frozenset({"all", "autoreply", "oof"})
REPLY_HEADERS: Final = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply")
LIST_HEADERS: Final = ("List-Id", "List-Unsubscribe", "List-Post")


@dataclass(frozen=True)
class Signs:
    """What says that a machine wrote it, and what says not to answer it, each in words."""

    automatic: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def may_be_answered(self) -> bool:
        """Whether anything may be sent in answer by itself."""
        return not self.automatic and not self.silent


def signs(message: Message, sender: str) -> Signs:
    """The signs of a mail from that address."""
    return Signs(tuple(_automatic(message, sender)), tuple(_silent(message, sender)))


def _automatic(message: Message, sender: str) -> list[str]:
    found = []
    submitted = raw_value(message, "Auto-Submitted").partition(";")[0]
    submitted = re.sub(r"\([^()]*\)", "", submitted).strip().lower()
    if submitted and submitted != "no":
        found.append(f"Auto-Submitted: {submitted[:60]}")
    if raw_value(message, "Return-Path").replace(" ", "") == "<>":
        found.append("Return-Path: <>")
    if raw_value(message, "Content-Type").lower().lstrip().startswith("multipart/report"):
        found.append("A report")
    if BY_MACHINE.match(sender.partition("@")[0]):
        found.append("Sent by a mail server")
    if sender and sender in own_addresses():
        found.append("Sent from our own address")
    if raw_value(message, LOOP_HEADER):
        found.append("Sent by AccountOps")
    precedence = raw_value(message, "Precedence").strip().lower()
    if precedence in BULK:
        found.append(f"Precedence: {precedence}")
    found += [name for name in REPLY_HEADERS if _says_yes(message, name)]
    return found


def _silent(message: Message, sender: str) -> list[str]:
    found = []
    wishes = {
        word.strip().lower()
        for value in raw_values(message, "X-Auto-Response-Suppress")
        for word in value.split(",")
    }
    if wishes & SUPPRESSES:
        found.append("X-Auto-Response-Suppress")
    found += [name for name in LIST_HEADERS if raw_value(message, name)]
    if raw_value(message, "Precedence").strip().lower() == "list":
        found.append("Precedence: list")
    if NO_REPLY.match(sender.partition("@")[0]):
        found.append("From an address that reads no answers")
    if not sender:
        found.append("No sender")
    return found


def _says_yes(message: Message, name: str) -> bool:
    return raw_value(message, name).strip().lower() not in {"", "no", "false"}


def own_addresses() -> frozenset[str]:
    """Our own addresses, in small letters: answering them is answering ourselves."""
    _, _, sender = settings.DEFAULT_FROM_EMAIL.rpartition("<")
    return frozenset({sender.strip("<> ").lower(), settings.MAIL_REPLY_TO.lower()})
