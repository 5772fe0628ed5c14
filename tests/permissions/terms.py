"""The words of the policy: audiences, answers, and what a row says about an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class To(StrEnum):
    """An audience, in the words of the published page."""

    NOBODY = "nobody"
    ANYBODY = "anybody, signed in or not"
    PEOPLE = "everybody who is signed in"
    SEES_IT = "who sees the case"
    SEES_KIND = "who sees cases of the kind"
    SEES_ANY = "who sees cases of any kind"
    TEAM = "the team's own people"
    TEAM_OR_SEES_ANY = "the team's own people, and who sees cases of any kind"
    OWNER = "whose own it is"
    IMPORTS = "who opens cases of a kind that is imported"
    IMPORTS_OR_READS_ALL = "who opens cases of a kind that is imported, managers, auditors"
    OWN_IMPORT = "whose import it is, as long as they may open cases of the kind"
    SEES_IMPORT = "whose import it is, managers, auditors"
    OPENS = "who opens cases of the kind"
    PERFORMS = "who may perform it, see above"
    GETS_FILE = "who has a part in what it is for"
    HOLDS_KEY = "who holds what it is for: the link of a mail, a second factor"
    MANAGERS = "managers"
    KEEPS_ORDERS = "administrators and billing systems"
    OUTSIDERS = "people of partners and customers"
    INBOXES = "who works in an inbox of mail, managers"
    INBOXES_OR_READS_ALL = "who works in an inbox of mail, managers, auditors"
    INBOX = "the inbox's own people, managers"
    SEES_MAIL = "the inbox's own people, managers, auditors"
    BRINGS_MAIL = "the mail gateway, who works in an inbox of mail, managers"
    ADMINISTRATORS = "administrators"
    RECORDS = "administrators and auditors"
    OPERATES = "administrators and managers"
    OVERSEES = "administrators, managers, supervisors"
    SEES_OPERATIONS = "administrators, managers, auditors"


class Otherwise(StrEnum):
    """What somebody who is signed in and not meant is told."""

    HIDDEN = "that there is nothing (404)"
    REFUSED = "why not (403)"
    DEPENDS = "why not (403) where they see it, else that there is nothing (404)"


class About(StrEnum):
    """What the address names, so that there is one's own, somebody else's, and one that does not exist."""

    NOTHING = ""
    CASE = "a case"
    KIND = "a kind"
    TEAM = "a team"
    DRAFT = "a draft"
    IMPORT = "an import"
    TOKEN = "a token"
    SIGN_IN = "a place where somebody is signed in"
    PERSON = "a person"
    MAIL = "a mail"
    RECORD = "a record"


@dataclass(frozen=True)
class Row:
    """What the policy says about one address, named as in the product's list of addresses.

    `read` is for GET, whole pages and fragments; `change` for POST (PUT where `verb` says so). `scope` is
    what a token needs. `parts` fills the address beside what it is about; `sends` is input for the change.
    `leads`: strangers are led to the sign-in, and not only told no.
    """

    what: str
    read: To = To.NOBODY
    change: To = To.NOBODY
    about: About = About.NOTHING
    otherwise: Otherwise = Otherwise.HIDDEN
    scope: str = ""
    verb: str = "POST"
    leads: bool = True
    parts: Mapping[str, str] = field(default_factory=dict)
    sends: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class KindPolicy:
    """Who sees, opens and works on the cases of a kind. `HOLDER` stands for the team that holds the case.

    `tried`: a decision of the kind can be tried without a case. `guided`: opening has pages of its own.
    `imported`: files of cases are taken. `parties` are outside roles: they see their organisation's cases.
    `downloads` are the files made of a case, and who has a part in what each is for.
    """

    name: str
    tried: bool
    guided: bool
    imported: bool
    sees: frozenset[str]
    opens: frozenset[str]
    actions: Mapping[str, frozenset[str]]
    events: Mapping[str, frozenset[str]]
    parties: frozenset[str] = frozenset()
    downloads: Mapping[str, frozenset[str]] = field(default_factory=dict)


HOLDER = "holder"


def roles(text: str) -> frozenset[str]:
    """The roles named in a text, separated by spaces."""
    return frozenset(text.split())
