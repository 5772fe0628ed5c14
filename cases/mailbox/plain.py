"""A mail that is HTML only, as text."""

from __future__ import annotations

import logging
import re
from html import unescape
from typing import Final

from inscriptis import get_text

from cases.mailbox.charsets import readable

log = logging.getLogger(__name__)

MOST: Final = 300_000  # characters of HTML; people do not write more
DEEPEST: Final = 200
TAG: Final = re.compile(r"<[^<>]{0,5000}>")
# Opening and closing; those left out close by themselves or hold nothing.
ELEMENT: Final = re.compile(
    r"(?i)<(/?)(?!(?:area|base|br|col|embed|hr|img|input|li|link|meta|p|param|source|td|th|tr|track|wbr)\b)[a-z]"
)
UNSEEN: Final = re.compile(r"(?is)<(script|style|head|title)\b.*?</\1\s*>")


def text_of(html: str) -> str:
    """What a reader would see, tables line by line. HTML that is no HTML loses its tags, and no more."""
    cut = html[:MOST]
    if depth(cut) <= DEEPEST:
        try:
            return readable(get_text(cut), MOST).strip("\n")
        except Exception:
            # Whatever is wrong with the HTML: its words are in there.
            log.info("a mail's HTML was read without its layout", exc_info=True)
    return readable(unescape(TAG.sub(" ", UNSEEN.sub(" ", cut))), MOST).strip()


def depth(html: str) -> int:
    """How deep the elements can be nested at most: what opens minus what closes, at its highest."""
    now = deepest = 0
    for found in ELEMENT.finditer(html):
        now = max(0, now + (-1 if found[1] else 1))
        deepest = max(deepest, now)
    return deepest
