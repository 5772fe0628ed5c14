"""The rows and filters of a list: what a page repeats fifty times, or what is the same on every one.

A row is filled in by `str.format` from one file, each of its texts escaped once: the template language takes
ten times as long for it. The markup stays in templates/cases/_row.html.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, tzinfo
from functools import cache, lru_cache
from html import escape
from typing import Any

from crispy_forms.utils import render_crispy_form
from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.choices import BaseChoiceIterator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from cases import wording
from cases.forms import ActionForm
from cases.present.columns import USUAL
from cases.queue_form import FilterForm, flag_words, state_words
from cases.templatetags.ao import icon, money, said, state

register = template.Library()

SPECIAL = re.compile("[&<>\"']").search
CHOSEN = " checked"
DUE_COLUMN = "due"
INSTANTS = {"opened": "opened_at", "since": "state_since"}  # columns that few choose
LABELS = frozenset({"waiting_for", "state_with", "kind"})  # texts of the product, not of the case
BOX = (
    '<td class="q-check" role="cell"><label class="hit"><span class="unseen">{2}</span>'
    '<input class="form-check-input" type="checkbox" name="case" value="{0}"{1}></label></td>'
)
DUE = '<span class="st is-{}">{}<time datetime="{}">{}</time></span>'
NO_DUE = '<span class="st is-{}">{}{}</span>'
TIME = '<time datetime="{}">{}</time>'
CELL = re.compile(r"\s*<!-- (\w+) -->")  # begins a column in the markup of a row
OWNER = '<span class="owner"><span class="avatar" aria-hidden="true">{}</span><span>{}</span></span>'
# Paper is handed on: on it the reader is no "you".
OWN = '<span class="only-screen">{}</span><span class="only-print">{}</span>'


@cache
def _cells(language: str | None) -> dict[str, str]:
    """The markup of a row by column, with names in braces; the case itself is "head"."""
    head, *cells = CELL.split(get_template("cases/_row.html").render())
    return {"head": head, **dict(zip(cells[::2], cells[1::2], strict=True))}


@lru_cache(maxsize=200)
def _row(columns: tuple[str, ...], language: str | None) -> tuple[str, str, str]:
    """The markup of a row: what stands before the deadline, the deadline, and what follows it."""
    cells = _cells(language)
    place = columns.index(DUE_COLUMN) if DUE_COLUMN in columns else len(columns)
    before, due, after = (
        "".join(cells[code] for code in part)
        for part in (["head", *columns[:place]], columns[place : place + 1], [*columns[place + 1 :], "end"])
    )
    return before, due, after


@register.simple_tag(takes_context=True)
def case_rows(context: Context, rows: Sequence[Mapping[str, Any]], selectable: bool = False) -> SafeString:
    """The rows of a table of cases, as `cases.present.rows` makes them.

    `now`, `zone` and, where others than the usual ones are shown, `columns` come from the context.
    """
    now, zone, language = context["now"], context["zone"], get_language()
    columns, today = tuple(context.get("columns") or USUAL), now.astimezone(zone).date()
    due_cell, drawn = _row(columns, language)[1], list[str]()
    for row in rows:
        drawing = _apart if row.get("snoozed_until") else _still  # the words of whoever snoozed are not kept
        before, after = drawing(tuple(row.items()), columns, bool(selectable), today, zone, language)
        due = due_cell.format_map(_due_parts(row, now, zone)) if due_cell else ""
        drawn += before, due, after
    # Every part is escaped or drawn by `_parts`; escaping the whole would escape it twice.
    return SafeString("".join(drawn))


def _apart(
    content: tuple[tuple[str, Any], ...],
    columns: tuple[str, ...],
    selectable: bool,
    today: date,
    zone: tzinfo,
    language: str | None,
) -> tuple[str, str]:
    """A row before and after its deadline: the same until the case changes, or the reader's day."""
    noon = datetime.combine(today, time(12), zone)  # no wording of an instant depends on more than the day
    before, _, after = _row(columns, language)
    row = dict(content)
    parts = _parts(row, noon, zone, language, selectable)
    parts |= {name: _instant(row[of], noon, zone) for name, of in INSTANTS.items() if name in columns}
    return before.format_map(parts), after.format_map(parts)


# Kept by everything that is shown, so whoever gets the same content gets the same drawing. What is left until
# a deadline is another every minute, and is not kept. At two kB each: the lists that some dozens of people
# look at again and again.
_still = lru_cache(maxsize=2000)(_apart)


def _due_parts(row: Mapping[str, Any], now: datetime, zone: tzinfo) -> dict[str, str]:
    """What stands in the column of the deadline."""
    if row.get("due_words"):
        return {"due": state("bars-ring", row["due_words"]), "left": _escaped(row.get("due_note", ""))}
    due, left = _due(row["due_at"], now, zone)
    return {"due": due, "left": left}


