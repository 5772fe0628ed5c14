"""Inputs of the core's actions."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.access import visible_to
from cases.assigning import Proposal, propose
from cases.fields import CodeField
from cases.files import quota
from cases.files.faults import FileFault
from cases.files.field import DocumentField
from cases.forms import ActionForm, ReasonForm
from cases.models import Case, Link, User
from cases.teams import TEAMS
from cases.wording import told


class CaseField(CodeField):
    """Another case by its reference; answers the case."""

    actor: User | None = None
    default_error_messages = {"unknown": _("There is no case {reference} that you may see.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> Case | None:
        """The case. One that the person asking may not see does not exist for them."""
        reference = super().clean(value)
        if not reference:
            return None
        cases = Case.objects.all() if self.actor is None else visible_to(self.actor)
        found = cases.filter(reference=reference.upper()).first()
        if found is None:
            raise forms.ValidationError(
                self.error_messages["unknown"].format(reference=reference), code="unknown"
            )
        return found


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A colleague, by username from programs and from a list on pages; `told` says more of some, by key."""

    def __init__(self, **options: Any) -> None:
        self.people = User.objects.filter(is_active=True).order_by("name")
        self.told: dict[int, str] = {}
        super().__init__(queryset=self.people, to_field_name="username", **options)

    def label_from_instance(self, obj: Any) -> str:
        """The name, with what is told of them."""
        return self.told.get(obj.pk) or super().label_from_instance(obj)


class OtherCaseForm(ActionForm):
    """A form that names another case."""

    other = CaseField(label=_("Other case"), help_text=_("Its number, such as RB-2026-000123."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["other"]
        assert isinstance(field, CaseField)
        field.actor = self.actor


class AssignForm(ActionForm):
    """Who gets the case, and what they should know.

    The list says how much each colleague has and whether they are at work; one of them is proposed. People
    write a note; programs may leave it out.
    """

    assignee = PersonField(label=_("Colleague"), empty_label=_("Choose a colleague"))
    note = forms.CharField(
        label=_("Hand-over note"),
        required=False,
        help_text=_("What they should know. It stands on the timeline."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rare = ("at",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["note"].required = self.case is not None and not options.get("strict")

    def layout(self) -> Layout:
        """The fields; only where they are shown it is looked up how it is with each colleague."""
        team = TEAMS.get(self.case.team) if self.case is not None else None
        if team is not None:
            self._tell(propose(team.code, self.case.assignee_id, self.zone))
        return super().layout()

    def _tell(self, proposal: Proposal) -> None:
        field = self.fields["assignee"]
        assert isinstance(field, PersonField)
        field.told = dict(proposal.told)
        field.queryset = field.people.filter(pk__in=proposal.told)
        field.help_text = self["assignee"].help_text = proposal.why
        if not self.is_bound and proposal.colleague is not None:
            self.initial.setdefault("assignee", proposal.colleague.person.username)


class LinkForm(OtherCaseForm):
    """The other case and what it is to this one."""

    relation = forms.ChoiceField(
        label=_("This case is"),
        choices=[c for c in Link.Relation.choices if c[0] != "duplicate_of"],
        initial="related",
    )


class AttachForm(ActionForm):
    """A file, and what it is."""

    file = DocumentField(label=_("File"))
    purpose = forms.CharField(
        label=_("What it is"),
        max_length=200,
        help_text=_("In a few words: signed agreement, the customer's mail."),
    )

    def clean(self) -> dict[str, Any]:
        """Whether there is room for it."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None and self.case is not None:
            try:
                quota.check(self.case, self.actor, file.size)
            except FileFault as error:
                self.add_error("file", told(error.words))
        return given


class DuplicateForm(OtherCaseForm, ReasonForm):
    """The case that goes on, and why this one is the same matter."""

    field_order = ("other", "reason", "at")
