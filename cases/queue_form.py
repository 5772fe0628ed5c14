"""The filters of a queue as a form: what may be asked, in people's words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from cases import registry
from cases.queue import QueueQuery
from cases.teams import TEAMS

ANY = ("", "Any")
DUE_WORDS = {
    "overdue": "Overdue", "4h": "Within 4 hours", "today": "Later today", "1d": "Within a day",
    "2d": "Within 2 days", "3d": "Within 3 days", "5d": "Within 5 days", "week": "Within a week",
}  # fmt: skip
OWNER_WORDS = {"me": "You", "none": "Nobody"}
OPEN_WORDS = {"true": "Open", "false": "Closed"}
SNOOZED_WORDS = {"true": "Yes", "false": "No"}
WAITING_WORDS = {"true": "Waiting for somebody else", "false": "Not waiting for somebody else"}
LATE_WORDS = {"true": "A state was left too late", "false": "Every state was left in time"}


class FilterForm(forms.Form):
    """The filters of a list of cases."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    state = forms.ChoiceField(required=False)
    due = forms.ChoiceField(choices=[ANY, *DUE_WORDS.items()], required=False)
    assignee = forms.ChoiceField(label="Owner", choices=[ANY, *OWNER_WORDS.items()], required=False)
    flag = forms.ChoiceField(required=False)
    open = forms.ChoiceField(label="Open or closed", choices=[ANY, *OPEN_WORDS.items()], required=False)

    snoozed = forms.ChoiceField(choices=[ANY, *SNOOZED_WORDS.items()], required=False)
    waiting = forms.ChoiceField(label="Blocked", choices=[ANY, *WAITING_WORDS.items()], required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in (("state", state_words()), ("flag", flag_words())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [ANY, *words.items()]

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
        day = f"{begins.day} {begins:%b %Y}"
        return day if len(text) == len("2024-05-14") else f"{day}, {begins:%H:%M} UTC"
    return text.replace("_", " ").strip().capitalize() if name == "refused" else text


def chips(query: QueueQuery, fixed: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """The active filters as (parameter, name, words); `fixed` ones belong to the list itself."""
    teams = {team.code: team.label for team in TEAMS.values()}
    words: dict[str, tuple[str, dict[str, str]]] = {
        "q": ("Words", {}),
        "kind": ("Kind", {kind.code: kind.label for kind in registry.all_kinds()}),
        "team": ("Team", teams),
        "state": ("State", state_words()),
        "due": ("Due", DUE_WORDS),
        "due_before": ("Due before", {}),
        "assignee": ("Owner", OWNER_WORDS),
        "account": ("Account", {}),
        "flag": ("Flag", flag_words()),
        "open": ("Only", OPEN_WORDS),
        "snoozed": ("Snoozed", SNOOZED_WORDS),
        "waiting": ("Blocked", WAITING_WORDS),
        "opened_from": ("Opened from", {}),
        "opened_to": ("Opened up to", {}),
        "closed_from": ("Closed from", {}),
        "closed_to": ("Closed up to", {}),
        "closed_by": ("Closed by", teams),
        "outcome": ("Outcome", outcome_words()),
        "late": ("In time", LATE_WORDS),
        "since_before": ("In its state since before", {}),
        "refused": ("Refused for", {}),
        "refused_from": ("Refused since", {}),
        "refused_in": ("Refused while with", teams),
    }
    given = {name: in_words(name, text) for name, text in query.params().items()}
    return [
        (name, label, known.get(given[name], given[name]))
        for name, (label, known) in words.items()
        if name in given and name not in fixed
    ]
