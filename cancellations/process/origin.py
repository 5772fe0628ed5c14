"""Where in the mail each field was found, in words beside its value."""

from __future__ import annotations

from collections.abc import Sequence

from cancellations.rules import CancellationFacts
from cancellations.rules.fit import ORDER_FIELDS
from cancellations.rules.reading import read
from cases.labelled import Found
from cases.words import counted, listed, plain_name


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
        return f"{_lines(found)} of the mail: two things said" if len(found) > 1 else ""
    same = [one for one in found if plain_name(one.value) == plain_name(value)]
    if same:
        return f"{_lines(same[:1])} of the mail"
    if found:
        return f"Changed since; {_lines(found[:1]).lower()} of the mail has {found[0].value}"
    return "Not in the first mail; given since"


def _list(found: Sequence[Found], named: Sequence[str]) -> str:
    if not named:
        return ""
    here = [one for one in found if plain_name(one.value) in {plain_name(name) for name in named}]
    since = len({plain_name(name) for name in named} - {plain_name(one.value) for one in here})
    if not here:
        return "Not in the first mail; given since"
    return f"{_lines(here)} of the mail" + (f"; {counted(since, 'product')} given since" if since else "")


def _lines(found: Sequence[Found]) -> str:
    """The numbers of the lines, each once, as a person says them."""
    numbers = sorted({one.line for one in found})
    return f"Line {numbers[0]}" if len(numbers) == 1 else f"Lines {listed([str(one) for one in numbers])}"
