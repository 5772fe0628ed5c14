"""Inputs about mail: which one, why, what is answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cases.core_forms import CaseField
from cases.fields import CodeField, LineField, check_text
from cases.files.looking import megabytes
from cases.forms import ActionForm
from cases.mailbox.seeing import inbox_teams, visible_to
from cases.models import InboundMail, User
from cases.text import tidy

LONGEST_ANSWER = 20_000


class MailField(CodeField):
    """A mail by its number; answers its row, locked: the door asks under the lock of the case."""

    actor: User | None = None
    default_error_messages = {"unknown": _("There is no mail of this number that you may see.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Mail"), max_length=36, **options)

    def clean(self, value: Any) -> InboundMail | None:
        """The row; raises ValidationError for a number that is none, or of a mail that one does not see."""
        text = super().clean(value)
        rows = InboundMail.objects.all() if self.actor is None else visible_to(self.actor)
        number = _number(text)
        if number is None or not rows.filter(number=number).exists():
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return InboundMail.objects.select_for_update().get(number=number)


def _number(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class AddMailForm(ActionForm):
    """Which mail, and why it belongs to the case."""

    keyed = frozenset({"mail"})

    mail = MailField(help_text=_("The number in the address of its page."))
    reason = forms.CharField(label=_("Why it belongs here"), required=False, max_length=2000)
    rare = ("at",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["mail"]
        assert isinstance(field, MailField)
        field.actor = self.actor


class WordsField(forms.CharField):
    """Several lines of text, in one shape, without what nobody can see."""

    def __init__(self, **options: Any) -> None:
        rows = options.pop("rows", 3)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> Any:
        """The text in one shape."""
        text = super().to_python(value)
        return tidy(text, one_line=False) if isinstance(text, str) else text

    def validate(self, value: Any) -> None:
        """Raises ValidationError for what nobody can see or read."""
        super().validate(value)
        check_text(value or "", one_line=False)


class WhyForm(forms.Form):
    """Why it is done."""

    reason = LineField(label=_("Why"), max_length=1000)


class PlainForm(forms.Form):
    """Nothing more is asked."""


class AnswerForm(forms.Form):
    """What is answered."""

    body = WordsField(label=_("Your answer"), max_length=LONGEST_ANSWER, rows=8)


class ToCaseForm(forms.Form):
    """The case that the mail becomes part of, and why."""

    case = CaseField(label=_("Case"), help_text=_("Its number, such as RB-2026-000123."))
    reason = LineField(label=_("Why it belongs there"), max_length=1000)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["case"]
        assert isinstance(field, CaseField)
        field.actor = user


class PassForm(WhyForm):
    """The team that shall read it, and why."""

    team = forms.ChoiceField(label=_("Team"))
    field_order = ("team", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["team"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(team.code, _(team.label)) for team in inbox_teams()]


class BringForm(forms.Form):
    """A mail as a file."""

    file = forms.FileField(
        label=_("Mail as a file"),
        widget=forms.FileInput(attrs={"accept": ".eml,message/rfc822"}),
        error_messages={"required": _("Choose the mail's file, which ends in .eml.")},
    )

    def clean_file(self) -> UploadedFile:
        """Raises ValidationError for another ending and for a file above the limit."""
        file: UploadedFile = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(".eml"):
            raise forms.ValidationError(_("Choose a file that ends in .eml."), code="ending")
        most = min(settings.MAIL_MAX_BYTES, settings.FORM_MAX_BYTES - 2**20)
        if (file.size or 0) > most:
            raise forms.ValidationError(
                _("The mail is larger than %(most)s.") % {"most": megabytes(most)}, code="too_large"
            )
        return file
