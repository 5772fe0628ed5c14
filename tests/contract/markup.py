"""Text that would be markup if anything let it, and reading pages for traces of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from django import forms
from django.http import HttpResponse

from cases.fields import AmountField, InstantField

# Each breaks out of another place: an attribute, a title, a text field, a script, a template, a stripped tag.
PIECES = (
    "'\"><q7 onq7=1>",
    "</title></textarea></script>",
    "<img src=q7 onerror=q7()>",
    "<svg/onload=q7()>",
    "<scr<script>ipt>q7()</script>",
    "{{ 7*7 }}{% q7 %}${q7}{0.__class__}",
    "&lt;q7&gt;",
)
MARKUP = " ".join(PIECES)
LINKS = frozenset(
    {"href", "src", "action", "formaction", "data-href", "hx-get", "hx-post", "hx-vals", "xlink:href"}
)
ANY_LENGTH = 2000


def markup(most: int | None = None) -> str:
    """As much of it as fits."""
    found = ""
    for piece in PIECES:
        longer = f"{found} {piece}".strip()
        if len(longer) <= (most or ANY_LENGTH):
            found = longer
    return found or PIECES[0][: most or ANY_LENGTH]


def text_fields(fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    """The fields that take people's text, each with markup of its length; rows are filled whole."""
    found: dict[str, Any] = {}
    for name, field in fields.items():
        schema = getattr(field, "json_schema", None)
        if schema is not None:
            found[name] = filled(schema)
        elif isinstance(field, forms.CharField) and not isinstance(field, (AmountField, forms.EmailField)):
            found[name] = markup(field.max_length)
    return found


def filled(schema: Mapping[str, Any]) -> Any:
    """A value of the schema's shape with markup wherever a text belongs."""
    if "anyOf" in schema:
        texts = [option for option in schema["anyOf"] if option.get("type") == "string"]
        return filled((texts or schema["anyOf"])[0])
    kind = schema.get("type")
    kinds = [kind] if isinstance(kind, str) else list(kind or [])
    if "object" in kinds:
        return {name: filled(part) for name, part in schema.get("properties", {}).items()}
    if "array" in kinds:
        return [filled(schema.get("items", {"type": "string"}))]
    if "integer" in kinds or "number" in kinds:
        return 1
    return True if "boolean" in kinds else markup(schema.get("maxLength"))


def is_single_text(field: forms.Field) -> bool:
    """Whether the field takes one text, of a page and of a program alike."""
    if isinstance(field, (AmountField, InstantField, forms.UUIDField)):
        return False
    if isinstance(field, forms.CharField):
        return getattr(field, "json_schema", None) is None
    return any(
        option.get("type") == "string" for option in getattr(field, "json_schema", {}).get("anyOf", ())
    )


class Reader(HTMLParser):
    """What a browser would find: elements, attributes, and the text between and in them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element; what stands in its attributes is text too."""
        self.elements.append((tag, attrs))
        self.text += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        """Notes text."""
        self.text.append(data)


@lru_cache(maxsize=4)
def read(html: str) -> Reader:
    """What is found in a page; the newest few are kept, since one page is asked for several things."""
    return Reader(html)


def traces(html: str) -> list[str]:
    """What must not be in a page: elements and attributes of the markup, inline scripts, handlers, styles."""
    found = []
    for tag, attributes in read(html).elements:
        names = dict(attributes)
        if "q7" in tag or (tag == "script" and not names.get("src")) or tag == "style":
            found.append(f"<{tag}>")
        for name, value in attributes:
            if "q7" in name or name.startswith("on") or name == "style":
                found.append(f"<{tag} {name}>")
            if name in LINKS and (value or "").strip().lower().startswith(
                ("javascript:", "data:", "js:", "q7")
            ):
                found.append(f"<{tag} {name}={value}>")
    return found


def says(html: str, text: str) -> bool:
    """Whether the page shows the text, letter by letter."""
    whole = " ".join(" ".join(read(html).text).split())
    return " ".join(text.split()) in whole


def faults_of(answer: HttpResponse) -> list[str]:
    """What is wrong with an answer that may hold the markup: page, feed, file or problem, and its headers."""
    found = [f"{name}: {value}" for name, value in answer.items() if set("<>\r\n") & set(value)]
    body = (b"".join(answer) if answer.streaming else answer.content).decode()
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status_code >= 500:
        found.append(f"status {answer.status_code}")
    if kind == "text/html":
        found += traces(body)
    elif body and kind not in {"application/json", "application/problem+json", "text/csv", "text/plain"}:
        found.append(f"a browser may read {kind} as markup")
    if "Traceback (most recent call last)" in body:
        found.append("a stack trace")
    for name in ("Content-Security-Policy", "X-Content-Type-Options"):
        if name not in answer.headers:
            found.append(f"no {name}")
    return found
