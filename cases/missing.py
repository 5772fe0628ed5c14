"""What a page says of an answer that was left out: which one, instead of that some field is required."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _

UNNAMED = forms.Field.default_error_messages["required"]


class NamedField(BoundField):
    """A field on a page. Programs read a form's own errors, which say the same beside the field's name."""

    @property
    def errors(self) -> ErrorList:
        """What is wrong with the answer; one that is missing is named, unless the field has its own words."""
        told: ErrorList = super().errors
        found = told.as_data()
        if not any(map(is_unnamed, found)):
            return told
        words = [missing(self) if is_unnamed(one) else one for one in found]
        return self.form.error_class(words, renderer=self.form.renderer)

    @property
    def listed_errors(self) -> list[str]:
        """The same for the list above the form; what does not name the field stands behind its name."""
        said = {missing(self), str(self.field.error_messages["required"])}
        return [
            text if text in said else _("%(label)s: %(text)s") % {"label": self.label, "text": text}
            for text in map(str, self.errors)
        ]


class Renderer(DjangoTemplates):
    """How every form is drawn."""

    bound_field_class = NamedField


def listed(form: forms.Form) -> list[str]:
    """All that is wrong with a form, each sentence saying what it is about."""
    return [
        *map(str, form.non_field_errors()),
        *(text for name in form.fields for text in _named(form, name)),
    ]


def _named(form: forms.Form, name: str) -> list[str]:
    field = form[name]
    assert isinstance(field, NamedField)
    return field.listed_errors


def missing(field: BoundField) -> str:
    """The sentence for an answer that was left out."""
    return missing_answer(field.field, str(field.label))


def missing_answer(field: forms.Field, label: str) -> str:
    """The same for a field that is not one of a form's own, such as the column of a table."""
    if isinstance(field.widget, forms.CheckboxInput):
        return _("Tick “%(label)s”.") % {"label": label}
    if label.endswith("?"):
        return _("Answer “%(label)s”") % {"label": label}
    if isinstance(field.widget, (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return _("Choose an answer for “%(label)s”.") % {"label": label}
    return _("Fill in “%(label)s”.") % {"label": label}


def is_unnamed(error: ValidationError) -> bool:
    """Whether this is Django's own sentence, which says no more than that some field is required."""
    return error.code == "required" and [str(UNNAMED)] == list(error.messages)
