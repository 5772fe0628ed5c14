"""The page of a link for people without an account, as plain data."""

from __future__ import annotations

import re
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases.consent import status
from cases.consent.actions import WITHDRAW
from cases.consent.finding import Found, Why
from cases.consent.forms import AnswerForm, WithdrawForm
from cases.terms import ConsentParty, Term, read, short
from cases.workflow import Look

TITLES: Final = {
    Why.EXPIRED: _("The time to answer is over"),
    Why.ANSWERED: _("This was answered already"),
    Why.VOID: _("This link no longer counts"),
    Why.ENDED: _("This link has ended"),
    Why.CLOSED: _("This request is closed"),
    Why.WITHDRAWN: _("The agreement was taken back"),
}
FIGURE: Final = re.compile(r"[0-9][0-9,]*")
WAYS: Final = {
    Why.EXPIRED: _(
        "Nothing was decided by that. If you still want to answer, answer the mail in which you found the "
        "link: we send you a new one."
    ),
    Why.ANSWERED: _(
        "A link can be answered once. If this was not you, answer the mail in which you found the link."
    ),
    Why.WITHDRAWN: _(
        "If you want to agree after all, answer the mail in which you found the link: we send you a new link."
    ),
    Why.VOID: _(
        "What was asked here no longer counts, whether it was answered or not. We have sent a new link to "
        "the same address: look for our newer mail."
    ),
    Why.ENDED: _(
        "There is nothing for you to do here. If that surprises you, answer the mail in which you found "
        "the link."
    ),
    Why.CLOSED: _(
        "Nothing is asked of you any more. If you have a question, answer the mail in which you found "
        "the link."
    ),
}


def asked(found: Found, form: AnswerForm) -> dict[str, Any]:
    """The question, exactly the terms, what they mean, who else is asked, and the form."""
    row, book, party = found.row, found.book, found.party
    form["may_speak"].label = gettext("I may speak for %(party)s") % {"party": party.name}
    return _frame(found) | {
        "question": book.spec.question(found.case, party),
        "terms": [term for term in read(row.terms) if term.value],
        "tables": [_table(term) for term in read(row.terms) if term.rows],
        "mark": short(row.terms_hash),
        "hash": row.terms_hash,
        "changed": row.replaces.ended_why if row.replaces else "",
        "means": book.spec.means(found.case, party, book.policy, book.now),
        "others": [_other(one, found) for one in book.parties if one.key == party.key or not one.apart],
        "until": row.expires_at,
        "zone_label": found.case.time_zone.rpartition("/")[2].replace("_", " "),
        "seen": row.viewed_at is not None,
        "form": form,
        "refusing": form.data.get("answer") == "refuse",
    }


def _table(term: Term) -> dict[str, Any]:
    """A table of the terms; figures stand on the right."""
    figures = [all(FIGURE.fullmatch(row[place]) for row in term.rows) for place in range(len(term.heads))]
    return {
        "label": term.label,
        "heads": [{"label": head, "number": figures[at]} for at, head in enumerate(term.heads)],
        "rows": [
            [{"label": term.heads[at], "text": cell, "number": figures[at]} for at, cell in enumerate(row)]
            for row in term.rows
        ],
    }


def _other(party: ConsentParty, found: Found) -> dict[str, str]:
    """Another party, and how far it is: nothing of who answered there, or how."""
    if party.key == found.row.party:
        return {"name": party.name, "role": party.role, "shape": "hourglass", "words": gettext("you")}
    done = party.given_at is not None
    shape, words = ("tick-disc", "agreed") if done else ("dashed-ring", gettext("not yet"))
    return {"name": party.name, "role": party.role, "shape": shape, "words": words}


def gone(found: Found, form: WithdrawForm | None = None) -> dict[str, Any]:
    """Why it cannot be answered any more, and what to do; an agreement that stands can be taken back."""
    row, why = found.row, found.why
    reason = row.ended_why if why in {Why.VOID, Why.ENDED} else ""
    return (
        _frame(found)
        | _taking_back(found, form)
        | {
            "title": TITLES[why],
            "reason": reason or (found.book.closed if why is Why.ENDED else ""),
            "way": WAYS[why],
            "row": row,
            "why": why.value,
            "status_url": reverse("asked_by_link", args=[status.token_of(row)]),
        }
    )


def _taking_back(found: Found, form: WithdrawForm | None) -> dict[str, Any]:
    """The form to take an agreement back, or why that cannot be done any more; neither where none stands."""
    if found.why is not Why.ANSWERED or not found.book.stands_by(found.row):
        return {"form": None, "stays": ""}
    look = Look.at(found.case, None)
    unmet = [check.message for check in look.checks(look.kind.action(WITHDRAW)) if not check.met]
    if unmet:  # the kind's own reason comes last
        return {"form": None, "stays": unmet[-1]}
    form = form or WithdrawForm(case=found.case)
    form["may_speak"].label = gettext("I may speak for %(party)s") % {"party": found.party.name}
    return {"form": form, "stays": ""}


def _frame(found: Found) -> dict[str, Any]:
    return {
        "party": found.row.party_name,
        "role": found.row.role,
        "reference": found.case.reference,
        "zone": ZoneInfo(found.case.time_zone),
        "now": found.book.now,
    }
