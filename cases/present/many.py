"""One act on many cases as plain data: what can be chosen, what would come of each, what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cases import access, bulk, clock, registry
from cases.assigning import colleagues
from cases.bulk import GIVE_BACK, HAND_OVER, NOTE, TAKE, Chosen, Foreseen, Told
from cases.kinds import Action
from cases.models import User
from cases.navigation import of_case
from cases.teams import TEAMS

TITLES: Final[Mapping[str, Callable[[int], str]]] = {
    TAKE: lambda number: ngettext("Take %(number)s case", "Take %(number)s cases", number),
    HAND_OVER: lambda number: ngettext("Hand over %(number)s case", "Hand over %(number)s cases", number),
    GIVE_BACK: lambda number: ngettext("Give back %(number)s case", "Give back %(number)s cases", number),
    NOTE: lambda number: ngettext("Add a note to %(number)s case", "Add a note to %(number)s cases", number),
}
LABELS: Final = {TAKE: _("Take"), HAND_OVER: _("Hand over"), GIVE_BACK: _("Give back"), NOTE: _("Add a note")}
MORE: Final = "more"
LEAST: Final = _("Whoever is at work and has the fewest, case by case")


def bar(user: User) -> list[dict[str, str]]:
    """The acts that a list offers for many of its cases; empty for who could do none of them."""
    kinds = [registry.get_kind(code) for code in access.visible_kinds(user)]
    holding = any(set(team.roles) & user.roles for team in TEAMS.values())
    offered = [
        {"name": name, "label": f"{label}…"}
        for name, label in LABELS.items()
        if any(_may(user, kind.action(name), holding=holding) for kind in kinds)
    ]
    return [*offered, {"name": MORE, "label": gettext("More…")}] if offered else []


def _may(user: User, spec: Action, *, holding: bool) -> bool:
    return bool(spec.roles & user.roles) or (spec.by_holder and holding)


def choice(user: User, chosen: Chosen) -> dict[str, Any]:
    """The page on which the act is chosen, for the cases meant."""
    kinds = list(dict.fromkeys(registry.kind_of(case).label_plural for case in chosen.cases))
    own = [
        {"name": spec.name, "label": f"{spec.label}…", "does": spec.does}
        for spec in bulk.acts_of(user, chosen.cases)
    ]
    core = [
        one | {"does": registry.kind_of(chosen.cases[0]).action(one["name"]).does}
        for one in bar(user)
        if one["name"] != MORE
    ]
    return {
        "count": len(chosen.cases),
        "cut": _cut(chosen),
        "groups": [{"title": gettext("With each of them"), "acts": core}, {"title": kinds[0], "acts": own}],
        "several": kinds if len(kinds) > 1 else [],
    }


def _cut(chosen: Chosen) -> str:
    if not chosen.is_cut:
        return ""
    return gettext(
        "%(matching)s cases match. At most %(most)s are changed at once: these are the first "
        "%(most)s of the list. Do the others afterwards."
    ) % {"matching": chosen.matching, "most": bulk.MOST}


def preview(
    user: User, spec: Action, chosen: Chosen, foreseen: Sequence[Foreseen], to: str
) -> dict[str, Any]:
    """What would come of each, with the counts in the head and the button that says how many."""
    able = [one for one in foreseen if not one.against]
    what = _what(spec, foreseen, to)
    return {
        "act": spec.name,
        "does": spec.does,
        "title": _title(spec, len(foreseen), what),
        "can": len(able),
        "cannot": len(foreseen) - len(able),
        "button": _title(spec, len(able), what),
        "cut": _cut(chosen),
        "rows": [_row(spec, one) for one in foreseen],
        "items": [str(one.item) for one in able],
        "words": bulk.words_of(spec),
        "to": to,
        "people": _people(user, chosen.cases) if spec.name == HAND_OVER else [],
    }


def _what(spec: Action, foreseen: Iterable[Foreseen], to: str) -> str:
    named = next((str(one.to) for one in foreseen if one.to), to)
    return named if spec.name == HAND_OVER and to else ""


def _title(spec: Action, number: int, to: str) -> str:
    """What is done to how many: a message of its own for each act that all kinds have."""
    places = {"number": f"{number:,}", "to": to, "act": gettext(spec.label)}
    if spec.name == HAND_OVER and to:
        told = ngettext("Hand over %(number)s case to %(to)s", "Hand over %(number)s cases to %(to)s", number)
    elif spec.name in TITLES:
        told = TITLES[spec.name](number)
    else:
        told = ngettext("%(act)s: %(number)s case", "%(act)s: %(number)s cases", number)
    return told % places


def _row(spec: Action, one: Foreseen) -> dict[str, Any]:
    case = one.case
    return {
        "reference": case.reference,
        "url": of_case("case", case.reference),
        "account": str(case.account),
        "state": registry.kind_of(case).state(case.state).label,
        "well": not one.against,
        "words": " ".join(one.against) if one.against else _will(spec, one),
    }


def _will(spec: Action, one: Foreseen) -> str:
    """What happens to the case, in one sentence."""
    owner = one.case.assignee
    if spec.name == TAKE:
        return gettext("Nobody's, becomes yours.")
    if spec.name == HAND_OVER:
        return (
            gettext("%(owner)s hands over to %(to)s.") % {"owner": owner, "to": one.to}
            if owner
            else gettext("Nobody's, goes to %(to)s.") % {"to": one.to}
        )
    if spec.name == GIVE_BACK:
        return gettext("%(owner)s has it, goes back to the queue.") % {"owner": owner}
    if spec.name == NOTE:
        return gettext("Gets the note.")
    if not one.letters:
        return gettext("All conditions are met.")
    letters = ", ".join(gettext(letter) for letter in one.letters)
    return gettext("All conditions are met. A letter goes out where it applies: %(letters)s.") % {
        "letters": letters
    }


def _people(user: User, cases: Sequence[Any]) -> list[dict[str, str]]:
    """Who may be chosen: nobody by name first, then everybody of the teams that hold the cases."""
    found = colleagues(case.team for case in cases if case.team)
    known = {one.person.pk: one for people in found.values() for one in people}
    rows = sorted(known.values(), key=lambda one: (one.presence.rank, one.open_cases))
    now = clock.now()
    return [
        {"value": "", "label": gettext(LEAST)},
        *({"value": one.person.username, "label": one.words(now, user.time_zone)} for one in rows),
    ]


def outcome(user: User, name: str, told: Sequence[Told]) -> dict[str, Any]:
    """What came of each, with the way to its case for who may see it."""
    references = [one.reference for one in told]
    seen = {case.reference: case for case in access.visible_to(user).filter(reference__in=references)}
    done = sum(one.well for one in told)
    return {
        "title": LABELS.get(name) or _label(name, seen.values()),
        "done": done,
        "not_done": len(told) - done,
        "rows": [
            {
                "reference": one.reference,
                "url": of_case("case", one.reference) if one.reference in seen else "",
                "well": one.well,
                "words": one.words,
            }
            for one in told
        ],
    }


def _label(name: str, cases: Iterable[Any]) -> str:
    for case in cases:
        for spec in registry.kind_of(case).actions:
            if spec.name == name:
                return spec.label
    return gettext("Many cases")
