"""People named in a note: `@celia` tells Celia, if she may see the case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import access, registry
from cases.forms import NoteForm
from cases.models import User
from cases.teams import OUTSIDE, READ_ALL

if TYPE_CHECKING:
    from cases.step import Step

MOST: Final = 20  # people named in one note
MOST_SUGGESTED: Final = 8
_NAMED: Final = re.compile(r"(?<![\w@.+-])@([\w.+-]{1,150})")  # not the middle of a mail address
KEY: Final = "mentioned"


def named(text: str) -> list[str]:
    """The usernames that a text may name, each once, in small letters, without a full stop after it."""
    return list(dict.fromkeys(word.rstrip(".-+").lower() for word in _NAMED.findall(text)))[:MOST]


def people(text: str) -> list[User]:
    """The people named: our own, of those who may sign in. No statement where nobody is."""
    names = [name for name in named(text) if name]
    if not names:
        return []
    found = User.objects.filter(username__in=names, is_active=True).prefetch_related("grants")
    return sorted((one for one in found if _is_ours(one)), key=lambda one: one.username)


def _is_ours(user: User) -> bool:
    user.held = [grant.role for grant in user.grants.all()]
    return not user.roles & OUTSIDE


def cannot_see(found: Iterable[User], case: Any) -> list[User]:
    """Those of them who may not see the case."""
    return [one for one in found if not access.can_see(one, case)]


def suggested(typed: str, case: Any, user: User) -> list[User]:
    """A few colleagues whose role lets them see the case, by the beginning of a word of their name."""
    words = typed.strip()[:40]
    if not words.isprintable():
        return []
    roles = (registry.kind_of(case).acting_roles | READ_ALL) - OUTSIDE
    found = User.objects.filter(is_active=True, grants__role__in=roles).exclude(pk=user.pk)
    if words:
        begins = Q(username__istartswith=words) | Q(name__istartswith=words) | Q(name__icontains=f" {words}")
        found = found.filter(begins)
    return list(found.distinct().order_by("name")[:MOST_SUGGESTED])


class NamingNoteForm(NoteForm):
    """An internal note in which colleagues can be named."""

    text = forms.CharField(
        label=_("Note"),
        help_text=_("Internal: read by colleagues, never sent. Name one as @username, and they are told."),
        widget=forms.Textarea(
            attrs={"rows": 4, "data-draft": "", "data-mentions": "", "autocomplete": "off"}
        ),
    )

    def clean_text(self) -> str:
        """Refuses a name of somebody who would be told of a case that they may not see."""
        text: str = self.cleaned_data["text"]
        for one in cannot_see(people(text), self.case) if self.case is not None else ():
            self.add_error(
                "text",
                forms.ValidationError(
                    _("%(person)s may not see this case and cannot be told of it. Take @%(name)s out.")
                    % {"person": one, "name": one.username},
                    code="not_visible",
                ),
            )
        return text


def note(step: Step) -> None:
    """The run of a note: who is named in it stands in the entry, and is told."""
    found = people(step.data["text"])
    if found:
        step.say(**{KEY: [one.username for one in found]})
        step.extra[KEY] = tuple(one.pk for one in found)
