"""Reading templates for texts that stand outside of translation: a small lexer for Django's tags and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

DJANGO = r"\{%.*?%\}|\{\{.*?\}\}"
SILENT = re.compile(
    r"\{%\s*comment\b.*?\{%\s*endcomment\s*%\}"
    r"|\{#.*?#\}"
    r"|\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}"
    r"|<(script|style)\b.*?</\1>"
    r"|<![^>]*>",
    re.DOTALL,
)
QUOTED = rf"\"(?:{DJANGO}|[^\"])*\"|'(?:{DJANGO}|[^'])*'"
TAG = rf"</?(?P<name>[a-zA-Z][\w:-]*)(?P<rest>(?:{DJANGO}|{QUOTED}|[^'\">])*)>"
TOKEN = re.compile(rf"(?P<django>{DJANGO})|(?P<tag>{TAG})", re.DOTALL)
ATTRIBUTE = re.compile(rf"{DJANGO}|(?<![\w-])(?P<name>[a-zA-Z][\w:-]*)=(?P<value>{QUOTED})", re.DOTALL)
LITERAL = re.compile(r"(_\()?(\"[^\"]*\"|'[^']*')")
LETTERS = re.compile(r"[^\W\d_]{2}|\b[aI]\b")
ENTITY = re.compile(r"&\w+;|&#\d+;")

# Attributes that people read or hear; `data-label` stands before a cell on narrow screens.
READ = {
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "data-announce",
    "data-announce-now",
    "data-copied",
    "data-label",
    "placeholder",
    "title",
}
# What stands in these is the same in every language: names of keys, and code.
NAMES = {"kbd", "code"}
# So are the product's name, the zone of machines and the places that Python fills in (`{owner}`).
PRODUCT = re.compile(r"\bAccountOps\b|\bUTC\b|(?<!\{)\{\w+\}(?!\})")
# Arguments of `include` and `with` that are no texts.
UNREAD = {"css", "id", "kind", "icon", "shape", "name", "button_id"}
FILTERS = re.compile(r"\|(?:default|default_if_none|yesno|add|join|pluralize):(\"[^\"]*\"|'[^']*')")


def outside(source: str) -> list[str]:
    """Every text of a template that people read and that is not marked for translation."""
    source = SILENT.sub(lambda found: " " * len(found[0]), source)
    return [" ".join(text.split()) for text in _texts(source) if _is_text(text)]


def _is_text(text: str) -> bool:
    return bool(LETTERS.search(PRODUCT.sub("", ENTITY.sub("", text))))


def _texts(source: str) -> Iterator[str]:
    at, inside = 0, ""
    for token in TOKEN.finditer(source):
        if inside not in NAMES:
            yield source[at : token.start()]
        at = token.end()
        if token["django"]:
            yield from _of_django(token["django"])
        else:
            inside = "" if token[0].startswith("</") else token["name"].lower()
            yield from _of_attributes(token["rest"])
    yield source[at:]


def _of_attributes(rest: str) -> Iterator[str]:
    for found in ATTRIBUTE.finditer(rest):
        if found["name"] and found["name"].lower() in READ:
            yield from _texts(found["value"][1:-1])


def _of_django(token: str) -> Iterator[str]:
    """Texts that are written into a tag or a filter as they are."""
    body = token[2:-2].strip()
    if token.startswith("{{"):
        yield from (found[1][1:-1] for found in FILTERS.finditer(body))
        return
    name = body.split(maxsplit=1)[0]
    if name in {"icon", "state"}:
        unmarked = [text[1:-1] for mark, text in LITERAL.findall(body) if not mark]
        yield from (text for text in unmarked[1:] if text != "badge")
    elif name in {"include", "with"}:
        for argument, text in re.findall(r"(\w+)=(\"[^\"]*\")", body):
            if argument not in UNREAD:
                yield text[1:-1]
