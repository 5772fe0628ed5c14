"""What no file of the product may do, and the few places where it is right, each with its reason."""

from __future__ import annotations

import re

import pytest

from tests.test_structure import PRODUCT, ROOT, committed, name_of

PYTHON = {
    "markup taken as safe": re.compile(
        r"\bmark_safe\b|\bSafeString\(|\bSafeText\(|__html__|\bsafestring\.SafeData\b"
    ),
    "a template made from text": re.compile(r"\bTemplate\(|\.from_string\("),
    "statements past the models": re.compile(r"\.raw\(|\.extra\(|\bRawSQL\b"),
    "parameters taken over whole": re.compile(r"\*\*(?:dict\()?request\.(?:GET|POST)"),
    "a page without its token": re.compile(r"\bcsrf_exempt\b"),
    "objects made from bytes": re.compile(r"\bpickle\b|\bmarshal\b|\bshelve\b|yaml\.(?:unsafe_)?load\("),
    "code made from text": re.compile(r"(?<![\w.])(?:eval|exec|compile|__import__)\("),
    "a shell": re.compile(r"shell=True|os\.system\(|os\.popen\("),
    "a redirect to where a request says": re.compile(r"redirect\(request\.(?:GET|POST|headers|META)"),
}
TEMPLATES = {
    "markup taken as safe": re.compile(r"\|\s*(?:safe|safeseq)\b|autoescape\s+off"),
    "a script or style in the page": re.compile(
        # A name that begins with `one` is a value in a tag of the template; no handler has such a name.
        r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son(?!e(?:=|_))\w+="
    ),
    "code in an attribute": re.compile(r"hx-on|hx-vals=[\"']js:|hx-vars|javascript:"),
    "a value without quotation marks around it": re.compile(r"\s[\w:-]+=\{\{"),
}
SCRIPTS = {
    "markup made from text": re.compile(
        r"\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser"
    ),
    "code made from text": re.compile(r"\beval\(|new Function\(|set(?:Timeout|Interval)\(\s*[\"'`]"),
}
# (what, file) -> why it is right there.
RIGHT: dict[tuple[str, str], str] = {
    ("a script or style in the page", "templates/mfa/authenticate.html"): (
        "a block of data (application/json) that allauth's script reads; no browser runs it"
    ),
    ("a page without its token", "cases/views/provider.py"): (
        "what a mail provider brings has a signature or a password of its own, and no session to ride on"
    ),
    ("markup taken as safe", "cases/templatetags/ao_rows.py"): (
        "rows of a list: each text is escaped by itself, once, and the crawl of markup reads every list"
    ),
    ("markup taken as safe", "cases/templatetags/ao_frame.py"): (
        "a template's own drawing, escaped as it was made, in which the token of the page takes its place"
    ),
    ("markup made from text", "static/js/fragments.js"): (
        "parts of our own pages, escaped where they were made; nothing in them runs under the content policy"
    ),
}


def found(rules: dict[str, re.Pattern[str]], texts: dict[str, str]) -> set[tuple[str, str]]:
    """Each rule with each file that breaks it."""
    return {(what, name) for what, rule in rules.items() for name, text in texts.items() if rule.search(text)}


def texts_of(ending: str) -> dict[str, str]:
    """Our own files of an ending, by name."""
    return {
        name_of(path): path.read_text()
        for path in committed(ending)
        if "vendor" not in path.parts and "tests" not in path.relative_to(ROOT).parts
    }


@pytest.mark.parametrize(("rules", "ending"), [(TEMPLATES, ".html"), (SCRIPTS, ".js")], ids=["html", "js"])
def test_pages_and_scripts_take_no_shortcut(rules: dict[str, re.Pattern[str]], ending: str) -> None:
    texts = texts_of(ending)
    assert len(texts) > 2
    assert found(rules, texts) == {
        place for place in RIGHT if place[0] in rules and place[1].endswith(ending)
    }


def test_python_takes_no_shortcut() -> None:
    assert found(PYTHON, PRODUCT) == {place for place in RIGHT if place[1].endswith(".py")}


def test_every_exception_says_why() -> None:
    assert all(len(reason) > 20 for reason in RIGHT.values())
