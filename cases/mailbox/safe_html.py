"""A mail's HTML as it may be shown: cleaned each time it is shown, alone in a frame that can do nothing."""

from __future__ import annotations

from typing import Final

import nh3
from django.utils.html import escape

from cases.mailbox.plain import DEEPEST, depth, text_of

MOST: Final = 200_000  # characters; a run of one sign takes long beyond that

_SHOWN: Final = (
    "a abbr address b bdi bdo blockquote br caption cite code col colgroup dd del details div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s samp small span strong sub "
    "summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
_GONE: Final = (
    "script style title head iframe object embed svg math template noscript select textarea noembed noframes"
)
TAGS: Final = frozenset(_SHOWN.split())
GONE: Final = frozenset(_GONE.split())  # with all that is in them
ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "bdo": {"dir"},
}
SCHEMES: Final = frozenset({"https", "mailto"})
POLICY: Final = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# The mail's own styles are gone: these are all there are, so the policy may let them be.
PAGE: Final = """<!DOCTYPE html>
<html lang="und"><head><meta charset="utf-8"><title>{title}</title><style>
:root {{ color-scheme: light dark }}
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 12px; overflow-wrap: anywhere }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid #8886; padding: 2px 8px; text-align: left }}
blockquote {{ margin: 0 0 0 8px; padding-left: 8px; border-left: 3px solid #8886 }}
</style></head><body>{body}</body></html>
"""


def cleaned(html: str) -> str:
    """Only the tags, attributes and schemes of the lists above: nothing that runs, loads, covers or sends."""
    cut = html[:MOST]
    if depth(cut) > DEEPEST:  # the parser's time grows with the square of the depth
        return f"<p>{escape(text_of(cut))}</p>"
    return nh3.clean(
        cut,
        tags=set(TAGS),
        clean_content_tags=set(GONE),
        attributes={name: set(names) for name, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        attribute_filter=_kept,
        generic_attribute_prefixes=set(),
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    """An address without a scheme would lead to a page of ours."""
    return value if name != "href" or value.strip().lower().startswith(("https://", "mailto:")) else None


def page(html: str, title: str) -> str:
    """The document of the frame."""
    return PAGE.format(title=escape(title), body=cleaned(html))
