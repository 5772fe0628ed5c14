"""What the description of a call says beyond its types: parameters, bodies, and every status it answers."""

from __future__ import annotations

from typing import Any, Final

from cases.api.schemas import ProblemOut

ALWAYS: Final = (400, 401, 403, 404, 422, 429, 500, 503)
WITH_BODY: Final = (413, 415)
IF_MATCH: Final = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": r'^(\*|"?[0-9]{1,9}"?)?$'},
    "description": "The version the caller has seen; another one by now is answered 409.",
}
IDEMPOTENCY_KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": "^[ -~]{1,200}$"},
    "description": "The same key and body replays the first answer; another body is 422.",
}
ROLE: Final = {
    "name": "as",
    "in": "query",
    "required": False,
    "schema": {"type": "string", "minLength": 1},
    "description": "The role to act in, for who holds several.",
}


def parameter(name: str, description: str, **schema: Any) -> dict[str, Any]:
    """A parameter of the address, a text unless `schema` says otherwise."""
    shape = {"type": "string"} | schema
    if shape["type"] == "string" and "enum" not in shape:
        shape["minLength"] = 1  # an empty one is refused: it could mean "all" as well as "none"
    return {"name": name, "in": "query", "required": False, "schema": shape, "description": description}


def reads(answer: Any, *parameters: dict[str, Any], named: bool = True) -> dict[str, Any]:
    """The options of a GET; one whose address names nothing cannot miss it."""
    problems = [status for status in ALWAYS if named or status != 404]
    return {
        "response": {200: answer} | dict.fromkeys(problems, ProblemOut),
        "openapi_extra": {"parameters": list(parameters)},
        "by_alias": True,
    }


def changes(
    answer: Any,
    body: str,
    *parameters: dict[str, Any],
    statuses: tuple[int, ...] = (200,),
    conflicts: bool = True,
) -> dict[str, Any]:
    """The options of a call that takes a body, of the schema `body`; `conflicts` if it changes something."""
    answers: dict[int, Any] = dict.fromkeys(statuses, answer)
    problems = {*ALWAYS, *WITH_BODY, *([409] if conflicts else [])}
    answers |= dict.fromkeys(sorted(problems), ProblemOut)
    reference = {"$ref": f"#/components/schemas/{body}"}
    return {
        "response": answers,
        "openapi_extra": {
            "parameters": list(parameters),
            "requestBody": {"content": {"application/json": {"schema": reference}}, "required": False},
        },
        "by_alias": True,
    }


def with_files(options: dict[str, Any]) -> dict[str, Any]:
    """The same for a call whose body may also be a form with a file."""
    form = {
        "type": "object",
        "description": "For actions that take a file: its other inputs are fields of the form.",
        "properties": {"file": {"type": "string", "format": "binary"}, "purpose": {"type": "string"}},
    }
    options["openapi_extra"]["requestBody"]["content"]["multipart/form-data"] = {"schema": form}
    return options


def takes_mail(answer: Any, *parameters: dict[str, Any]) -> dict[str, Any]:
    """The options of a POST whose body is a raw mail; it names nothing, and 202 is its good answer."""
    problems = dict.fromkeys(sorted({*ALWAYS, *WITH_BODY} - {404}), ProblemOut)
    mail = {"message/rfc822": {"schema": {"type": "string", "format": "binary"}}}
    body = {"content": mail, "required": True}
    return {
        "response": {202: answer} | problems,
        "openapi_extra": {"parameters": list(parameters), "requestBody": body},
    }


def downloads() -> dict[str, Any]:
    """The options of a GET that answers a file."""
    problems = dict.fromkeys(sorted({*ALWAYS, 409, 410}), ProblemOut)
    binary = {"schema": {"type": "string", "format": "binary"}}
    answer = {"description": "The file, to be saved", "content": {"application/octet-stream": binary}}
    return {
        "response": {200: None} | problems,
        "openapi_extra": {"parameters": [], "responses": {200: answer}},
    }
