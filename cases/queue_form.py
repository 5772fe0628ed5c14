"""The filters of a queue as a form: what may be asked, in people's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from cases import registry
from cases.fields import spoken
from cases.queue import QueueQuery
from cases.saying import day_of
from cases.teams import TEAMS

ANY = ("", gettext_lazy("Any"))
DUE_WORDS = {
    "overdue": _("Overdue"), "4h": _("Within 4 hours"), "today": _("Later today"), "1d": _("Within a day"),
    "2d": _("Within 2 days"), "3d": _("Within 3 days"), "5d": _("Within 5 days"), "week": _("Within a week"),
}  # fmt: skip
OWNER_WORDS = {"me": _("You"), "none": _("Nobody")}
OPEN_WORDS = {"true": _("Open"), "false": _("Closed")}
SNOOZED_WORDS = {"true": _("Yes"), "false": _("No")}
WAITING_WORDS = {"true": _("Waiting for somebody else"), "false": _("Not waiting for somebody else")}
LATE_WORDS = {"true": _("One was left too late"), "false": _("Each was left in time")}


class FilterForm(forms.Form):
    """The filters of a list of cases."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    state = forms.ChoiceField(required=False)
    due = forms.ChoiceField(choices=[ANY, *spoken(DUE_WORDS)], required=False)
    assignee = forms.ChoiceField(
        label=gettext_lazy("Owner"), choices=[ANY, *spoken(OWNER_WORDS)], required=False
    )
    flag = forms.ChoiceField(required=False)
    open = forms.ChoiceField(
        label=gettext_lazy("Open or closed"), choices=[ANY, *spoken(OPEN_WORDS)], required=False
    )

    snoozed = forms.ChoiceField(choices=[ANY, *spoken(SNOOZED_WORDS)], required=False)
    waiting = forms.ChoiceField(
        label=gettext_lazy("Blocked"), choices=[ANY, *spoken(WAITING_WORDS)], required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in (("state", state_words()), ("flag", flag_words())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [ANY, *spoken(words)]

    @property
    def helper(self) -> FormHelper:
        """How crispy renders the fields: the page gives the form element."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


DAYS_ASKED = frozenset(
    ("opened_from", "opened_to", "closed_from", "closed_to", "since_before", "refused_from")
)
FILTERS = tuple(FilterForm.base_fields)


def state_words() -> dict[str, str]:
    """Every state of every kind with its label."""
    return {state.code: state.label for kind in registry.all_kinds() for state in kind.states}


def flag_words() -> dict[str, str]:
    """Every flag of every kind with its label."""
    return {flag: words for kind in registry.all_kinds() for flag, words in kind.flags.items()}


def outcome_words() -> dict[str, str]:
    """Every outcome of every kind with its label; of those without one the state in which they ended."""
    named = {outcome: words for kind in registry.all_kinds() for outcome, words in kind.outcomes.items()}
    return state_words() | named


def in_words(name: str, text: str) -> str:
    """A value without words of its own as people read it: days and instants (of UTC), codes of reasons."""
    if name in DAYS_ASKED:
        begins = datetime.fromisoformat(text)
        places = {"day": day_of(begins.date()), "time": f"{begins:%H:%M}"}
        return places["day"] if len(text) == len("2024-05-14") else gettext("%(day)s, %(time)s UTC") % places
    return text.replace("_", " ").strip().capitalize() if name == "refused" else text


def chips(query: QueueQuery, fixed: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """The active filters as (parameter, name, words); `fixed` ones belong to the list itself."""
    teams = {team.code: team.label for team in TEAMS.values()}
    words: dict[str, tuple[str, dict[str, str]]] = {
        "q": (_("Words"), {}),
        "kind": (_("Kind"), {kind.code: kind.label for kind in registry.all_kinds()}),
        "team": (_("Team"), teams),
        "state": (_("State"), state_words()),
        "due": (_("Due"), DUE_WORDS),
        "due_before": (_("Due before"), {}),
        "assignee": (_("Owner"), OWNER_WORDS),
        "account": (_("Account"), {}),
        "flag": (_("Flag"), flag_words()),
        "open": (_("Only"), OPEN_WORDS),
        "snoozed": (_("Snoozed"), SNOOZED_WORDS),
        "waiting": (_("Blocked"), WAITING_WORDS),
        "opened_from": (_("Opened from"), {}),
        "opened_to": (_("Opened up to"), {}),
        "closed_from": (_("Closed from"), {}),
        "closed_to": (_("Closed up to"), {}),
        "closed_by": (_("Closed by"), teams),
        "outcome": (_("Outcome"), outcome_words()),
        "late": (_("States"), LATE_WORDS),
        "since_before": (_("In its state since before"), {}),
        "refused": (_("Refused for"), {}),
        "refused_from": (_("Refused since"), {}),
        "refused_in": (_("Refused while with"), teams),
    }
    given = {name: in_words(name, text) for name, text in query.params().items()}
    return [
        (name, gettext(label), _known(known, given[name]))
        for name, (label, known) in words.items()
        if name in given and name not in fixed
    ]


def _known(words: dict[str, str], text: str) -> str:
    """A value in its words; one without words is what was typed, and stays as it is."""
    return gettext(words[text]) if text in words else text
