"""Loaded by schemathesis: who calls, what is described in detail, and what came back.

Every other call is made by somebody with all the roles of all kinds, so that cases get somewhere; the calls
between go round everybody else, each with a token and with a session.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.generation.meta import CoveragePhaseData

GIVEN = json.loads(Path(os.environ["FUZZ_GIVEN"]).read_text(encoding="utf-8"))
CALLERS: list[dict[str, Any]] = GIVEN["callers"]
SEEN: Counter[tuple[str, str, str, int]] = Counter()
ENUMERATED: Counter[tuple[str, str]] = Counter()
ONE_OF = 6
INPUTS = {
    "/api/v1/cases/{reference}/actions/{name}": "Action_",
    "/api/v1/cases/{reference}/events/{name}": "Event_",
}
BY_KIND = {
    "/api/v1/cases/{name}": ("post", "Open_"),
    "/api/v1/decisions/{kind}": ("post", "Decision_"),
    "/api/v1/policy/{kind}": ("put", "Policy_"),
}
KEY = re.compile("[ -~]{1,150}")
INSTANTS = ["2024-05-14T10:00:00Z", "2024-05-14T12:00:00-04:00", "2024-05-15T09:00:00+02:00"]
REAL: dict[str, list[str]] = {
    "account": ["Northwind", "Lighthouse Labs"],
    "amount": ["4990.00", "990.00"],
    "currency": ["USD", "EUR"],
    "time_zone": ["Europe/Oslo", "America/New_York"],
    "other": GIVEN["references"],
    "assignee": GIVEN["names"],
    "order_no": [f"F-{number}" for number in range(40)],
}
_turn = count()

schemathesis.serializer.alias("message/rfc822", "application/octet-stream")


@schemathesis.auth(refresh_interval=None)
class EachInTurn:
    """The caller of the next request."""

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> dict[str, Any]:
        """The one whose turn it is."""
        turn = next(_turn)
        return CALLERS[0] if turn % 2 == 0 else CALLERS[1 + turn // 2 % (len(CALLERS) - 1)]

    def set(self, case: schemathesis.Case, data: dict[str, Any], context: schemathesis.AuthContext) -> None:
        """Signs the request."""
        case.headers.update(data["headers"])
        key = str(case.headers.get("Idempotency-Key", ""))
        if KEY.fullmatch(key):  # the same few keys again and again would be refused for that alone
            case.headers["Idempotency-Key"] = f"{key}-{next(_turn)}"
        case.cookies = {**(case.cookies or {}), **data["cookies"]}


@schemathesis.hook
def before_load_schema(context: schemathesis.HookContext, raw_schema: dict[str, Any]) -> None:
    """Writes each action, event and kind out as a call of its own, about the cases that there are."""
    if not GIVEN["in_detail"]:
        return
    for name, schema in raw_schema["components"]["schemas"].items():
        if name.startswith(("Open_", "Action_", "Event_", "Decision_")):
            _real(schema)
    paths, detailed = raw_schema["paths"], {}
    for path, prefix in INPUTS.items():
        for name, schemas in _named(raw_schema, prefix).items():
            detailed[path.replace("{name}", name)] = {
                "post": _call(paths[path]["post"], schemas, f"{prefix}{name}")
            }
    for path, (method, prefix) in BY_KIND.items():
        for kind in GIVEN["kinds"]:
            if f"{prefix}{kind}" in raw_schema["components"]["schemas"]:
                where = path.replace("{name}", kind).replace("{kind}", kind)
                detailed[where] = {method: _call(paths[path][method], [f"{prefix}{kind}"], f"{prefix}{kind}")}
    for path in ("/api/v1/cases/{reference}/timeline", "/api/v1/cases/{reference}/actions"):
        detailed[path] = {"get": _call(paths[path]["get"], [], path.rsplit("/", 1)[1])}
    raw_schema["paths"] = detailed
    _link(detailed)


def _real(schema: dict[str, Any]) -> None:
    """Names the values that mean something, where a text of any letters would be refused for what it says."""
    for name, part in schema.get("properties", {}).items():
        if name in REAL:
            schema["properties"][name] = {"enum": REAL[name]}
        elif part.get("format") == "date-time":
            schema["properties"][name] = {"enum": INSTANTS}
        elif part.get("type") == "object":
            _real(part)


def _link(paths: dict[str, Any]) -> None:
    """From a case that was opened to everything that can be done with it."""
    about = {"parameters": {"reference": "$response.body#/reference"}}
    calls = [call for path, methods in paths.items() if "{reference}" in path for call in methods.values()]
    links = {call["operationId"]: {"operationId": call["operationId"], **about} for call in calls}
    for methods in paths.values():
        for call in methods.values():
            if "201" in call["responses"]:
                call["responses"]["201"]["links"] = links


def _named(document: dict[str, Any], prefix: str) -> dict[str, list[str]]:
    """The inputs of each action or event, by its name: several kinds may have one of that name."""
    found: dict[str, list[str]] = {}
    for schema in document["components"]["schemas"]:
        for kind in GIVEN["kinds"]:
            if schema.startswith(f"{prefix}{kind}_"):
                found.setdefault(schema.removeprefix(f"{prefix}{kind}_"), []).append(schema)
    return found


def _call(operation: dict[str, Any], schemas: list[str], name: str) -> dict[str, Any]:
    known = {"reference": GIVEN["references"], "as": GIVEN["roles"], "If-Match": ["*"]}
    parameters = [
        {**one, "schema": {"type": "string", "enum": known[one["name"]]}} if one["name"] in known else one
        for one in operation["parameters"]
        if one["name"] not in {"name", "kind"} or one["in"] != "path"
    ]
    answers = {status: {**answer, "links": {}} for status, answer in operation["responses"].items()}
    call = {**operation, "parameters": parameters, "operationId": name, "responses": answers}
    if schemas:
        body = {"anyOf": [{"$ref": f"#/components/schemas/{one}"} for one in schemas]}
        call["requestBody"] = {"content": {"application/json": {"schema": body}}, "required": False}
    return call


@schemathesis.hook
def filter_case(context: schemathesis.HookContext, case: schemathesis.Case) -> bool:
    """In a short run only the first of what the description enumerates for a call, then one of so many.

    The two calls that take the input of every action and of every kind would have thousands.
    """
    most = GIVEN.get("most", 0)
    if not most or not isinstance(case.meta and case.meta.phase.data, CoveragePhaseData):
        return True
    call = (case.operation.method, case.operation.path)
    ENUMERATED[call] += 1
    return ENUMERATED[call] <= most or ENUMERATED[call] % ONE_OF == 0


@schemathesis.hook
def after_call(
    context: schemathesis.HookContext, case: schemathesis.Case, response: schemathesis.Response
) -> None:
    """Counts the answer."""
    sent = response.request.headers
    way = "token" if "Authorization" in sent else "session" if "Cookie" in sent else "nobody"
    SEEN[case.operation.method.upper(), case.operation.path, way, response.status_code] += 1
    if sum(SEEN.values()) % 50 == 0:
        write()


def write() -> None:
    """Keeps the figures for whoever started the run."""
    rows = [[*key, number] for key, number in sorted(SEEN.items())]
    Path(GIVEN["seen"]).write_text(json.dumps(rows), encoding="utf-8")
