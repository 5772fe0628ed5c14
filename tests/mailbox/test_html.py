"""A mail's HTML as it is shown: nothing of it runs, loads, covers, sends or calls us."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.mailbox.safe_html import ATTRIBUTES, POLICY, SCHEMES, TAGS, cleaned, page
from tests.mailbox.corpus import CORPUS

OURS = re.compile(' (target="_blank"|rel="[^"]*")')  # in any order
PIECES = [
    "<a href=", "javascript:alert(1)", "https://x.example", "<img src=x onerror=", "<svg>", "<style>",
    "</style>", "<math><mi>", "<table><td>", "<!--", "-->", "<p ", "style=position:fixed", 'data-hx-get="/x"',
    ">", "<", '"', "'", "<script>", "</script>", "<form action=/x>", "<base href=//x>", "\x00", "<![CDATA[",
    "<meta http-equiv=refresh>", "<noscript>", "<template>", "<iframe srcdoc=", "hx-post=/cases/",
    "&lt;script&gt;", "<details ontoggle=",
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("<script>alert(1)</script><p onclick=alert(2)>Hello</p>", "<p>Hello</p>"),
        ('<img src="https://spy.example/1.gif">Hi', "Hi"),
        ('<link rel=stylesheet href="//x.example/a.css"><style>p{position:fixed}</style>Hi', "Hi"),
        ('<div style="position:fixed;top:0">Sign in</div>', "<div>Sign in</div>"),
        ('<p class="btn" id="actions" data-once data-hx-get="/x" hx-get="/x">a</p>', "<p>a</p>"),
        ('<form action="/x"><input name=password><button>Go</button></form>', "Go"),
        ('<a href="javascript:alert(1)">a</a>', "a"),
        ('<a href="ssh://x">a</a>', "a"),
        ('<a href="http://x.example">a</a>', "a"),
        ('<a href="/cases/">a</a>', "a"),
        ('<iframe src="https://x.example"></iframe><object data="x"></object><embed src="x">Hi', "Hi"),
        ("<svg><script>1</script></svg><math><mi>1</mi></math>Hi", "Hi"),
        ('<base href="//x"><meta http-equiv="refresh" content="0;url=//x">Hi', "Hi"),
        ('<td colspan="2" background="//x">a</td>', "a"),
    ],
)
def test_what_remains(given: str, shown: str) -> None:
    """The words, and how they are arranged."""
    told = re.sub(r' ?(target="_blank"|rel="[^"]*")', "", cleaned(given))
    assert re.sub("<a>(.*)</a>", r"\1", told) == shown


def test_links_lead_out_and_tell_nothing() -> None:
    """A link of the web opens by itself, without where it was."""
    told = cleaned('<a href="https://x.example/" target="_top" rel="opener">x</a>')
    assert 'href="https://x.example/"' in told
    assert 'target="_blank"' in told
    assert 'rel="noopener noreferrer nofollow"' in told


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_any_mixture_is_clean_and_stays_so(html: str) -> None:
    """Cleaning what is clean changes nothing; only what is on the lists is there."""
    told = cleaned(html)
    assert OURS.sub("", cleaned(told)) == OURS.sub("", told)
    names = {name.lower() for name in re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", told)}
    assert names <= TAGS
    assert not nh3.is_html(told) or "<script" not in told
    assert not re.search(r"<[^>]*\s(on\w+|style|src|data-\w+|hx-\w+|class|id)\s*=", told)


def test_the_lists_hold_nothing_that_acts() -> None:
    """No form, no picture, no frame, no style, no address but of web and mail."""
    acting = {"img", "form", "input", "button", "iframe", "svg", "style", "script", "link", "video", "base"}
    assert not TAGS & acting
    assert {"https", "mailto"} == SCHEMES
    assert not {name for names in ATTRIBUTES.values() for name in names} & {"style", "src", "class", "id"}


def test_the_frame_can_do_nothing() -> None:
    """Its own policy, whatever the cleaner lets through; the title is text."""
    assert POLICY.startswith("sandbox allow-popups")
    assert "allow-scripts" not in POLICY
    assert "allow-same-origin" not in POLICY
    assert "default-src 'none'" in POLICY
    assert "<title>&lt;b&gt;</title>" in page("x", "<b>")


def test_hostile_html_is_shown_in_time() -> None:
    """Thirty thousand open elements, a hundred thousand brackets."""
    for name in ("html that never closes", "html of brackets", "html of comments"):
        assert len(cleaned(CORPUS[name].decode().partition("\r\n\r\n")[2])) < 2_000_000
    assert cleaned("<div>" * 5000 + "<b>words</b>") == "<p>words</p>"
