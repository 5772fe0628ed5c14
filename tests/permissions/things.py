"""What an address can be about: one's own, somebody else's, and what does not exist."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.permissions.addresses import names
from tests.permissions.asking import EVENT, FILE, POLICY_DRAFT, TARGET, TEAM_ROLES
from tests.permissions.kinds import KINDS
from tests.permissions.rulebooks import RULE, RULES
from tests.permissions.terms import About, KindPolicy, Row
from tests.permissions.world import House, Somebody

NUMBER = 2_000_000_000
DRAFT = UUID(int=7)
CONTINUED = ("affiliation", "takeover")  # each goes on as the other
PERSONAL = {
    About.DRAFT: ("draft", "draft"),
    About.IMPORT: ("pk", "run"),
    About.TOKEN: ("pk", "token"),
    About.SIGN_IN: ("pk", "sign_in"),
}


def existing(name: str, row: Row, house: House, one: Somebody) -> dict[str, dict[str, Any]]:
    """The parts of the address by what it then is about: a kind's or team's code, "own", "foreign", or ""."""
    if row.about is About.CASE:
        cases = house.cases.items()
        fitting = [(code, case) for code, case in cases if _has(row.parts.get("name", ""), KINDS[code])]
        return {
            code: _parts(row, code, house.files[code], **{_case_part(name): case.reference})
            for code, case in fitting
        }
    if row.about is About.KIND:
        fitting = [code for code in house.cases if _fits(name, KINDS[code])]
        return {code: _of_kind(row, name, code, house.drafts[code]) for code in fitting}
    if row.about is About.TEAM:
        return {team: _parts(row, team=team) for team in TEAM_ROLES}
    other = house.other(one)
    if row.about in PERSONAL:
        part, of = PERSONAL[row.about]
        mine = {"own": _parts(row, **{part: getattr(one, of)})} if getattr(one, of) else {}
        return mine | {"foreign": _parts(row, **{part: getattr(other, of)})}
    if row.about is About.MAIL:
        return {"": _parts(row, number=house.mail)}
    if row.about is About.PERSON:
        return {"": {"pk": other.pk}}
    if row.about is About.RECORD:
        return {"": {"object_id": house.records[model_of(name)]}}
    return {"": dict(row.parts)}


def absent(name: str, row: Row, house: House) -> dict[str, Any] | None:
    """The parts of an address about something that does not exist; None where it is about nothing."""
    reference = next(iter(house.cases.values())).reference[:-6] + "999999"
    return {
        About.CASE: lambda: _parts(row, "rebook", **{_case_part(name): reference}),
        About.KIND: lambda: _of_kind(row, name, "nothing", NUMBER),
        About.TEAM: lambda: _parts(row, team="nothing"),
        About.DRAFT: lambda: _parts(row, draft=DRAFT),
        About.IMPORT: lambda: {"pk": DRAFT},
        About.TOKEN: lambda: {"pk": NUMBER},
        About.SIGN_IN: lambda: {"pk": NUMBER},
        About.PERSON: lambda: {"pk": NUMBER},
        About.MAIL: lambda: _parts(row, number=DRAFT),
    }.get(row.about, lambda: None)()


def _has(name: str, kind: KindPolicy) -> bool:
    """Whether the kind has what the name stands for, where it stands for something of the kind's own."""
    return {EVENT: bool(kind.events), TARGET: "continue_as" in kind.actions}.get(name, True)


def model_of(name: str) -> str:
    """The model that an address of the records shows."""
    return name.split("/")[1] if "/" in name else name.split("_")[1]


def _case_part(name: str) -> str:
    return "reference" if "reference>" in names()[name] else "name"


def _fits(name: str, kind: KindPolicy) -> bool:
    """Whether the kind has what the address is for."""
    tried = {"api:try_decision": kind.tried, "try_rules": kind.tried, "rule_cases": kind.tried}
    return (tried | {"open_case": not kind.guided}).get(name, True)


def _kind_part(name: str) -> str:
    return "kind" if "kind>" in names()[name] else "name"


def _of_kind(row: Row, name: str, code: str, draft: int) -> dict[str, Any]:
    stand_for = {POLICY_DRAFT: draft, RULE: RULES.get(code, "RB-1")}
    parts = {part: stand_for.get(value, value) for part, value in row.parts.items()}
    return {_kind_part(name): code} | parts


def _parts(row: Row, kind: str = "", file: UUID = DRAFT, **parts: Any) -> dict[str, Any]:
    found = parts | dict(row.parts)
    if found.get("number") == FILE:
        found["number"] = file
    if found.get("name") == EVENT:
        found["name"] = next(iter(KINDS[kind].events))
    if found.get("name") == TARGET:
        found["name"] = next(code for code in CONTINUED if code != kind)
    return found
