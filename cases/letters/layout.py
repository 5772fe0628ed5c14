"""The one layout of every letter: a table of 600 pixels with its styles in place, and the foot of the text.

Mail programs drop style sheets and take away what they do not know; what is in place they all keep. The one
sheet has the dark colours, for programs that ask for them; the others draw the letter light, or darken it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.html import escape

from cases.letters.blocks import Block, Button, Items

_LATE: Final = re.compile(r"\[\[(\w+)\]\]")
_FONT: Final = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_TEXT: Final = f"{_FONT};font-size:16px;line-height:1.5;color:#1d2530"
_SMALL: Final = f"{_FONT};font-size:13px;line-height:1.5;color:#5b6673"
_BUTTON: Final = (
    f"{_FONT};font-size:16px;line-height:1.25;font-weight:600;color:#ffffff;text-decoration:none;"
    "display:inline-block;padding:12px 20px;background-color:#0a5870;border-radius:6px"
)
_TABLE: Final = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'
_DARK: Final = """<style>
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (prefers-color-scheme: dark) {
.ground { background-color: #121517 !important }
.sheet { background-color: #191d20 !important }
.words { color: #e8e7e3 !important }
.small { color: #babdbe !important; border-color: #31383d !important }
.act { background-color: #7cc8dd !important; color: #06212a !important }
}
</style>"""
PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{subject}</title>
{dark}
</head>
<body class="ground" style="margin:0;padding:0;background-color:#eef1f4">
<table {table} class="ground" style="background-color:#eef1f4">
<tr><td align="center" style="padding:24px 12px">
<table {table} class="sheet" style="max-width:600px;background-color:#ffffff;border-radius:8px">
<tr><td class="small"
 style="padding:20px 28px 0;{small};font-weight:600;letter-spacing:.02em">AccountOps</td></tr>
<tr><td style="padding:4px 28px 8px">
{body}
</td></tr>
<tr><td class="small" style="padding:12px 28px 20px;border-top:1px solid #dde3ea;{small}">{foot}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"""


def foot(reference: str) -> str:
    """What stands below every letter."""
    return f"Sent by AccountOps about {reference}. Answer this mail and it reaches the people who work on it."


def text(body: str, reference: str) -> str:
    """The plain text that goes out."""
    return f"{body.strip()}\n\n-- \n{foot(reference)}\n"


def shown(body: str, reference: str, *, is_mail: bool) -> str:
    """A message as people of ours read it; what is put in while it is sent is named, not shown."""
    words = text(body, reference) if is_mail else body
    return _LATE.sub(lambda found: f"(the receiver's own {found[1]})", words)


def shown_html(html: str) -> str:
    """The HTML of a message as people of ours see it: what is put in while it is sent leads nowhere yet."""
    return _LATE.sub("#", html)


def html(subject: str, body: Sequence[Block], reference: str, *, below: str = "") -> str:
    """The same letter as HTML. Everything in it is escaped here. `below` stands in the place of the foot."""
    inner = "\n".join(_block(block) for block in body)
    parts = {"subject": escape(subject), "table": _TABLE, "small": _SMALL, "dark": _DARK}
    return PAGE.format(**parts, body=inner, foot=escape(below or foot(reference)))


def put_in(template: str, late: Mapping[str, str], *, escaped: bool) -> str:
    """The letter with what is put in while it is sent."""
    for name, value in late.items():
        template = template.replace(f"[[{name}]]", str(escape(value)) if escaped else value)
    return template


def _block(block: Block) -> str:
    if isinstance(block, Button):
        link = f'<a href="{escape(block.url)}" class="act" style="{_BUTTON}">{escape(block.label)}</a>'
        return f'<p style="margin:20px 0">{link}</p>'
    if isinstance(block, Items):
        items = "".join(f'<li style="margin:0 0 4px">{_lines(item)}</li>' for item in block.items)
        return f'<ul class="words" style="margin:16px 0;padding-left:22px;{_TEXT}">{items}</ul>'
    return f'<p class="words" style="margin:16px 0;{_TEXT}">{_lines(block.text)}</p>'


def _lines(words: str) -> str:
    return str(escape(words)).replace("\n", "<br>")
