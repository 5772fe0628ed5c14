"""The rows and filters of a list: what a page repeats fifty times, or what is the same on every one.

A row is filled in by `str.format` from one file, escaping every value: the template language takes ten times
as long for it. The markup stays in templates/cases/_row.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from functools import cache, lru_cache
from typing import Any

from crispy_forms.utils import render_crispy_form
from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cases import wording
from cases.forms import ActionForm
from cases.queue_form import FilterForm, flag_words, state_words
from cases.templatetags.ao import icon, money, state

register = template.Library()

NOBODY = format_html('<span class="mute">{}</span>', "Nobody")
CHOSEN = format_html("{}", " checked")
BOX = (
    '<td class="q-check" role="cell"><label class="hit"><span class="unseen">Select {0}</span>'
    '<input class="form-check-input" type="checkbox" name="case" value="{0}"{1}></label></td>'
)
DUE = '<span class="st is-{}">{}<time datetime="{}">{}</time></span>'
OWNER = '<span class="owner"><span class="avatar" aria-hidden="true">{}</span><span>{}</span></span>'


@cache
def _row() -> str:
    """The markup of a row with names in braces, read once per process."""
    source: str = get_template("cases/_row.html").template.source  # type: ignore[attr-defined]  # Django's own
    return source


@register.simple_tag(takes_context=True)
def case_rows(context: Context, rows: Sequence[Mapping[str, Any]], selectable: bool = False) -> SafeString:
    """The rows of a table of cases, as `cases.present.rows` makes them; `now` and `zone` from the context."""
    now, zone = context["now"], context["zone"]
    return format_html_join("", "{}", ((_case_row(row, now, zone, selectable),) for row in rows))


def _case_row(row: Mapping[str, Any], now: datetime, zone: tzinfo, selectable: bool) -> SafeString:
    due, note = _due(row, now, zone)
    box = format_html(BOX, row["reference"], CHOSEN if row.get("selected") else "") if selectable else ""
    return format_html(
        _row(),
        box=box,
        reference=row["reference"],
        url=row["url"],
        account=row["account"],
        due=due,
        left=note,
        waiting_for=row["waiting_for"],
        detail=row["detail"],
        state=_state(row["state_shape"], row["state_label"]),
        state_with=row["state_with"],
        owner=_owner(row["owner_initials"], row["owner_name"]) if row["owner_name"] else NOBODY,
        amount=money(row["amount"], row["currency"]),
    )


def _due(row: Mapping[str, Any], now: datetime, zone: tzinfo) -> tuple[SafeString, str]:
    """The deadline and what is left; `due_words` and `due_note` are said instead where they are given."""
    if row.get("due_words"):
        return state("bars-ring", row["due_words"]), row.get("due_note", "")
    due = row["due_at"]
    mark = wording.due_mark(due, now, zone)
    if due is None:
        return _without_due(mark), ""
    shown = format_html(DUE, mark.state, icon(mark.shape), wording.utc_iso(due), mark.words)
    return shown, wording.left(due, now)


def _without_due(mark: wording.DueMark) -> SafeString:
    return format_html('<span class="st is-{}">{}{}</span>', mark.state, icon(mark.shape), mark.words)


@lru_cache(maxsize=500)
def _state(shape: str, label: str) -> SafeString:
    return state(shape, label)


@lru_cache(maxsize=500)
def _owner(letters: str, name: str) -> SafeString:
    return format_html(OWNER, letters, name)


@register.simple_tag
def filter_fields(values: Mapping[str, str]) -> SafeString:
    """The fields of the filter form with what is asked for now."""
    words = (*state_words().items(), *flag_words().items())
    return _filter_fields(tuple(values.items()), words)


@lru_cache(maxsize=200)
def _filter_fields(values: tuple[tuple[str, str], ...], words: tuple[tuple[str, str], ...]) -> SafeString:
    """`words` are the choices: other kinds, other fields."""
    return format_html("{}", render_crispy_form(FilterForm(initial=dict(values))))


@register.simple_tag
def blank_form(form: ActionForm) -> SafeString:
    """A form as crispy draws it. What is empty, and of a class that looks at no case, is drawn once."""
    kind = form.__class__  # not `type`: it may still have to be made
    if form.is_bound or form.initial or kind.__init__ is not ActionForm.__init__:
        return format_html("{}", render_crispy_form(form))
    return _blank_form(kind, str(form.auto_id), form.zone)


@lru_cache(maxsize=200)
def _blank_form(form_class: type[ActionForm], auto_id: str, zone: str) -> SafeString:
    return format_html("{}", render_crispy_form(form_class(zone=zone, auto_id=auto_id)))
