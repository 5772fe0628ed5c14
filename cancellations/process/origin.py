"""Where in the mail each field was found, in words beside its value."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from cancellations.rules import CancellationFacts
from cancellations.rules.fit import ORDER_FIELDS
from cancellations.rules.reading import read
from cases.labelled import Found
from cases.saying import all_of
from cases.words import plain_name


def named_in(facts: CancellationFacts) -> dict[str, str]:
    """For each required field: the lines of the mail it stands in, or that it came another way.

    Empty for every field where the request did not come as a mail.
    """
    fields = (*ORDER_FIELDS, "products")
    if not facts.body:
        return dict.fromkeys(fields, "")
    found: dict[str, list[Found]] = {name: [] for name in fields}
    for one in read(facts.body).found:
        if one.field in found:
            found[one.field].append(one)
    told = {name: _told(found[name], getattr(facts, name)) for name in ORDER_FIELDS}
    return told | {"products": _list(found["products"], facts.products)}


def _told(found: Sequence[Found], value: str) -> str:
    if not value:
        if len(found) < 2:
            return ""
        many = ngettext(
            "Line %(lines)s of the mail: two things said",
            "Lines %(lines)s of the mail: two things said",
            len(_lines(found)),
        )
        return many % {"lines": all_of(_lines(found))}
    same = [one for one in found if plain_name(one.value) == plain_name(value)]
    if same:
        return _in_lines(same[:1])
    if found:
        changed = gettext("Changed since; line %(line)s of the mail has %(value)s")
        return changed % {"line": found[0].line, "value": found[0].value}
    return gettext("Not in the first mail; given since")


def _list(found: Sequence[Found], named: Sequence[str]) -> str:
    if not named:
        return ""
    here = [one for one in found if plain_name(one.value) in {plain_name(name) for name in named}]
    since = len({plain_name(name) for name in named} - {plain_name(one.value) for one in here})
    if not here:
        return gettext("Not in the first mail; given since")
    if not since:
        return _in_lines(here)
    later = ngettext("%(number)s product given since", "%(number)s products given since", since)
    both = {"lines": _in_lines(here), "later": later % {"number": f"{since:,}"}}
    return gettext("%(lines)s; %(later)s") % both


def _in_lines(found: Sequence[Found]) -> str:
    lines = _lines(found)
    told = ngettext("Line %(lines)s of the mail", "Lines %(lines)s of the mail", len(lines))
    return told % {"lines": all_of(lines)}


def _lines(found: Sequence[Found]) -> list[str]:
    """The numbers of the lines, each once."""
    return [str(number) for number in sorted({one.line for one in found})]
