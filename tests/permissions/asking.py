"""Asking an address and understanding its answer; and what the policy says the answer must be."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Any

from tests.permissions.kinds import KINDS
from tests.permissions.terms import KindPolicy, Otherwise, Row, To
from tests.permissions.world import Somebody

SIGN_IN = "/account/login/"
EVENT = "@event"
TARGET = "@target"
FILE = "@file"
POLICY_DRAFT = "@draft"
INTAKE_KIND = "rebook"
READS_ALL = frozenset({"manager", "auditor"})
OUTSIDERS = frozenset({"current_partner", "new_partner", "ec_admin", "customer"})
INBOX = frozenset({"customer_care", "manager"})  # of the mail that is tried
INBOXES = INBOX | {"sales_enablement"}
TEAM_ROLES = {
    "research": frozenset({"research_specialist"}),
    "customer_care": frozenset({"customer_care"}),
}
ID = re.compile(  # what differs between two requests for two things
    r"[A-Z]{2}-\d{4}-\d{6}|“(?:advocate|affiliation|cancellation|rebook|seat_change|takeover|nothing)”"
    r"|[0-9a-f]{8}-[0-9a-f-]{27}|2000000000|csrfmiddlewaretoken\S* value=\S+"
)


class Answer(StrEnum):
    """What somebody got."""

    YES = "yes"
    SIGN_IN = "sign in first"
    HIDDEN = "nothing here"
    REFUSED = "refused"
    NO_METHOD = "not by this method"


def understood(response: Any) -> Answer:
    """The answer in the policy's words. A conflict or a fault in the input is a yes to the person."""
    status = response.status_code
    if status == 401 or _leads_to_sign_in(response):
        return Answer.SIGN_IN
    found = {403: Answer.REFUSED, 404: Answer.HIDDEN, 405: Answer.NO_METHOD}.get(status, Answer.YES)
    assert found is not Answer.YES or status in {200, 201, 202, 204, 302, 400, 409, 415, 422}, status
    return found


def _leads_to_sign_in(response: Any) -> bool:
    target = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
    return bool(target.startswith(SIGN_IN))


def meant(row: Row, audience: To, one: Somebody, about: str) -> bool:
    """Whether the policy means this person, for this thing."""
    if audience in {To.NOBODY, To.ANYBODY}:
        return audience is To.ANYBODY
    if not one.is_in:
        return False
    if audience in {To.OPENS, To.PERFORMS, To.GETS_FILE, To.SEES_IT, To.SEES_KIND}:
        return bool(_of_kind(row, audience, KINDS[about or INTAKE_KIND]) & one.roles)
    of_team = bool(TEAM_ROLES.get(about, frozenset()) & one.roles)
    return {
        To.PEOPLE: True,
        To.ADMINISTRATORS: "administrator" in one.roles,
        To.INBOXES: bool(one.roles & INBOXES),
        To.INBOXES_OR_READS_ALL: bool(one.roles & (INBOXES | READS_ALL)),
        To.INBOX: bool(one.roles & INBOX),
        To.SEES_MAIL: bool(one.roles & (INBOX | READS_ALL)),
        To.BRINGS_MAIL: bool(one.roles & (INBOXES | {"mail"})),
        To.RECORDS: bool(one.roles & {"administrator", "auditor"}),
        To.MANAGERS: "manager" in one.roles,
        To.OVERSEES: bool(one.roles & {"administrator", "manager", "supervisor"}),
        To.OPERATES: bool(one.roles & {"administrator", "manager"}),
        To.SEES_OPERATIONS: bool(one.roles & {"administrator", "manager", "auditor"}),
        To.KEEPS_ORDERS: bool(one.roles & {"administrator", "billing"}),
        To.OUTSIDERS: bool(one.roles & OUTSIDERS),
        To.SEES_ANY: sees_any(one),
        To.OWNER: about == "own",
        To.IMPORTS: imports(one),
        To.IMPORTS_OR_READS_ALL: imports(one) or bool(one.roles & READS_ALL),
        To.OWN_IMPORT: about == "own" and bool(KINDS[INTAKE_KIND].opens & one.roles),
        To.SEES_IMPORT: (about == "own" and imports(one)) or bool(one.roles & READS_ALL),
        To.TEAM: of_team,
        To.TEAM_OR_SEES_ANY: of_team or sees_any(one),
    }[audience]


def _of_kind(row: Row, audience: To, kind: KindPolicy) -> frozenset[str]:
    if audience is To.OPENS:
        return kind.opens
    if audience is To.PERFORMS:
        name = row.parts["name"]
        if name == TARGET:
            return kind.actions["continue_as"] & kind.sees
        able = next(iter(kind.events.values())) if name == EVENT else kind.actions[name]
        return able & kind.sees
    if audience is To.GETS_FILE:
        return kind.downloads.get(row.parts["name"], frozenset()) & kind.sees
    return kind.sees


def imports(one: Somebody) -> bool:
    """Whether the policy lets this person open cases one by one, and so by a file."""
    return any(kind.opens & one.roles for kind in KINDS.values() if kind.imported)


def sees_any(one: Somebody) -> bool:
    """Whether the policy shows this person any kind of case."""
    return any(kind.sees & one.roles for kind in KINDS.values())


def expected(row: Row, audience: To, one: Somebody, about: str) -> set[Answer]:
    """The answers that are right. What nobody may do by a method is refused in whatever way comes first.

    Nobody in the house holds a key: a valid link of a mail, or a second factor.
    """
    if audience in {To.NOBODY, To.HOLDS_KEY}:
        return set(Answer) - {Answer.YES}
    if meant(row, audience, one, about):
        return {Answer.YES}
    if not one.is_in:
        return {Answer.SIGN_IN if row.leads else Answer.REFUSED}
    told = row.otherwise is Otherwise.REFUSED or (
        row.otherwise is Otherwise.DEPENDS and bool(KINDS[about].sees & one.roles)
    )
    return {Answer.REFUSED if told else Answer.HIDDEN}


def neutral(response: Any) -> tuple[int, str]:
    """The answer without what differs between two requests for two things."""
    text = ID.sub("", response.content.decode())
    if text.startswith("{"):
        return response.status_code, json.dumps(json.loads(text) | {"instance": ""}, sort_keys=True)
    kept = [line for line in text.splitlines() if "csrf" not in line and "equest" not in line]
    return response.status_code, "\n".join(kept)
