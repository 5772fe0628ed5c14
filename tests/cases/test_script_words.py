"""Scripts say nothing by themselves: their words stand in the page, marked for translation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
WORDS = (ROOT / "templates/partials/script_words.html").read_text()

TOKEN = re.compile(
    r"/\*.*?\*/|//[^\n]*|(?P<quoted>`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')", re.DOTALL
)
FILLED = re.compile(r"\$\{[^}]*\}")
READ = re.compile(
    r"[A-Za-z]{2,}[,;:.!?]? +[A-Za-z]{2,}|^[A-Z][a-z]+(?=[ .,…]|$)|(?<=\w)[.…]$|^ ?[a-z]+ [a-z]+"
)
# What stands in a selector, a drawing or a name of the browser's, and never in a sentence.
CODE = re.compile(r"[\[\]#=>_]|^\.|^\(|\w\(|-\w+ |: ?\w+-|^\d+ ")
NAMES = frozenset({"use strict", "Enter", "Escape", "Tab", "input, select", "colleagues plain-list"})


def said(source: str) -> list[str]:
    """Every literal of a script that reads like words for people."""
    literals = [found["quoted"][1:-1] for found in TOKEN.finditer(source) if found["quoted"]]
    bare = [(text, FILLED.sub("…", text)) for text in literals]
    return [
        text for text, plain in bare if READ.search(plain) and not CODE.search(plain) and text not in NAMES
    ]


def test_no_script_has_words_of_its_own() -> None:
    found = {path.name: said(path.read_text()) for path in SCRIPTS}
    assert len(found) > 10
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('say("Colours saved");', ["Colours saved"]),
        ("say(`Row ${number + 1} added`);", ["Row ${number + 1} added"]),
        ("button.textContent = `Take out ${name}`;", ["Take out ${name}"]),
        ('list.setAttribute("aria-label", "Colleagues");', ["Colleagues"]),
        ("say('Wait a minute, then try again.');", ["Wait a minute, then try again."]),
        ("bar.textContent = `${name} taken out`;", ["${name} taken out"]),
        ('// "Nothing was sent." stands in the page\n"use strict";', []),
        ('say(window.ao.word("row-added", { number }));', []),
        ('form.querySelector("input[type=file], .ref a");', []),
        ('button.className = "btn btn-quiet btn-sm hanging";', []),
    ],
)
def test_what_reads_like_words(line: str, found: list[str]) -> None:
    assert said(line) == found


def test_the_page_has_every_word_that_scripts_ask_for_and_no_other() -> None:
    scripts = "".join(path.read_text() for path in SCRIPTS)
    there = set(re.findall(r'data-word="([\w-]+)"', WORDS))
    asked = set(re.findall(r'word\([^"()]*"([\w-]+)"', scripts)) | set(
        re.findall(r'word\([^"()]*\? "[\w-]+" : "([\w-]+)"', scripts)
    )
    told = {name.removesuffix("-title") for name in there if name.endswith("-title")}
    assert asked <= there
    assert {name for name in told if f'"{name}"' not in scripts} == set()
    assert there - asked - told - {f"{name}-title" for name in told} == set()
