"""What a search found, as plain data."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import navigation, registry, written
from cases.glance import Asked, glance
from cases.models import SearchDocument, User
from cases.navigation import of_case
from cases.present.exports import exports
from cases.present.listing import frame
from cases.present.rows import row
from cases.queue import QueueQuery
from cases.written import Written

PLACES: Final = {SearchDocument.Source.LETTER: "#letters", SearchDocument.Source.MAIL: "#mails"}


def found(user: User, query: QueueQuery, url: str) -> dict[str, Any]:
    """The context of the page: cases, names like the words, and what was written.

    `exact` is the address of the case whose number was given, however it was written; "" where it is not one.
    """
    meant = written.meant_by_number(user, query.q)
    if len(meant) == 1:
        return {"exact": of_case("case", meant[0])}
    seen = glance(user, [Asked(query, user.page_size)], [query, *navigation.counted(user)])
    lines = seen.pages[0].cases
    shown = [row(line, user) for line in lines]
    whole = [one["url"] for one in shown if one["reference"] == query.q.upper()]
    if whole:
        return {"exact": whole[0]}
    return {
        "exact": "",
        "searched": True,
        "query": query.q,
        "meant": [{"reference": number, "url": of_case("case", number)} for number in meant],
        "results": [
            one | {"matched": " · ".join(filter(None, [one["waiting_for"], one["detail"]]))} for one in shown
        ],
        "names": _names(user, query.q),
        "written": [_text(one) for one in written.written_about(user, query.q)],
        "total": seen.count(query),
        "filter_url": f"{reverse('cases')}?{query.address()}",
        "exports": exports(user, query),
    } | frame(user, seen, url)


def _names(user: User, text: str) -> list[dict[str, str]]:
    """Accounts and colleagues by names like this, each a link to their cases."""
    accounts = [
        {"name": name, "what": _("Account"), "url": _cases(account=str(key))}
        for key, name in written.accounts_like(user, text)
    ]
    people = [
        {"name": name, "what": _("Colleague"), "url": _cases(assignee=username)}
        for username, name in written.people_like(user, text)
    ]
    return accounts + people


def _cases(**asked: str) -> str:
    return f"{reverse('cases')}?{urlencode(asked)}"


def _text(one: Written) -> dict[str, Any]:
    """One text with the words: pieces stay plain, the template escapes and marks them."""
    state = registry.get_kind(one.kind).state(one.state)
    place = f"#entry-{one.seq}" if one.seq else PLACES.get(SearchDocument.Source(one.source), "")
    return {
        "reference": one.reference,
        "url": f"{of_case('case', one.reference)}{place}",
        "account": one.account,
        "state_label": state.label,
        "state_shape": state.shape,
        "where": SearchDocument.Source(one.source).label,
        "at": one.at,
        "pieces": [{"text": text, "found": is_found} for text, is_found in one.pieces],
    }
