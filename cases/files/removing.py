"""Taking away a file that was brought by mistake: its bytes go at once, the timeline keeps who and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.files.mailed import ADDED
from cases.forms import ReasonForm
from cases.models import ConsentRequest, Document, TimelineEntry, User
from cases.routing import Asked, Check
from cases.teams import OVERSEERS

if TYPE_CHECKING:
    from cases.step import Step

REMOVE: Final = "remove_file"
ATTACH: Final = "attach"  # the action by which people bring one; nothing rests on it by itself
UNKNOWN: Final = _("This case holds no such file.")


class RemoveFileForm(ReasonForm):
    """Which file, by its number, and why; answers the file and what stands against it."""

    keyed = frozenset({"file"})

    file = forms.UUIDField(
        label=_("File"), widget=forms.Select, help_text=_("The number of a file of this case."),
        error_messages={"required": _("Choose a file."), "invalid": _("Choose a file of this case.")},
    )  # fmt: skip
    field_order = ("file", "reason", "at")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = _("Why it is removed")

    @cached_property
    def known(self) -> dict[str, Document]:
        """The files of the case by their numbers; looked up only where the form is shown."""
        rows = Document.objects.filter(case=self.case.pk, removed_at=None).order_by("pk")
        return {str(row.number): row for row in rows}

    def layout(self) -> Layout:
        """Which file, unless a link has said it. Nothing is removed in the past."""
        if not self.heading:
            told = [(number, f"{row.name}, {row.purpose}") for number, row in self.known.items()]
            self.fields["file"].widget.choices = [("", _("Choose")), *told]
        self.fields["file"].help_text = self["file"].help_text = ""
        return Layout("file", "reason")

    def begin_with(self, values: Mapping[str, str]) -> None:
        """A link to a file says which one it is."""
        super().begin_with(values)
        named = self.known.get(values.get("file", ""))
        if named is not None:
            self.fields["file"].widget = forms.HiddenInput()
            self.heading = _("Remove {name}").format(name=named.name)
            self.button = _("Remove the file")

    def clean(self) -> dict[str, Any]:
        """Looks the file up, with how it came."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        number = given.get("file")
        if number is None or self.case is None:
            return given
        found = Document.objects.filter(case=self.case.pk, removed_at=None, number=number)
        row = found.select_related("uploaded_by").first()
        if row is None:
            raise forms.ValidationError({"file": forms.ValidationError(UNKNOWN, code="unknown")})
        entries = TimelineEntry.objects.filter(case=self.case.pk, seq=row.entry)
        asked = ConsentRequest.objects.filter(case=self.case.pk, document=number)
        came_by = entries.values_list("action", flat=True).first() or ""
        return given | {"row": row, "rests": rests(row, came_by, asked), "whose": whose(row, self.actor)}


def rests(document: Document, came_by: str, asked: Iterable[ConsentRequest]) -> str:
    """What rests on a file, as a sentence, or "". `came_by` is the action that brought it."""
    for one in asked:
        if one.document == document.number:
            return f"The agreement of {one.party_name} rests on this file."
    if came_by == ADDED:
        return "The file came with a mail and stays with it."
    if came_by != ATTACH:
        return "The file proves what was done when it came."
    return ""


def whose(document: Document, actor: User | None) -> str:
    """Why it is not this person's to remove, as a sentence, or ""."""
    if actor is not None and (document.uploaded_by_id == actor.pk or actor.roles & OVERSEERS):
        return ""
    return f"Only {document.uploaded_by or 'AccountOps'} or a manager can remove this file."


def guards(asked: Asked) -> Sequence[Check]:
    """A file there is, that is theirs, and on which nothing rests."""
    data = asked.data or {}
    whose_told, rests_told = data.get("whose", ""), data.get("rests", "")
    return [
        Check("NO_FILE", bool(asked.extra.get("filed")), "The case holds no file.", "The case holds a file."),
        Check(
            "FILE_NOT_YOURS", not whose_told, whose_told or "You have not brought this file.",
            "You have brought the file, or you are a manager.", who=tuple(sorted(OVERSEERS)), on_submit=True,
        ),
        Check(
            "FILE_IS_NEEDED", not rests_told, rests_told or "Something rests on this file.",
            "Nothing rests on the file.", on_submit=True,
        ),
    ]  # fmt: skip


def remove(step: Step) -> None:
    """Marks the file; with the mark the database deletes its bytes."""
    chosen: Document = step.data.pop("row")
    for name in ("file", "rests", "whose"):
        step.data.pop(name)
    # Again, under its lock: a scanner may have said something of it meanwhile.
    row = Document.objects.select_for_update().get(pk=chosen.pk)
    row.removed_at, row.next_attempt_at = step.now, None
    step.keep(row)
    step.data["name"] = row.name
    step.say(removed={"number": str(row.number), "size": row.size, "sha256": row.sha256})
