"""The OpenAPI description: what ninja makes of the calls, and the inputs of the kinds that are installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cases import registry
from cases.api.decisions import input_schema as decision_input
from cases.api.inputs import fields_of, schema_of
from cases.api.policy import JUDGEMENT
from cases.api.policy import input_schema as policy_input
from cases.api.problems import MEDIA_TYPE
from cases.kinds import Kind

Schema = dict[str, Any]
CASE: Final = {"$ref": "#/components/schemas/CaseOut"}
# Where one can go from the answer that holds a case: the call, and what it calls the case's number.
FROM_A_CASE: Final = {
    "get_case": "name",
    "get_timeline": "reference",
    "list_actions": "reference",
    "list_files": "reference",
    "perform_action": "reference",
    "record_event": "reference",
}
PREFIXES: Final = {
    "Opening": "Open",
    "ActionInput": "Action",
    "EventInput": "Event",
    "DecisionInput": "Decision",
    "PolicyInput": "Policy",
}


def completed(schema: Schema) -> Schema:
    """Adds the kinds' inputs, the media type of problems, and the headers that answers carry.

    A HEAD is left out: what is said of its GET is true of it.
    """
    schemas: Schema = schema["components"]["schemas"]
    for name, prefix in PREFIXES.items():
        own = dict(_inputs(name, prefix))
        schemas |= own
        schemas[name] = {"anyOf": [{"$ref": f"#/components/schemas/{one}"} for one in own]} if own else {}
    schemas["PolicyJudgement"] = JUDGEMENT
    for path, methods in schema["paths"].items():
        methods.pop("head", None)
        for method, operation in methods.items():
            _name_parts(path, method, operation)
            for status, answer in operation["responses"].items():
                _complete_answer(int(status), answer)
    return schema


def _name_parts(path: str, method: str, operation: Schema) -> None:
    """Lists the names that a part of the address can have: of kinds, of actions, of events."""
    kinds = registry.all_kinds()
    names = {
        "/{kind}": [kind.code for kind in kinds],
        "/actions/{name}": sorted({action.name for kind in kinds for action in kind.actions}),
        "/events/{name}": sorted({event.name for kind in kinds for event in kind.events}),
        "/cases/{name}": [kind.code for kind in kinds] if method == "post" else [],
    }
    for ending, possible in names.items():
        part = ending.rsplit("{", 1)[1].rstrip("}")
        for parameter in operation["parameters"]:
            if possible and path.endswith(ending) and parameter["name"] == part:
                parameter["schema"] = {"type": "string", "enum": possible}


def _inputs(name: str, prefix: str) -> Iterator[tuple[str, Schema]]:
    for kind in registry.all_kinds():
        for part, schema in _of_kind(name, kind):
            yield f"{prefix}_{kind.code}{part}", schema


def _of_kind(name: str, kind: Kind) -> Iterator[tuple[str, Schema]]:
    if name == "Opening":
        yield "", schema_of(fields_of(kind.opening.form)) | {"title": f"{kind.label}: {kind.opening.label}"}
    elif name == "ActionInput":
        for action in kind.actions:
            yield (
                f"_{action.name}",
                schema_of(fields_of(action.form)) | {"title": f"{kind.label}: {action.label}"},
            )
    elif name == "EventInput":
        for event in kind.events:
            yield (
                f"_{event.name}",
                schema_of(fields_of(event.form)) | {"title": f"{kind.label}: {event.label}"},
            )
    elif name == "PolicyInput":
        yield "", policy_input(kind)
    elif kind.dry_run is not None:
        yield "", decision_input(kind, kind.dry_run)


def _complete_answer(status: int, answer: Schema) -> None:
    if status < 400 and answer["content"].get("application/json", {}).get("schema") == CASE:
        answer["links"] = {name: _link(name, part) for name, part in FROM_A_CASE.items()}
    if status >= 400:
        answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
    if status in {429, 503}:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    if status == 401:
        answer["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}


def _link(name: str, part: str) -> Schema:
    return {"operationId": name, "parameters": {part: "$response.body#/reference"}}