def _parts(
    row: Mapping[str, Any], now: datetime, zone: tzinfo, language: str | None, selectable: bool
) -> dict[str, str]:
    """What stands in the places of a row: every text of it escaped, then what is drawn from them.

    All texts are escaped, whatever they hold, before anything else is done with them: nothing that people
    wrote can reach the page in another way.
    """
    shown = {
        name: _escaped(said(value) if name in LABELS else value)
        for name, value in row.items()
        if value.__class__ is str
    }
    if row.get("snoozed_until"):
        words = gettext("Snoozed until %(time)s") % {"time": wording.when(row["snoozed_until"], now, zone)}
        shown["waiting_for"] = state("hourglass", words)
        shown["detail"] = escape(gettext("by %(name)s")) % {"name": shown["snoozed_note"]}
    box = ""
    if selectable:
        select = _select(language) % {"case": shown["reference"]}
        box = BOX.format(shown["reference"], CHOSEN if row.get("selected") else "", select)
    owner = _owner(row["owner_initials"], row["owner_name"], bool(row.get("is_own")), language)
    amount = escape(money(row["amount"], row["currency"]))
    return shown | {
        "box": box,
        "state": _state(row["state_shape"], row["state_label"], language),
        "owner": owner,
        "amount": amount,
    }


def _escaped(text: str) -> str:
    """As `escape`, which goes through a text five times; most hold nothing that it would replace."""
    return escape(text) if SPECIAL(text) else text


def _due(due: datetime | None, now: datetime, zone: tzinfo) -> tuple[str, str]:
    """The deadline and what is left."""
    mark = wording.due_mark(due, now, zone)
    if due is None:
        return NO_DUE.format(mark.state, icon(mark.shape), escape(mark.words)), ""
    return _due_words(mark, due), _escaped(wording.left(due, now))


@lru_cache(maxsize=2000)
def _due_words(mark: wording.DueMark, due: datetime) -> str:
    return DUE.format(mark.state, icon(mark.shape), wording.utc_iso(due), escape(mark.words))


def _instant(instant: datetime, now: datetime, zone: tzinfo) -> str:
    return TIME.format(wording.utc_iso(instant), escape(wording.capital(wording.when(instant, now, zone))))


@cache
def _select(language: str | None) -> str:
    return escape(gettext("Select %(case)s"))


@cache
def _nobody(language: str | None) -> SafeString:
    return format_html('<span class="mute">{}</span>', gettext("Nobody"))


@lru_cache(maxsize=500)
def _state(shape: str, label: str, language: str | None) -> SafeString:
    return state(shape, said(label))


@lru_cache(maxsize=500)
def _owner(letters: str, name: str, is_own: bool, language: str | None) -> SafeString:
    if not name:
        return _nobody(language)
    return format_html(OWNER, letters, format_html(OWN, gettext("You"), name) if is_own else name)


@register.simple_tag
def filter_fields(values: Mapping[str, str]) -> SafeString:
    """The fields of the filter form with what is asked for now."""
    words = (*state_words().items(), *flag_words().items())
    return _filter_fields(tuple(values.items()), words, get_language())


@lru_cache(maxsize=200)
def _filter_fields(
    values: tuple[tuple[str, str], ...], words: tuple[tuple[str, str], ...], language: str | None
) -> SafeString:
    """`words` are the choices: other kinds, other fields."""
    return format_html("{}", render_crispy_form(FilterForm(initial=dict(values))))


@register.simple_tag
def blank_form(form: ActionForm) -> SafeString:
    """A form as crispy draws it. What is empty, and of a class that looks at no case, is drawn once."""
    kind = form.__class__  # not `type`: it may still have to be made
    if form.is_bound or form.initial or not _is_alike(kind):
        return format_html("{}", render_crispy_form(form))
    return _blank_form(kind, str(form.auto_id), form.zone, frozenset(form.fields), get_language())


@cache
def _is_alike(kind: type[ActionForm]) -> bool:
    """Whether empty forms of a class are alike for every case: nothing in them is looked up or reckoned."""
    fields = kind.base_fields.values()
    found = any(isinstance(getattr(field, "choices", None), BaseChoiceIterator) for field in fields)
    return kind.__init__ is ActionForm.__init__ and not found and not any(callable(f.initial) for f in fields)


@lru_cache(maxsize=500)
def _blank_form(
    kind: type[ActionForm], auto_id: str, zone: str, shown: frozenset[str], language: str | None
) -> SafeString:
    form = kind(zone=zone, auto_id=auto_id)  # of no case: nothing of one is kept for another
    for name in form.fields.keys() - shown:
        del form.fields[name]
    return format_html("{}", render_crispy_form(form))
