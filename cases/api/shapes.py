"""Whether a JSON value has the shape that a schema names: the part of JSON Schema that inputs need.

Types, keys, items and alternatives; limits and choices are the form's business, which says them better.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cases.api.problems import escaped
from cases.text import shown

Schema = Mapping[str, Any]
WORDS: Final[dict[str, str]] = {
    "string": "a text in quotation marks",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
TYPES: Final[dict[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}
MOST_ITEMS: Final = 1000


def faults(schema: Schema, value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Each place where the value does not fit, as a JSON pointer and a sentence."""
    if "anyOf" in schema:
        yield from _of_any(schema["anyOf"], value, pointer)
        return
    wanted = schema.get("type")
    if wanted is None:
        return
    if not any(_is(kind, value) for kind in ([wanted] if isinstance(wanted, str) else wanted)):
        yield pointer, f"Give {_names([schema])} here."
    elif isinstance(value, dict):
        yield from _in_object(schema, value, pointer)
    elif isinstance(value, list):
        yield from _in_list(schema, value, pointer)


def _of_any(options: list[Schema], value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Fits one of several: the faults told are those of the option whose type the value has."""
    candidates = [option for option in options if "type" not in option or _has_type(option, value)]
    if not candidates:
        yield pointer, f"Give {_names(options)} here."
        return
    found = [list(faults(option, value, pointer)) for option in candidates]
    if all(found):
        yield from min(found, key=len)


def _has_type(schema: Schema, value: Any) -> bool:
    wanted = schema["type"]
    return any(_is(kind, value) for kind in ([wanted] if isinstance(wanted, str) else wanted))


def _is(kind: str, value: Any) -> bool:
    if kind == "null":
        return value is None
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    return isinstance(value, TYPES[kind])


def _in_object(schema: Schema, value: dict[str, Any], pointer: str) -> Iterator[tuple[str, str]]:
    known: Mapping[str, Schema] = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{pointer}/{escaped(name)}", "This is needed."
    for name, part in value.items():
        if name in known:
            yield from faults(known[name], part, f"{pointer}/{escaped(name)}")
        elif schema.get("additionalProperties") is False:
            yield f"{pointer}/{escaped(name)}", f"“{shown(name, 80)}” is not known here."
        elif isinstance(schema.get("additionalProperties"), dict):
            yield from faults(schema["additionalProperties"], part, f"{pointer}/{escaped(name)}")


def _in_list(schema: Schema, value: list[Any], pointer: str) -> Iterator[tuple[str, str]]:
    if len(value) > schema.get("maxItems", MOST_ITEMS):
        yield pointer, f"At most {schema.get('maxItems', MOST_ITEMS)} are possible."
        return
    for number, item in enumerate(value):
        yield from faults(schema.get("items", {}), item, f"{pointer}/{number}")


def _names(options: list[Schema]) -> str:
    kinds: list[str] = []
    for option in options:
        wanted = option.get("type", [])
        kinds += [wanted] if isinstance(wanted, str) else list(wanted)
    shown = [WORDS[kind] for kind in dict.fromkeys(kinds) if kind != "null"]
    return " or ".join(shown) or "something else"
