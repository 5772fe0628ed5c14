"""The files that came by mail, and whose agreement each is: nobody's, until a person has looked at it."""

from __future__ import annotations

from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cases.files.mailed import Mailed, mailed
from cases.models import Document
from cases.panels import Cell, Panel
from cases.routing import Policy
from cases.saying import some_of
from cases.terms import short
from takeovers.models import TakeoverCase
from takeovers.rules import Agreement, TakeoverFacts, parties

MANY = 12  # rows; more of them open on demand
HEADS = (_("File"), _("Came from"), _("Arrived"), _("Agreement of"), "")
WAITS = {
    Document.Status.INFECTED: (_("Blocked: the scanner found something"), "slashed-ring"),
    Document.Status.PENDING: (_("Being checked, not to be opened yet"), "hourglass"),
    Document.Status.ERROR: (_("Not checked yet, tried again by itself"), "hourglass"),
}
FOOT = _("Look at a file before you say whose agreement it is. What nobody has ticked counts for nothing.")
DRAFT = _("The request is a draft: agreements can be ticked once it is submitted.")


def panel(case: TakeoverCase, facts: TakeoverFacts, policy: Policy, now: datetime) -> list[Panel]:
    """A row for each file; no panel where no mail brought one."""
    files = mailed(case)
    if not files:
        return []
    lacking = bool(parties.missing(facts, policy, now))
    rows = tuple(_row(one, _ticked(facts, one.document), lacking) for one in files)
    ticked = sum(bool(_ticked(facts, one.document)) for one in files)
    return [
        Panel(
            "by-mail",
            _("Agreements by mail"),
            HEADS,
            rows,
            note=ngettext("%(ticked)d of %(n)d file ticked", "%(ticked)d of %(n)d files ticked", len(files))
            % {"ticked": ticked, "n": len(files)},
            foot=DRAFT if facts.state == "draft" else FOOT,
            folded=len(rows) > MANY,
            ours=True,
        )
    ]


def _ticked(facts: TakeoverFacts, document: Document) -> list[Agreement]:
    """The standing agreements that are this file."""
    number = str(document.number)
    return [one for one in facts.agreements if one.document == number and one.withdrawn_at is None]


def _row(one: Mailed, ticked: list[Agreement], lacking: bool) -> tuple[Cell, ...]:
    document = one.document
    size = gettext("%(size)s, SHA-256 %(sum)s…") % {
        "size": filesizeformat(document.size),
        "sum": short(document.sha256),
    }
    number = str(document.number)
    act = Cell(gettext("Another signature…") if ticked else gettext("Whose is it…"), act="record_agreement",
               asks={"document": number})  # fmt: skip
    return (
        Cell(document.name, under=size, file=number if document.may_be_read else ""),
        Cell(one.sender, under=one.subject),
        Cell(at=one.received_at),
        _whose(document, ticked),
        act if document.may_be_read and lacking else Cell(),
    )


def _whose(document: Document, ticked: list[Agreement]) -> Cell:
    if ticked:
        return Cell(some_of(one.name for one in ticked), shape="tick-disc")
    words, shape = WAITS.get(Document.Status(document.status), (gettext("Nobody’s yet"), "dashed-ring"))
    return Cell(words, shape=shape)
