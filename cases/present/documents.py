"""The files of a case as plain data, and the form to bring one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases import standing
from cases.consent.book import KEY
from cases.files import removing
from cases.files.finding import of_case, of_earlier
from cases.models import Case, Document, TimelineEntry, User
from cases.present import acts
from cases.teams import role_label
from cases.workflow import Look

STATES = {
    Document.Status.PENDING: ("hourglass", _("Being checked, not to be opened yet")),
    Document.Status.ERROR: ("hourglass", _("Not checked yet, tried again by itself")),
    Document.Status.INFECTED: ("slashed-ring", _("Blocked: the scanner found something")),
}


def panel(
    look: Look, user: User, told: Sequence[TimelineEntry], merged: Sequence[Case] = ()
) -> dict[str, Any]:
    """The panel's rows in the order in which the files came; the form for who may bring one.

    `told` is the timeline, `merged` the cases that this one goes on for.
    """
    case = look.case
    found = list(of_case(case, user)) if standing.of(case).filed else []
    ways = _removing(look, user, found, told)
    rows = [_row(one, case.reference, user) | ways.get(one.pk, {}) for one in found]
    before = of_earlier(case, user, merged) if standing.of(case).linked else []
    add = acts.action(look, look.kind.action("attach"))
    return {
        "rows": rows,
        "earlier": [_row(one, one.case.reference, user) | _whose(one.case.reference) for one in before],
        "form": add["form"] if add["allowed"] else None,
        "hidden": add["hidden"],
        "url": add["url"],
        "button": add["button"],
    }


def _removing(
    look: Look, user: User, found: Sequence[Document], told: Sequence[TimelineEntry]
) -> dict[int, dict[str, str]]:
    """For each file that is theirs to remove, the way to do so, or why it has to stay."""
    mine = [one for one in found if not removing.whose(one, user)]
    spec = look.kind.action(removing.REMOVE)
    if not mine or not all(check.met for check in look.checks(spec)):
        return {}
    came_by = {row.seq: row.action for row in told}
    asked = look.extra[KEY].rows if KEY in look.extra else ()
    url, ways = reverse("act", args=[look.case.reference, spec.name]), {}
    for one in mine:
        why = removing.rests(one, came_by.get(one.entry, ""), asked)
        ways[one.pk] = {"stays": why, "remove_url": f"{url}?{urlencode({'file': one.number})}"}
    return ways


def _whose(reference: str) -> dict[str, Any]:
    """The case that a file belongs to, where it is another one than the one looked at."""
    return {"reference": reference, "case_url": reverse("case", args=[reference])}


def _row(document: Document, reference: str, user: User) -> dict[str, Any]:
    by = document.uploaded_by
    shape, words = STATES.get(
        Document.Status(document.status), ("tick-disc", gettext("Checked by the scanner"))
    )
    if document.may_be_read and not document.was_scanned:
        shape, words = "dashed-ring", gettext("Not scanned for viruses")
    return {
        "number": document.number,
        "name": document.name,
        "purpose": document.purpose,
        "url": reverse("document", args=[reference, document.number]) if document.may_be_read else "",
        "size": filesizeformat(document.size),
        "who": gettext("you") if by == user else str(by) if by else "AccountOps",
        "role": role_label(document.as_role) if by else "",
        "at": document.uploaded_at,
        "shape": shape,
        "words": words,
    }
