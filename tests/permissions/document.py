"""The published page of the policy, made of its data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cases.teams import ROLES
from tests.permissions.kinds import KINDS, NOT_INSTALLED
from tests.permissions.policy import GROUPS, POLICY, RECORDS
from tests.permissions.terms import HOLDER, Otherwise, Row, To

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
INTRODUCTION = """\
# Who may do what

This page is the written permission policy. It is not made from the code but held against it: a test asks
every address of the product as every role, as somebody with no role, with several, with an ended access,
and without signing in, about their own things, other people's, and things that do not exist. Where the
product answers otherwise, the test fails. The page is written by that test (`make permissions`).

- **Reading changes nothing.** After everybody has read an address, every table of the database is as
  before.
- **What one may not see does not exist.** The answer for a thing of others is, word for word, the one
  for a thing that is not there (404).
- **A refusal leaves a trace.** Who sees a case and may not do something with it is told why (403), and
  the refusal is an entry in the case's timeline. Nothing else changes.
- **Having taken part** lets a person go on seeing a case after a change of roles. They can do nothing
  with it.
- **An ended access** ends sessions and tokens at once: such a person is asked to sign in, as a stranger
  is.
- **Forms need the page's token.** A change without it is refused (403), a fragment's too.
"""


def text() -> str:
    """The whole page."""
    parts = [INTRODUCTION, *_by_role(), *_actions(), *_addresses()]
    return "\n".join(parts).rstrip() + "\n"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows), ""])


def _by_role() -> Iterator[str]:
    kinds = {code: kind for code, kind in KINDS.items() if code not in NOT_INSTALLED}
    yield "## By role\n"
    yield "Roles that are not listed sign in, and see no case until a kind names them.\n"
    rows = []
    for role, label in ROLES.items():
        sees = [kind.name for kind in kinds.values() if role in kind.sees]
        sees += [f"{kind.name} of their organisation" for kind in kinds.values() if role in kind.parties]
        opens = [kind.name for kind in kinds.values() if role in kind.opens]
        more = _more(role)
        if sees or opens or more:
            acts = sum(role in who for kind in kinds.values() for who in kind.actions.values())
            rows.append([label, ", ".join(sees), ", ".join(opens), str(acts or ""), more])
    yield _table(["role", "sees", "opens", "actions of its own", "beside this"], rows)


def _more(role: str) -> str:
    special = {
        "manager": "changes policy values; reads everybody's imports; sees to what was set aside",
        "auditor": "reads records and everybody's imports; changes nothing",
        "administrator": "people and their roles; reads records; sees to what was set aside; sees no case",
    }
    return special.get(role, "")


def _actions() -> Iterator[str]:
    for code, kind in KINDS.items():
        if code in NOT_INSTALLED:
            continue
        yield f"## {kind.name}: who does what\n"
        rows = [[f"`{name}`", _who(who)] for name, who in kind.actions.items()]
        rows += [[f"`{name}`, a fact from outside", _who(who)] for name, who in kind.events.items()]
        yield _table(["action", "by"], [["opening a case", _who(kind.opens)], *rows])


def _who(roles: frozenset[str]) -> str:
    named = [label for role, label in ROLES.items() if role in roles]
    return ", ".join([*named, *(["the team that holds the case"] if HOLDER in roles else [])])


def _addresses() -> Iterator[str]:
    yield "## Address by address\n"
    yield f"{len(POLICY)} addresses. Who is not meant, but signed in, is told what the last column says.\n"
    for title, rows in GROUPS.items():
        shown = rows if rows is not RECORDS else {name: row for name, row in rows.items() if "_" not in name}
        yield f"### {title}\n"
        if rows is RECORDS:
            yield (
                "Every table to look at: lists, single rows and their history are read by administrators "
                "and auditors.\nNobody adds, changes or deletes one.\n"
            )
        yield _table(
            [
                "what",
                "name",
                "reads",
                "changes",
                *(["token's scope"] if title.endswith("API") else []),
                "others are told",
            ],
            [_address(name, row, scope=title.endswith("API")) for name, row in shown.items()],
        )


def _address(name: str, row: Row, *, scope: bool) -> list[str]:
    open_to_all = {row.read, row.change} <= {To.NOBODY, To.ANYBODY, To.PEOPLE, To.HOLDS_KEY}
    told = "" if open_to_all and row.otherwise is Otherwise.HIDDEN else str(row.otherwise)
    cells = [row.what, f"`{name.removeprefix('api:')}`", _said(row.read), _said(row.change)]
    return [*cells, *([row.scope] if scope else []), told]


def _said(audience: To) -> str:
    return "" if audience is To.NOBODY else str(audience)
