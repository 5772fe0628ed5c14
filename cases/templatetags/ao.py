"""Template tags that turn plain data into the house's wording and shapes; ``cases.wording`` has the words.

``zone`` and ``now`` may be given to each tag; else they come from the context (``zone``: the case's zone as a
tzinfo or an IANA name; ``now``: an aware datetime), else from the active time zone and the clock.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cases import wording
from cases.icons import ICONS
from cases.marks import Filled

register = template.Library()

_HUES = {
    "octagon": "breach",
    "triangle": "risk",
    "half": "now",
    "hourglass": "wait",
    "tick-disc": "done",
}


def place(context: Context, given: tzinfo | str | None = None) -> tzinfo:
    """The zone whose clock the reader sees."""
    chosen = given or context.get("zone") or timezone.get_current_timezone()
    return ZoneInfo(chosen) if isinstance(chosen, str) else chosen


def moment(context: Context, given: datetime | None = None) -> datetime:
    """The instant at which the page is drawn."""
    return given or context.get("now") or datetime.now(tz=UTC)


@register.simple_tag
@lru_cache(maxsize=500)  # a page draws the same few a hundred times
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Draw one icon inline. It is silent to screen readers unless ``label`` says what it means.

    Raises KeyError for a name that is not in ``cases.icons``: a missing shape must not pass unseen.
    """
    strokes = format_html_join("", '<path class="ic-{}" d="{}"/>', ICONS[name])
    hearing = 'role="img" aria-label="{}"' if label else 'aria-hidden="{}"'
    spoken = format_html(hearing, label or "true")
    return format_html(
        '<svg class="ic ic-is-{}{}" viewBox="0 0 16 16" width="16" height="16" focusable="false" {}>{}</svg>',
        name,
        f" {css}" if css else "",
        spoken,
        strokes,
    )


@register.simple_tag
def state(shape: str, words: str, css: str = "") -> SafeString:
    """A state: shape, then word, in the shape's hue. ``css`` may add "badge" (page heads only)."""
    return format_html(
        '<span class="st is-{} {}">{}<span>{}</span></span>',
        _HUES.get(shape, "plain"),
        css,
        icon(shape),
        words,
    )


@register.filter
def hue(shape: str) -> str:
    """The hue that goes with a state's shape: breach, risk, now, wait, done or plain."""
    return _HUES.get(shape, "plain")


@register.simple_tag(takes_context=True)
def when(
    context: Context,
    instant: datetime | None,
    zone: tzinfo | str | None = None,
    named: bool = False,
    opening: bool = False,
) -> SafeString | str:
    """An instant as ``<time>``; ``named`` adds the zone, ``opening`` a capital; "not stated" for None."""
    if instant is None:
        return gettext("not stated")
    now, clock = moment(context), place(context, zone)
    words = wording.when(instant, now, clock, name_zone=named)
    shown, utc = wording.capital(words) if opening else words, wording.utc_iso(instant)
    if not wording.is_today(instant, now, clock):
        return format_html('<time datetime="{}">{}</time>', utc, shown)
    # Paper is read on another day: there the date stands beside it.
    date = wording.date(instant, clock)
    return format_html('<time datetime="{}" data-date="{}">{}</time>', utc, date, shown)


@register.simple_tag(takes_context=True)
def left(context: Context, due: datetime | None, now: datetime | None = None) -> str:
    """What remains until ``due`` or how long it is past: "1 h 12 m left", "4 h 18 m ago"; empty for None."""
    return wording.left(due, moment(context, now)) if due else ""


@register.simple_tag(takes_context=True)
def due_mark(
    context: Context,
    due: datetime | None,
    now: datetime | None = None,
    zone: tzinfo | str | None = None,
    badge: bool = False,
) -> SafeString:
    """A deadline as shape and words; with ``badge`` tinted and with what is left (page heads only)."""
    at = moment(context, now)
    mark = wording.due_mark(due, at, place(context, zone))
    words = (
        gettext("%(mark)s, %(left)s") % {"mark": mark.words, "left": wording.left(due, at)}
        if badge and due
        else mark.words
    )
    return format_html(
        '<span class="st is-{}{}">{}{}</span>',
        mark.state,
        " badge" if badge else "",
        icon(mark.shape),
        format_html('<time datetime="{}">{}</time>', wording.utc_iso(due), words) if due else words,
    )


@register.simple_tag(takes_context=True)
def due_state(context: Context, due: datetime | None, now: datetime | None = None) -> wording.DueMark:
    """A deadline's state, shape and words apart, for ``{% due_state due as mark %}``."""
    return wording.due_mark(due, moment(context, now), place(context, None))


@register.filter
def money(amount: Decimal | int | None, currency: str) -> str:
    """An amount in major units with its ISO code: ``{{ row.amount|money:row.currency }}``; empty for None."""
    return "" if amount is None else wording.money(Decimal(amount), currency)


@register.filter
def span(length: timedelta) -> str:
    """A length of time: "1 h 12 m"."""
    return wording.span(length)


@register.filter
def initials(name: Any) -> str:
    """Up to two initials of a name, for the mark beside it."""
    return wording.initials(str(name))


@register.filter
def said(text: Any) -> Any:
    """A text that Python only marks, in the reader's language: the label of a state, an act, a team.

    What is no plain text stays as it is: a lazy text translates itself, and "" would be answered by the head
    of the catalogue.
    """
    if text.__class__ is str:
        return gettext(text) if text else text
    return wording.told(text) if text.__class__ is Filled else text
